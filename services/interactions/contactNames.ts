import { abortable, calledOff } from '../operations/abort';
import type { Clock } from '../operations/clock';
import type { Services } from '../services';

/** A greeting by name is worth no more time than this. */
const WAIT_MS = 1_500;

/** The first name that the CRM has for a proved address, when it is to be had at once; ends early when `stop` is aborted. */
export type ContactNames = (email: string, stop: AbortSignal) => Promise<string | undefined>;

/** Looks up names beside a job: late, failing or missing, it is as if nobody knew the name. */
export function createContactNames(services: Pick<Services, 'call' | 'serves'>, clock: Clock): ContactNames {
  return async (email, stop) => {
    if (!services.serves('crm', 'findContactByEmail')) return undefined;
    const late = new AbortController();
    const cancel = clock.schedule(WAIT_MS, () => late.abort(calledOff('a name is not worth more time')));
    const signal = AbortSignal.any([late.signal, stop]);
    try {
      signal.throwIfAborted();
      const contact = await abortable(services.call('crm', 'findContactByEmail', { email }, { signal }), signal);
      return contact?.firstName?.trim() || undefined;
    } catch {
      return undefined;
    } finally {
      cancel();
    }
  };
}
