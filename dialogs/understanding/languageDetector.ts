import { isShape, wordsOf } from './text';

/** A language must be this much likelier than any other (natural logarithm). */
const MARGIN = 2.2;
/** One word may not decide alone more than this. */
const MOST_PER_WORD = 2.5;

/** How many utterances of each language hold a word. */
export type WordCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Tells the language of a message by its words, or nothing when they do not tell: "ok", a number, a name. */
export class LanguageDetector {
  readonly #languages: { language: string; words: ReadonlyMap<string, number>; total: number }[];

  constructor(counts: WordCounts) {
    this.#languages = Object.entries(counts).map(([language, words]) => ({
      language,
      words: new Map(Object.entries(words)),
      total: Object.values(words).reduce((sum, count) => sum + count, 0),
    }));
  }

  detect(text: string): string | undefined {
    // Each once: said again, a word tells no more.
    const words = new Set(wordsOf(text).filter((word) => !isShape(word)));
    const scores = this.#languages.map(() => 0);
    for (const word of words) {
      // A name says nothing; the smaller vocabulary would win by its size alone.
      if (this.#languages.every((own) => !own.words.has(word))) continue;
      const likelihoods = this.#languages.map((own) => ((own.words.get(word) ?? 0) + 0.3) / own.total);
      const most = Math.max(...likelihoods);
      likelihoods.forEach((value, at) => {
        scores[at] = scores[at]! - Math.min(MOST_PER_WORD, Math.log(most / value));
      });
    }
    const ranked = scores.map((score, at) => ({ score, at })).sort((a, b) => b.score - a.score);
    const [best, second] = ranked;
    if (!best) return undefined;
    if (second && best.score - second.score < MARGIN) return undefined;
    return this.#languages[best.at]?.language;
  }
}
