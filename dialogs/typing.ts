import { ActivityTypes, type TurnContext } from 'botbuilder';
import type { Cancel, Clock } from '../services/operations/clock';

/**
 * Clients take the indicator away after a few seconds, Web Chat after five, Teams after a little less; a message takes it
 * away as well.
 */
const TYPING_EVERY_MS = 2_000;

/** Shows that the bot is at work until `work` has ended; what comes then never overtakes the indicator. */
export async function whileTyping<T>(context: TurnContext, clock: Clock, work: () => Promise<T>): Promise<T> {
  let sending: Promise<unknown> = Promise.resolve();
  let cancel: Cancel = () => undefined;
  let ended = false;
  const type = () => {
    // An indicator that is not shown is no reason to fail.
    sending = context.sendActivity({ type: ActivityTypes.Typing }).catch(() => undefined);
    cancel = clock.schedule(TYPING_EVERY_MS, () => void sending.then(() => ended || type()));
  };
  type();
  try {
    return await work();
  } finally {
    ended = true;
    cancel();
    await sending;
  }
}
