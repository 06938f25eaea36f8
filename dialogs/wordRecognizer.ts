import { withoutEmail } from './entities';
import type { IntentRecognizer, Recognition } from './intentRecognizer';
import { TrainedRecognizer } from './understanding/trainedRecognizer';

/** The recogniser that needs no service: a model that was trained from the project's own utterances. */
export class WordRecognizer implements IntentRecognizer {
  readonly #model: TrainedRecognizer;

  /** @param file a model other than the one of this build */
  constructor(file?: string) {
    this.#model = TrainedRecognizer.load(file);
  }

  recognize(text: string, locale: string): Recognition {
    const { intent, alternatives, language } = this.#model.understand(withoutEmail(text), locale);
    return { alternatives, ...(intent && { intent }), ...(language && { language }) };
  }
}
