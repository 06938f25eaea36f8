import { createHash } from 'node:crypto';
import type { Logger } from '../services/logger';
import type { Predict } from '../services/understanding/conversationLanguage';
import { languageOfLocale } from '../resources/responses';
import type { IntentRecognizer, Recognition } from './intentRecognizer';
import { INTENTS, type Intent } from './understanding/intents';

/** Longer than this nobody waits to be understood; the recogniser in the process answers then. */
const WAIT_MS = 1_200;
const SURE = 0.7;
const WORTH_ASKING = 0.4;
const ANSWERS_KEPT = 200;

/** Understands by a service, and by the recogniser in the process for whatever the service does not answer in time. */
export class RemoteRecognizer implements IntentRecognizer {
  readonly #answers = new Map<string, Recognition>();

  constructor(
    private readonly predict: Predict,
    private readonly local: IntentRecognizer,
    private readonly log: Pick<Logger, 'warn'>,
  ) {}

  /** Asks the service, unless the message is no sentence; `recognize` then has its answer. */
  async prepare(text: string, locale: string): Promise<void> {
    const key = keyOf(text, locale);
    if (this.#answers.has(key) || !/\p{L}\P{L}+\p{L}/u.test(text)) return;
    try {
      const [first, second] = await this.predict(text, languageOfLocale(locale), AbortSignal.timeout(WAIT_MS));
      const { language } = this.local.recognize(text, locale);
      const likely = [first, second].flatMap((each) => (each && each.confidence >= WORTH_ASKING ? [each] : []));
      const intents = likely.map(({ intent }) => intent).filter(isIntent);
      const [intent] = intents;
      const isSure = intent !== undefined && first?.intent === intent && first.confidence >= SURE;
      const answer = isSure ? { intent, alternatives: [] } : { alternatives: intents };
      this.#keep(key, { ...answer, ...(language && { language }) });
    } catch {
      this.log.warn('understanding.unavailable', {});
    }
  }

  recognize(text: string, locale: string): Recognition {
    return this.#answers.get(keyOf(text, locale)) ?? this.local.recognize(text, locale);
  }

  #keep(key: string, answer: Recognition): void {
    if (this.#answers.size >= ANSWERS_KEPT) this.#answers.clear();
    this.#answers.set(key, answer);
  }
}

/** What people write is not kept. */
function keyOf(text: string, locale: string): string {
  return createHash('sha256').update(`${locale} ${text}`).digest('base64');
}

function isIntent(name: string): name is Intent {
  return (INTENTS as readonly string[]).includes(name);
}
