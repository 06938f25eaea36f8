import { alternatives, pairsOf, wordsInAll } from './words';

/** How many are meant: a number from 1 to 20, or all there are. */
export type Quantity = number | 'all';

const DIGITS = /(?<![\p{L}\p{N}_.,:/#+-])(?:x\s?)?(\d{1,2})(?:\s?x)?(?![\p{L}\p{N}_:/@-]|[.,]\d|\.\s?\d|\s?[€$£%])/giu;
const LARGEST = 20;

interface Patterns {
  all: RegExp;
  allBare: Set<string>;
  one: RegExp;
  words: RegExp;
  values: Map<string, number>;
  notPiece: RegExp;
  bareOnes: Set<string>;
}
let patterns: Patterns | undefined;

/** A small number in words or digits: "two of them", "both", "2x", "alle". Spans of time, prices and long numbers are none. */
export function findQuantity(text: string): Quantity | undefined {
  patterns ??= loadPatterns();
  const plain = text.normalize('NFKC').toLowerCase().slice(0, 2000);
  const bare = plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  if (patterns.allBare.has(bare) || patterns.all.test(plain)) return 'all';
  if (patterns.bareOnes.has(bare)) return 1;
  return inWords(plain, patterns) ?? inDigits(plain, patterns) ?? (patterns.one.test(plain) ? 1 : undefined);
}

function inWords(text: string, { words, values, notPiece }: Patterns): number | undefined {
  for (const match of text.matchAll(words)) {
    const value = values.get((match[1] ?? '').replace(/\s+/g, ' '));
    if (value !== undefined && value > 1 && !notPiece.test(text.slice(match.index + match[0].length))) return value;
  }
  return undefined;
}

function inDigits(text: string, { notPiece }: Patterns): number | undefined {
  for (const match of text.matchAll(DIGITS)) {
    const value = Number(match[1]);
    const rest = text.slice(match.index + match[0].length);
    if (value >= 1 && value <= LARGEST && !notPiece.test(rest)) return value;
  }
  return undefined;
}

function loadPatterns(): Patterns {
  const whole = (pattern: string, flags: string) =>
    new RegExp(`(?<![\\p{L}\\p{N}'-])${pattern}(?![\\p{L}\\p{N}'-])`, flags);
  const values = new Map([...pairsOf(wordsInAll('numbers')), ...pairsOf(wordsInAll('articles'))]);
  const spoken = pairsOf(wordsInAll('numbers')).map(([word]) => word.replaceAll(' ', '\\s{1,3}'));
  return {
    all: whole(alternatives('allWords'), 'u'),
    allBare: new Set(wordsInAll('allBare')),
    one: whole(alternatives('oneWords'), 'u'),
    words: whole(`(${spoken.sort((a, b) => b.length - a.length).join('|')})`, 'gu'),
    values,
    notPiece: new RegExp(`^\\s{0,3}${alternatives('notPieceWords')}(?![\\p{L}\\p{N}])`, 'u'),
    bareOnes: new Set([...values].filter(([, value]) => value === 1).map(([word]) => word)),
  };
}
