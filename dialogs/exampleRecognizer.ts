import { mentions } from './commands';
import { findEntities } from './entities';
import type { IntentRecognizer, Recognition } from './intentRecognizer';

/** A message must share this much with an example to be taken for it: 1 is the same words. */
const THRESHOLD = 0.5;

interface Example {
  dialogId: string;
  words: Set<string>;
}

/** Says which words of which dialogs count, and how much. */
export interface ExampleSource {
  id: string;
  examples: readonly string[];
}

/**
 * Understands a message by the example sentence it shares most words with; rare words count more. Needs no training and no
 * service, and a dialog is understood as soon as its definition holds examples.
 */
export class ExampleRecognizer implements IntentRecognizer {
  readonly #examples: Example[];
  readonly #frequencies = new Map<string, number>();

  constructor(sources: readonly ExampleSource[]) {
    this.#examples = sources.flatMap(({ id, examples }) =>
      examples.map((text) => ({ dialogId: id, words: wordsOf(text) })),
    );
    for (const { words } of this.#examples) {
      for (const word of words) this.#frequencies.set(word, (this.#frequencies.get(word) ?? 0) + 1);
    }
  }

  recognize(text: string, locale: string): Recognition {
    const entities = findEntities(text);
    const isCorrection = mentions('correction', text, locale);
    const dialogId = this.#findDialog(text, locale, Boolean(entities.orderNumber));
    return { entities, isCorrection, ...(dialogId && { dialogId }) };
  }

  #findDialog(text: string, locale: string, hasOrderNumber: boolean): string | undefined {
    if (mentions('orderWords', text, locale) && mentions('otherOrderJobs', text, locale)) return undefined;
    const words = wordsOf(text);
    if (hasOrderNumber && (words.size <= 3 || mentions('orderWords', text, locale))) return 'orderLookup';
    let best = { score: 0, dialogId: '' };
    for (const { dialogId, words: example } of this.#examples) {
      const score = this.#similarity(words, example);
      if (score > best.score) best = { score, dialogId };
    }
    return best.score >= THRESHOLD ? best.dialogId : undefined;
  }

  /** Dice's coefficient over weighted words. */
  #similarity(a: Set<string>, b: Set<string>): number {
    const weigh = (words: Iterable<string>) => [...words].reduce((sum, word) => sum + this.#weight(word), 0);
    const shared = weigh([...a].filter((word) => b.has(word)));
    const all = weigh(a) + weigh(b);
    return all === 0 ? 0 : (2 * shared) / all;
  }

  #weight(word: string): number {
    return Math.log(1 + this.#examples.length / (1 + (this.#frequencies.get(word) ?? 0)));
  }
}

/** The words that carry meaning: no numbers, no addresses, plurals as singulars. */
function wordsOf(text: string): Set<string> {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\S+@\S+/g, ' ')
    .match(/\p{L}[\p{L}']*/gu);
  return new Set((words ?? []).map((word) => word.replace(/'s$/, '').replace(/(?<=\p{L}{3})s$/u, '')));
}
