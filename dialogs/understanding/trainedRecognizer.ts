import { readFileSync } from 'node:fs';
import { featuresOf } from './features';
import { INTENTS, isJob, OUT_OF_SCOPE, type Intent } from './intents';
import { LanguageDetector } from './languageDetector';
import { Lexicon } from './lexicon';
import { decodeModel, probabilitiesOf, type Model } from './model';
import { findModel } from './modelLocation';
import { isShape } from './text';

/**
 * From here on a message is taken for a job: a wrong one costs more than a question. On patterns that were held out of the
 * training two of three guesses are right at this confidence, and what is surer is right nearly as often as it says.
 */
const SURE_OF_JOB = 0.5;
/** Conversation does no harm. */
const SURE_OF_CONVERSATION = 0.25;
/** From here on the likeliest jobs are worth a "did you mean". */
const WORTH_ASKING = 0.22;
const DEFAULT_LANGUAGE = 'en';

/** What a message was taken for. */
export interface Understanding {
  /** Nothing when it was not understood or is out of scope. */
  intent?: Intent;
  /** From 0 to 1. */
  confidence: number;
  /** The two likeliest jobs when the bot is not sure enough and should ask; otherwise empty. */
  alternatives: Intent[];
  /** Nothing when the words do not tell. */
  language: 'en' | 'de' | undefined;
}

interface Candidate {
  name: string;
  probability: number;
}

/** Understands messages with a model that was trained from the utterances when the bot was built. */
export class TrainedRecognizer {
  readonly #model: Model;
  readonly #lexicons: ReadonlyMap<string, Lexicon>;
  readonly #detector: LanguageDetector;

  constructor(model: Model) {
    this.#model = model;
    this.#lexicons = new Map(
      Object.entries(model.header.lexicons).map(([language, data]) => [language, new Lexicon(data)]),
    );
    this.#detector = new LanguageDetector(model.header.wordCounts);
  }

  /** @param file for another model than the one of this build */
  static load(file = findModel()): TrainedRecognizer {
    return new TrainedRecognizer(decodeModel(readFileSync(file)));
  }

  /** @param locale in which the words are read when they do not tell their language themselves */
  understand(text: string, locale: string): Understanding {
    const language = this.#detector.detect(text) as Understanding['language'];
    const steps = this.#lexiconFor(language, locale).stepsOf(text);
    if (!steps.some(({ words }) => words.some((word) => !isShape(word)))) {
      return { confidence: 0, alternatives: [], language };
    }
    const features = featuresOf(steps, (word) => this.#isUnknown(word));
    const probabilities = probabilitiesOf(this.#model, features);
    return { ...decide(this.#model.header.classes, probabilities), language };
  }

  #lexiconFor(language: string | undefined, locale: string): Lexicon {
    const spoken = language ?? locale.toLowerCase().split(/[-_]/)[0] ?? DEFAULT_LANGUAGE;
    const lexicon = this.#lexicons.get(spoken) ?? this.#lexicons.get(DEFAULT_LANGUAGE);
    if (!lexicon) throw new Error(`The recogniser model knows no words of ${DEFAULT_LANGUAGE}`);
    return lexicon;
  }

  /** Words of any language count: people mix them. */
  #isUnknown(word: string): boolean {
    for (const lexicon of this.#lexicons.values()) if (!lexicon.isUnknown(word)) return false;
    return true;
  }
}

function decide(classes: readonly string[], probabilities: readonly number[]): Omit<Understanding, 'language'> {
  const ranked = classes
    .map((name, at): Candidate => ({ name, probability: probabilities[at] ?? 0 }))
    .sort((a, b) => b.probability - a.probability);
  const best = ranked[0]!;
  const confidence = best.probability;
  if (best.name === OUT_OF_SCOPE) return { confidence, alternatives: worthAsking(ranked) };
  if (confidence >= (isJob(best.name) ? SURE_OF_JOB : SURE_OF_CONVERSATION)) {
    return { intent: best.name as Intent, confidence, alternatives: [] };
  }
  return { confidence, alternatives: worthAsking(ranked) };
}

function worthAsking(ranked: readonly Candidate[]): Intent[] {
  const jobs = ranked.filter(({ name }) => isJob(name)).slice(0, 2);
  if ((jobs[0]?.probability ?? 0) < WORTH_ASKING) return [];
  return jobs.map(({ name }) => name).filter((name): name is Intent => (INTENTS as readonly string[]).includes(name));
}
