import type { PortName } from '../../../services/ports';
import type { WriteOptions } from '../../../services/values';
import { aWrite, type UnderTest } from './underTest';

const WRITING_METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];
const MOST_TRIES = 8;

/**
 * Makes one write again and again, as the bot does, while the answer to the first request of each kind is lost after the
 * system has done it. Log in first: a log-in is a POST, too.
 *
 * @returns what each try came to, and the answer that came through at last.
 */
export async function lostAnswers<P extends PortName, T>(
  { sandbox, vendor }: UnderTest<P>,
  write: (options: WriteOptions) => Promise<T>,
): Promise<{ outcomes: unknown[]; last: T }> {
  for (const method of WRITING_METHODS) await sandbox.fault({ vendor, mode: 'commitThenReset', method, times: 1 });
  const options = aWrite();
  const outcomes: unknown[] = [];
  while (outcomes.length < MOST_TRIES) {
    try {
      const last = await write({ ...options, isRepeat: outcomes.length > 0 });
      if (outcomes.length === 0) throw new Error('no answer was lost');
      return { outcomes, last };
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ServiceError') throw error;
      outcomes.push(error);
    }
  }
  throw new Error(`no answer after ${MOST_TRIES} tries`, { cause: outcomes.at(-1) });
}
