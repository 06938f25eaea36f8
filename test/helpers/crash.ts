import { ETagConversationState } from '../../bots/eTagConversationState';
import type { JobChat } from './jobChat';

/**
 * Says something in a turn whose process dies before the turn is saved; the next process is asked the same once more, as a
 * channel does. Gives what that one says.
 */
export async function sayAcrossCrash(job: JobChat, text: string, id: string): Promise<string[]> {
  const saving = new Promise<void>((resolve) => {
    jest.spyOn(ETagConversationState.prototype, 'saveTurn').mockImplementationOnce(() => {
      resolve();
      return new Promise(() => undefined);
    });
  });
  void job.say(text, { id });
  await saving;
  job.chat.kill();
  await job.chat.boot();
  job.chat.heard();
  return job.say(text, { id });
}
