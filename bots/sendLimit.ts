import type { Middleware, TurnContext } from 'botbuilder';
import type { Cancel, Clock } from '../services/operations/clock';

/** Channels answer in well under a second; the library itself would wait for ever. */
const SEND_WITHIN_MS = 15_000;

/** Keeps a channel that does not answer from holding a conversation for ever. */
export class SendLimit implements Middleware {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  onTurn(context: TurnContext, next: () => Promise<void>): Promise<void> {
    context.onSendActivities((_context, _activities, send) => this.#limited(send()));
    context.onUpdateActivity((_context, _activity, update) => this.#limited(update()));
    return next();
  }

  async #limited<T>(sending: Promise<T>): Promise<T> {
    let cancel: Cancel = () => undefined;
    const tooLong = new Promise<never>((_resolve, reject) => {
      const give = () => reject(new Error(`the channel did not take a message within ${SEND_WITHIN_MS} ms`));
      cancel = this.#clock.schedule(SEND_WITHIN_MS, give);
    });
    try {
      return await Promise.race([sending, tooLong]);
    } finally {
      cancel();
    }
  }
}
