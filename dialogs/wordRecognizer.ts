import { mentions } from './commands';
import { findEntities, withoutEmail } from './entities';
import type { IntentRecognizer, Recognition } from './intentRecognizer';
import { TrainedRecognizer } from './understanding/trainedRecognizer';

/** The recogniser that needs no service: what is meant comes from the trained model, the details from the words. */
export class WordRecognizer implements IntentRecognizer {
  readonly #model: TrainedRecognizer;

  /** @param file a model other than the one of this build */
  constructor(file?: string) {
    this.#model = TrainedRecognizer.load(file);
  }

  recognize(text: string, locale: string): Recognition {
    const words = withoutEmail(text);
    const { intent, alternatives, language } = this.#model.understand(words, locale);
    return {
      entities: findEntities(text),
      isCorrection: mentions('correction', words, locale),
      alternatives,
      ...(intent && { intent }),
      ...(language && { language }),
    };
  }
}
