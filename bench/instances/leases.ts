import { setTimeout as pause } from 'node:timers/promises';
import { ConversationLeases } from '../../bots/conversationLeases';
import { createLogger } from '../../services/logger';
import { systemClock } from '../../services/operations/clock';
import { openPostgres } from '../../services/storage/postgres';
import { percentile, rounded } from '../statistics';

const TURNS = 60;
/** About what a turn takes, and the time until the next one of the same conversation. */
const TURN_MS = 5;
const BETWEEN_TURNS_MS = 500;

/**
 * How long turns wait for their conversation, in milliseconds, when each turn of each conversation meets the other one of two
 * instances.
 */
export async function measureLeases(databaseUrl: string, conversations: number): Promise<Record<string, number>> {
  const databases = [
    await openPostgres(databaseUrl, createLogger('silent')),
    await openPostgres(databaseUrl, createLogger('silent')),
  ];
  const instances = databases.map(
    (database, index) => new ConversationLeases(database, systemClock, `instance ${index}`),
  );
  const waits: number[] = [];
  const converse = async (conversation: number) => {
    await pause(Math.random() * BETWEEN_TURNS_MS);
    for (let turn = 0; turn < TURNS; turn++) {
      const asked = performance.now();
      const release = await instances[turn % 2]?.acquire(`conversation-${conversation}`, () => undefined);
      // The first turns open the connections.
      if (turn >= 4) waits.push(performance.now() - asked);
      await pause(TURN_MS);
      await release?.();
      await pause(BETWEEN_TURNS_MS * (0.5 + Math.random()));
    }
  };
  await Promise.all(Array.from({ length: conversations }, (_, index) => converse(index)));
  for (const database of databases) await database.close();
  return {
    turns: waits.length,
    p50Ms: rounded(percentile(waits, 0.5)),
    p99Ms: rounded(percentile(waits, 0.99)),
    maxMs: rounded(percentile(waits, 1)),
  };
}
