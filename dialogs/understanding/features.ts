import type { Step } from './lexicon';
import { isShape } from './text';

/** How many rows the model has; features share one when their hashes meet. */
export const ROWS = 1 << 17;

/** The weight of each kind of feature in a message. */
const WEIGHTS = { word: 1, pair: 0.8, skip: 0.45, letters: 0.8, concept: 1, conceptPair: 0.7, shape: 0.35 };
type Kind = keyof typeof WEIGHTS;
const KINDS = Object.keys(WEIGHTS) as Kind[];
/** The same text of two kinds is two features. */
const SALTS = Object.fromEntries(KINDS.map((kind, at) => [kind, at])) as Record<Kind, number>;

const SHORTEST_LETTERS = 3;
const LONGEST_LETTERS = 5;
const LONGEST_WORD = 24;
const UNKNOWN = '0unknown';
/** The far pairs of a long message are many and say little. */
const MAX_CONCEPTS = 10;

/** A message as the model reads it: rows and how much each counts. */
export interface Features {
  rows: Int32Array;
  values: Float32Array;
}

/** What the rows of one message add up to, for the moment in which they are added: zero otherwise. */
const added = new Float32Array(ROWS);

/** The rows of the letters of a word. */
const letterRows = new Map<string, number[]>();
/** Enough for the words of a language, and little memory whatever people type. */
const MOST_CACHED = 10_000;

/** The rows of each kind; one that occurs twice stands here twice. */
class Rows {
  readonly #byKind: Record<Kind, number[]> = {
    word: [],
    pair: [],
    skip: [],
    letters: [],
    concept: [],
    conceptPair: [],
    shape: [],
  };

  add(kind: Kind, feature: string, from = 0, to = feature.length): void {
    this.#byKind[kind].push(hash(feature, from, to, SALTS[kind]));
  }

  /** The parts of a word: most words of a message have been seen before. */
  addLetters(word: string): void {
    const known = letterRows.get(word);
    if (known) {
      for (const row of known) this.#byKind.letters.push(row);
      return;
    }
    const { letters } = this.#byKind;
    const start = letters.length;
    const padded = `<${word.slice(0, LONGEST_WORD)}>`;
    for (let length = SHORTEST_LETTERS; length <= LONGEST_LETTERS; length++) {
      for (let at = 0; at + length <= padded.length; at++) this.add('letters', padded, at, at + length);
    }
    if (letterRows.size >= MOST_CACHED) letterRows.clear();
    letterRows.set(word, letters.slice(start));
  }

  /** Every kind has the same length whatever the message's, so a long one is as sure as a short one. */
  toVector(): Features {
    const different: number[] = [];
    for (const kind of KINDS) {
      const rows = this.#byKind[kind];
      const value = WEIGHTS[kind] / Math.sqrt(Math.max(1, rows.length));
      for (const row of rows) {
        if (added[row] === 0) different.push(row);
        added[row]! += value;
      }
    }
    const rows = Int32Array.from(different);
    const values = new Float32Array(rows.length);
    for (let at = 0; at < rows.length; at++) {
      values[at] = added[rows[at]!]!;
      added[rows[at]!] = 0;
    }
    return { rows, values };
  }
}

/** @param isUnknown marks a word that the model has never seen: it has letters but no meaning of its own */
export function featuresOf(steps: readonly Step[], isUnknown: (word: string) => boolean): Features {
  const rows = new Rows();
  const typed = steps.flatMap((step) => step.words);
  const words = typed.map((word) => (isUnknown(word) ? UNKNOWN : word));
  for (const word of words) rows.add('word', word);
  for (const word of typed) if (!isShape(word)) rows.addLetters(word);
  addPairs(['^', ...words, '$'], rows);
  addConcepts(steps, isUnknown, rows);
  const unknown = words.filter((word) => word === UNKNOWN).length;
  rows.add('shape', `length${Math.min(words.length, 4) + Math.min(4, Math.floor(words.length / 5))}`);
  rows.add('shape', `unknown${Math.min(unknown, 3)}`);
  rows.add('shape', `share${Math.round((4 * unknown) / Math.max(1, words.length))}`);
  return rows.toVector();
}

function addPairs(words: readonly string[], rows: Rows): void {
  words.forEach((word, at) => {
    if (at + 1 < words.length) rows.add('pair', `${word} ${words[at + 1]}`);
    if (at + 2 < words.length) rows.add('skip', `${word} _ ${words[at + 2]}`);
    if (at + 3 < words.length) rows.add('skip', `${word} _ _ ${words[at + 3]}`);
  });
}

/** Concepts, each with its neighbours, and all pairs of them wherever they stand. */
function addConcepts(steps: readonly Step[], isUnknown: (word: string) => boolean, rows: Rows): void {
  const names = steps.map(({ concept, words: [first = ''] }) => {
    if (concept) return `@${concept}`;
    return isUnknown(first) ? UNKNOWN : first;
  });
  const padded = ['^', ...names, '$'];
  padded.forEach((name, at) => {
    const [next, afterNext] = [padded[at + 1], padded[at + 2]];
    if (next && (isConcept(name) || isConcept(next))) rows.add('concept', `${name} ${next}`);
    if (afterNext && (isConcept(name) || isConcept(afterNext))) rows.add('concept', `${name} _ ${afterNext}`);
  });
  const concepts = [...new Set(names.filter(isConcept))].sort().slice(0, MAX_CONCEPTS);
  for (const concept of concepts) rows.add('concept', concept);
  concepts.forEach((one, at) => {
    for (const other of concepts.slice(at + 1)) rows.add('conceptPair', `${one}${other}`);
  });
}

function isConcept(name: string): boolean {
  return name.startsWith('@');
}

/** FNV-1a of a part of the text, mixed once more at the end. */
function hash(text: string, from: number, to: number, salt: number): number {
  let value = 0x811c9dc5 ^ Math.imul(salt + 1, 0x9e3779b1);
  for (let at = from; at < to; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value ^= value >>> 15;
  value = Math.imul(value, 0x85ebca6b);
  return ((value ^ (value >>> 13)) >>> 0) % ROWS;
}
