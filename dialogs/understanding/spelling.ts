const SHORTEST = 4;
const LONGEST = 20;
/** Words this long may have two slips. */
const LONG_WORD = 9;

interface Candidate {
  word: string;
  /** One bit for each letter that occurs. */
  letters: number;
  /** How common it is. */
  count: number;
}

/**
 * Finds the known word that a mistyped one was meant to be: one slip away (a letter too many, missing, wrong or swapped),
 * in long words two. The first letter is taken to be right, as it nearly always is; few words are left to compare then.
 */
export class SpellingRepair {
  readonly #known: ReadonlyMap<string, number>;
  readonly #byFirstLetter = new Map<string, Candidate[]>();

  /** @param known words and how common they are: of two candidates the more common one is meant */
  constructor(known: ReadonlyMap<string, number>) {
    this.#known = known;
    for (const [word, count] of known) {
      if (word.length < SHORTEST || word.length > LONGEST) continue;
      const candidate = { word, count, letters: lettersOf(word) };
      const others = this.#byFirstLetter.get(word.charAt(0));
      if (others) others.push(candidate);
      else this.#byFirstLetter.set(word.charAt(0), [candidate]);
    }
  }

  /** The word itself when it is known or nothing is near it. */
  repair(word: string): string {
    if (this.#known.has(word) || word.length < SHORTEST || word.length > LONGEST) return word;
    return this.#nearest(word, 1) ?? (word.length >= LONG_WORD ? this.#nearest(word, 2) : undefined) ?? word;
  }

  #nearest(word: string, slips: number): string | undefined {
    const letters = lettersOf(word);
    let best: Candidate | undefined;
    for (const candidate of this.#byFirstLetter.get(word.charAt(0)) ?? []) {
      if (Math.abs(candidate.word.length - word.length) > slips) continue;
      if (bitsOf(candidate.letters ^ letters) > 2 * slips) continue;
      if (best && candidate.count <= best.count) continue;
      if (distance(candidate.word, word) <= slips) best = candidate;
    }
    return best?.word;
  }
}

function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function bitsOf(value: number): number {
  let rest = value;
  let bits = 0;
  for (; rest !== 0; bits++) rest &= rest - 1;
  return bits;
}

/** Letters added, left out, changed or swapped with their neighbour. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let least = Math.min(last[column - 1]! + (same ? 0 : 1), last[column]! + 1, current[column - 1]! + 1);
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwapped) least = Math.min(least, beforeLast[column - 2]! + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
}
