import type { Activity } from 'botbuilder';
import { createBot } from '../../../bots/createBot';
import { findActivityFault } from '../../../bots/incomingActivity';
import { loadConfig } from '../../../services/config';
import { createLogger } from '../../../services/logger';
import type { OrderProof } from '../../../services/ports/commerce';
import { ServiceError } from '../../../services/serviceError';
import { Services, type Served } from '../../../services/services';
import { createCipher } from '../../../services/storage/cipher';
import { openSqlite } from '../../../services/storage/sqlite';
import { MemoryChannel } from '../../helpers/channel';
import { describe as inWords } from '../../helpers/chat';
import { ManualClock, settle } from '../../helpers/manualClock';
import { anOrder } from '../../helpers/vendor';
import type { Step } from './activities';

/** Order 1001 is there at once, 1003 fails, 1004 never answers, all others are unknown. */
export function createSystem(): Services {
  const call = (input: unknown): Promise<unknown> => {
    const { orderNumber } = input as OrderProof;
    if (orderNumber === '1003') return Promise.reject(new ServiceError('forbidden', 'no'));
    if (orderNumber === '1004') return new Promise(() => undefined);
    return Promise.resolve(orderNumber === '1001' ? anOrder() : undefined);
  };
  const served: Served = { vendor: 'manual', protection: 'read', call, policy: (attempt) => attempt() };
  return new Services(new Map([['commerce.findOrder', served]]));
}

/** What is expected of a bot that is asked for help. */
export const HELP = 'These words work at any time';

/** Runs a bot of its own; gives what failed in it, what it said, and how many activities it was sent. */
export async function runInProcess(steps: readonly Step[]) {
  const failures: string[] = [];
  let count = 0;
  const log = createLogger('error', { write: (line: string) => void failures.push(line) });
  const database = await openSqlite(':memory:');
  const channel = new MemoryChannel();
  const clock = new ManualClock();
  const cipher = createCipher(Buffer.alloc(32, 7));
  const config = loadConfig({ COMPANY_TIME_ZONE: 'UTC' });
  const bot = createBot({ config, database, cipher, services: createSystem(), adapter: channel, clock, log });
  await bot.start();
  for (const { user, activity, waitMs } of [...steps, { user: 'new', activity: { text: 'help' }, waitMs: 0 }]) {
    if (waitMs) await clock.advance(waitMs);
    const incoming = channel.incoming({ conversation: conversationOf(user, activity), ...activity });
    if (!activity || findActivityFault(incoming) !== undefined) continue;
    count++;
    channel.deliver(incoming, (context) => bot.handler.run(context)).catch((error) => failures.push(String(error)));
    await settle();
  }
  // The longest that a turn waits for a system.
  await clock.advance(20_000);
  const stopped = bot.stop(0);
  await clock.advance(0);
  await stopped;
  await database.close();
  // The system refuses 1003 and never answers 1004: that is no failure of the bot's own.
  const unexpected = failures.filter((line) => !line.includes('"operation.failed"'));
  return { failures: unexpected, said: channel.sent.map(inWords), count };
}

function conversationOf(id: string, activity: object = {}): Activity['conversation'] {
  const { conversationType = 'personal' } = activity as { conversationType?: string };
  return { id, conversationType, isGroup: conversationType !== 'personal', name: '' };
}
