import { wordsInAll, type EntityWords } from './words';

export type Priority = 'urgent' | 'high' | 'normal' | 'low';

const LEVELS: readonly { priority: Priority; phrases: EntityWords; bare: EntityWords }[] = [
  { priority: 'low', phrases: 'priorityLow', bare: 'priorityBareLow' },
  { priority: 'urgent', phrases: 'priorityUrgent', bare: 'priorityBareUrgent' },
  { priority: 'high', phrases: 'priorityHigh', bare: 'priorityBareHigh' },
  { priority: 'normal', phrases: 'priorityNormal', bare: 'priorityBareNormal' },
];
const BY_NUMBER: readonly Priority[] = ['urgent', 'high', 'normal', 'low', 'low'];
const NUMBERED = / (?:p|prio|priority|priorität|sev|severity) ?([1-5]) /;
/** In an answer as short as this, "high" alone is a priority. */
const SHORT_ANSWER_WORDS = 3;
/** A negation counts for this many words behind it: "not really that urgent". */
const REACH_OF_NEGATION = 3;

interface Lists {
  phrases: { priority: Priority; phrase: string }[];
  bare: Map<string, Priority>;
  negations: Set<string>;
  clauses: Set<string>;
}
let lists: Lists | undefined;

/** How urgent something is said to be, in any language; "not urgent" is low, "not that important" is normal. */
export function findPriority(text: string): Priority | undefined {
  lists ??= loadLists();
  const padded = ` ${normalize(text)} `;
  for (const { priority, phrase } of lists.phrases) {
    const at = padded.indexOf(` ${phrase} `);
    if (at < 0) continue;
    return priority !== 'normal' && isNegated(padded.slice(0, at), lists) ? 'normal' : priority;
  }
  const [, number] = NUMBERED.exec(padded) ?? [];
  if (number) return BY_NUMBER[Number(number) - 1];
  const words = padded.trim().split(' ');
  if (words.length > SHORT_ANSWER_WORDS) return undefined;
  const found = words.map((word) => lists?.bare.get(word)).find(Boolean);
  return found && found !== 'normal' && words.some((word) => lists?.negations.has(word)) ? 'normal' : found;
}

function isNegated(before: string, { negations, clauses }: Lists): boolean {
  const words = before.trim().split(' ').slice(-REACH_OF_NEGATION);
  const start = words.findLastIndex((word) => word === '|' || clauses.has(word)) + 1;
  return words.slice(start).some((word) => negations.has(word));
}

/** Lower case, one space between words, `|` for the end of a clause. */
function normalize(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/\ba\.s\.a\.p\b/g, 'asap')
    .replace(/[.,;!?:\n]+/g, ' | ')
    .replace(/[^\p{L}\p{M}\p{N}'|]+/gu, ' ')
    .trim();
}

function loadLists(): Lists {
  const phrases = LEVELS.flatMap(({ priority, phrases: key }) =>
    wordsInAll(key).map((phrase) => ({ priority, phrase: normalize(phrase) })),
  );
  return {
    phrases,
    bare: new Map(LEVELS.flatMap(({ priority, bare }) => wordsInAll(bare).map((word) => [word, priority]))),
    negations: new Set(wordsInAll('negations')),
    clauses: new Set(wordsInAll('clauseWords')),
  };
}
