import { mentions } from './commands';
import { findEntities, withoutEmail } from './entities';
import { responses } from '../resources/responses';
import type { IntentRecognizer, Recognition } from './intentRecognizer';

/** A message must be this much like an example to be taken for it: 1 is the same words. */
const THRESHOLD = 0.6;
/** People say more than an example does: what is missing from it counts more than what is added to it. */
const WEIGHT_OF_RECALL = 0.6;

/** The examples are English. */
const EXAMPLES_LOCALE = 'en';

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
      examples.map((text) => ({ dialogId: id, words: wordsOf(text, EXAMPLES_LOCALE) })),
    );
    for (const { words } of this.#examples) {
      for (const word of words) this.#frequencies.set(word, (this.#frequencies.get(word) ?? 0) + 1);
    }
  }

  recognize(text: string, locale: string): Recognition {
    const entities = findEntities(text);
    const words = withoutEmail(text);
    const isCorrection = mentions('correction', words, locale);
    const dialogId = this.#findDialog(words, locale, entities.orderNumber !== undefined, isCorrection);
    return { entities, isCorrection, ...(dialogId && { dialogId }) };
  }

  #findDialog(text: string, locale: string, hasOrderNumber: boolean, isCorrection: boolean): string | undefined {
    const isOfOrder = hasOrderNumber || mentions('orderWords', text, locale);
    if (isOfOrder && !isCorrection && mentions('otherOrderJobs', text, locale)) return undefined;
    const words = wordsOf(text, locale);
    const isAboutOrder = isCorrection || words.size <= 1 || mentions('orderWords', text, locale);
    if (hasOrderNumber && isAboutOrder) return 'orderLookup';
    let best = { score: 0, dialogId: '' };
    for (const { dialogId, words: example } of this.#examples) {
      const score = this.#similarity(words, example);
      if (score > best.score) best = { score, dialogId };
    }
    return best.score >= THRESHOLD ? best.dialogId : undefined;
  }

  /** How much of the example the message has, and how much of the message the example has; rare words weigh more. */
  #similarity(message: Set<string>, example: Set<string>): number {
    const weigh = (words: Iterable<string>) => [...words].reduce((sum, word) => sum + this.#weight(word), 0);
    const shared = weigh([...message].filter((word) => example.has(word)));
    if (shared === 0) return 0;
    return (WEIGHT_OF_RECALL * shared) / weigh(example) + ((1 - WEIGHT_OF_RECALL) * shared) / weigh(message);
  }

  #weight(word: string): number {
    return Math.log(1 + this.#examples.length / (1 + (this.#frequencies.get(word) ?? 0)));
  }
}

/** The words that carry meaning: no numbers, no addresses, no small words, plurals as singulars. */
function wordsOf(text: string, locale: string): Set<string> {
  const small = new Set(responses('commands', locale).list('stopWords'));
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/\S+@\S+/g, ' ')
    .match(/\p{L}[\p{L}']*/gu);
  const meaningful = (words ?? []).filter((word) => !small.has(word));
  return new Set(meaningful.map((word) => word.replace(/'s$/, '').replace(/(?<=\p{L}{3})s$/u, '')));
}
