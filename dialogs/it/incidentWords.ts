import { responses, type TextKey } from '../../resources/responses';
import type { Impact, Urgency } from '../../services/ports/itsm';
import { mentions } from '../commands';
import { findPriority, type Priority } from '../entities/priorityEntity';
import { findRequestNumbers } from '../entities/requestNumberEntity';
import { wordsInAll } from '../entities/words';
import { isOneOf, plainWords, says, wordsBeside } from '../words';

/** `LT-0042`, `ALEX-LT-01`, `P1000479`; small letters only with more digits, so that "wifi-6" is none. */
const DEVICES = [
  /(?<![\p{L}\p{N}-])(?:[A-Z]{1,6}-)+\d{2,8}(?![\p{L}\p{N}-])/u,
  /\b(?!KB|CVE|ERR)[A-Z]{1,4}\d{4,8}\b/,
  /\b(?:[a-z]{1,6}-)+\d{3,8}\b/i,
];
const URGENCY_OF: Readonly<Record<Priority, Urgency>> = { urgent: 'high', high: 'high', normal: 'medium', low: 'low' };

const URGENCY_WORDS = ['priorityUrgent', 'priorityHigh', 'priorityNormal', 'priorityLow'] as const;
/** Fewer words are a name, or an answer. */
const WORDS_OF_A_SYMPTOM = 4;
const IMPACTS = ['company', 'team', 'me'] as const;

/** Who is said to be affected; `undefined` when nobody is named. "Everyone in my team" is more exact than "everyone". */
export function impactIn(text: string, locale: string): Impact | undefined {
  const texts = responses('itIncident', locale);
  const said = IMPACTS.flatMap((impact) => {
    const phrases = texts.list(`impactWords.${impact}`).filter((phrase) => says(text, [phrase]));
    return phrases.map(({ length }) => ({ impact, length }));
  });
  return said.sort((one, two) => two.length - one.length)[0]?.impact;
}

/** Who a bare answer says is affected: "all" alone is the company, while "all screens flicker" names nobody. */
export function impactAnswered(text: string, locale: string): Impact | undefined {
  const isAll = isOneOf(text, responses('itIncident', locale).list('impactAnswers.company'));
  return isAll ? 'company' : impactIn(text, locale);
}

/** How urgent it is said to be. Whoever calls a fault "not that urgent" can wait for it. */
export function urgencyIn(text: string, locale: string): Urgency | undefined {
  if (says(text, responses('itIncident', locale).list('hardlyUrgentWords'))) return 'low';
  const priority = findPriority(text);
  return priority && URGENCY_OF[priority];
}

/** The urgency that a clause of a longer sentence asks for: "make it high, tomorrow is the fair". */
export function urgencyWished(text: string, locale: string): Urgency | undefined {
  const clauses = text.split(/[.,;:!?\n]+/).filter((clause) => mentions('change', clause, locale));
  return clauses.map((clause) => urgencyIn(clause, locale)).find((urgency) => urgency !== undefined);
}

/** True for what the fault looks like or what was tried, in a sentence of its own; not for good news about it. */
export function tellsSymptom(text: string, locale: string): boolean {
  const texts = responses('itIncident', locale);
  const helped = responses('firstAid', locale).list('helpedWords');
  // Of one word such as "works" there may be a "nothing" before it.
  const isGone = says(text, [...texts.list('goneWords'), ...helped.filter((phrase) => phrase.includes(' '))]);
  const isSentence = plainWords(text).split(' ').length >= WORDS_OF_A_SYMPTOM;
  return isSentence && !isGone && says(text, texts.list('symptomWords'));
}

/** A device's name or tag, in capitals as on its sticker. */
export function deviceIn(text: string): string | undefined {
  const [match] = DEVICES.flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
  return match && findRequestNumbers(match).length === 0 ? match.toUpperCase() : undefined;
}

/** Who is most likely affected, and how urgent that is, where the user did not say. */
export function guessFrom(problem: string, locale: string): { impact?: Impact; urgency?: Urgency } {
  const texts = responses('itIncident', locale);
  const isOwn = says(problem, texts.list('ownWords'));
  return { ...(isOwn && { impact: 'me' }), ...(says(problem, texts.list('alarmWords')) && { urgency: 'high' }) };
}

/**
 * What a sentence says of the problem itself, without "please open a ticket", the urgency and the device; `undefined` when
 * nothing is left.
 */
export function problemIn(text: string, locale: string): string | undefined {
  const clauses = text.split(/(?<=[.,;:!?])\s+|\s+[–-]\s+|\n+/).filter((clause) => saysProblem(clause, locale));
  const rest = withoutLead(clauses.join(' '), locale).replace(/[\s,;:–-]+$/, '');
  return saysProblem(rest, locale) ? rest.charAt(0).toUpperCase() + rest.slice(1) : undefined;
}

/** False for a clause that only tells how urgent it is, for whom, on which device, or that there is a problem at all. */
function saysProblem(clause: string, locale: string): boolean {
  const own = (key: TextKey<'itIncident'>) => responses('itIncident', locale).list(key);
  const device = deviceIn(clause);
  const words = plainWords(device ? clause.replace(new RegExp(device, 'i'), ' ') : clause);
  const impacts = IMPACTS.flatMap((impact) => own(`impactWords.${impact}`));
  const urgencies = [...own('hardlyUrgentWords'), ...URGENCY_WORDS.flatMap((key) => wordsInAll(key))];
  const bare = withoutPhrases(words, [...impacts, ...urgencies]);
  const isAside = device !== undefined || bare !== words;
  const empty = [
    ...responses('commands', locale).list('stopWords'),
    ...own('vagueWords'),
    ...(isAside ? own('looseEnds') : []),
    ...(device ? [] : own('stateWords')),
  ];
  return wordsBeside(bare, empty).length > 0;
}

function withoutPhrases(words: string, phrases: readonly string[]): string {
  const longestFirst = [...phrases].sort((one, two) => two.length - one.length);
  return longestFirst.reduce((rest, phrase) => ` ${rest} `.replaceAll(` ${phrase} `, ' ').trim(), words);
}

function withoutLead(text: string, locale: string): string {
  const leads = [...responses('itIncident', locale).list('reportLeads')].sort((one, two) => two.length - one.length);
  const lead = new RegExp(`^(?:(?:${leads.join('|')})(?![\\p{L}'])[\\s,:;.–-]*)+`, 'iu');
  const rest = text.replace(lead, '');
  return /\p{L}{2}/u.test(rest) ? rest : text;
}
