import { SpellingRepair } from './spelling';
import { isShape, wordsOf } from './text';

/** What the trainer knows of one language's words; part of the model. */
export interface LexiconData {
  /** What is written otherwise: `wanna` is `want to`. Keys and values are words separated by spaces. */
  replacements: Record<string, string>;
  /** Words and phrases that mean the same or are of one kind: `day off` is a `leave`. */
  concepts: Record<string, string>;
  /** Known words, with the number of patterns they occur in. */
  words: Record<string, number>;
}

/** One step of a message: a word, or a phrase that stands for a concept. */
export interface Step {
  /** The words of the step, as typed or repaired. */
  words: string[];
  concept?: string;
}

const LONGEST_PHRASE = 4;

/** Words or phrases, and how many words those have at most that begin with a word. */
interface Table {
  entries: ReadonlyMap<string, string>;
  longest: ReadonlyMap<string, number>;
}

/** Words as the recogniser sees them: variants unified, slips repaired, and what is of one kind marked. */
export class Lexicon {
  readonly #replacements: Table;
  readonly #concepts: Table;
  readonly #words: ReadonlyMap<string, number>;
  readonly #spelling: SpellingRepair;

  constructor(data: LexiconData) {
    this.#replacements = tableOf(data.replacements);
    this.#concepts = tableOf(data.concepts);
    this.#words = new Map(Object.entries(data.words));
    this.#spelling = new SpellingRepair(this.#words);
  }

  /** A message, its slips repaired. */
  stepsOf(text: string): Step[] {
    const replaced = this.#replace(wordsOf(text));
    const repaired = replaced.map((word) => (isShape(word) ? word : this.#spelling.repair(word)));
    return this.#findConcepts(this.#replace(repaired));
  }

  /** Words as they stand: while training every word is known. */
  stepsOfWords(words: readonly string[]): Step[] {
    return this.#findConcepts(this.#replace(words));
  }

  /** True for a word that no utterance and no list holds. */
  isUnknown(word: string): boolean {
    return !isShape(word) && !this.#words.has(word);
  }

  #replace(words: readonly string[]): string[] {
    return this.#match(words, this.#replacements).flatMap(({ words: own, found }) =>
      found === undefined ? own : found.split(' ').filter(Boolean),
    );
  }

  #findConcepts(words: readonly string[]): Step[] {
    return this.#match(words, this.#concepts).map(({ words: own, found }) => ({
      words: own,
      ...(found !== undefined && { concept: found }),
    }));
  }

  /** The longest phrases of a table within the words, from left to right. */
  #match(words: readonly string[], table: Table): { words: string[]; found?: string }[] {
    const result: { words: string[]; found?: string }[] = [];
    for (let at = 0; at < words.length;) {
      let length = Math.min(table.longest.get(words[at]!) ?? 0, words.length - at);
      let found: string | undefined;
      for (; length > 0; length--) {
        found = table.entries.get(words.slice(at, at + length).join(' '));
        if (found !== undefined) break;
      }
      const taken = words.slice(at, at + Math.max(1, length));
      result.push(found === undefined ? { words: taken } : { words: taken, found });
      at += taken.length;
    }
    return result;
  }
}

function tableOf(data: Readonly<Record<string, string>>): Table {
  const entries = new Map(Object.entries(data));
  const longest = new Map<string, number>();
  for (const phrase of entries.keys()) {
    const words = phrase.split(' ');
    longest.set(words[0]!, Math.max(longest.get(words[0]!) ?? 0, Math.min(LONGEST_PHRASE, words.length)));
  }
  return { entries, longest };
}
