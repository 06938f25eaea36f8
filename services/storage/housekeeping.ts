import type { Logger } from '../logger';
import type { Cancel, Clock } from '../operations/clock';
import type { Database } from './database';

const DAY_MS = 24 * 60 * 60_000;

/** What is kept no longer than this many days. Hand-overs stay: a person closes them. */
const KEEP_DAYS = [
  ['verification_codes', 'expires_at', 0],
  ['read_cache', 'expires_at', 0],
  ['conversation_leases', 'lease_until', 1],
  ['seen_activities', 'seen_at', 1],
  ['guesses', 'at', 1],
  ['request_counts', 'window_at', 1],
  ['website_visitors', 'expires_at', 1],
  ['files', 'created_at', 1],
  ['webhook_deliveries', 'received_at', 30],
  ['webhook_facts', 'told_at', 90],
  ['webhook_records', 'updated_at', 90],
  ['feedback', 'asked_at', 365],
  ['subscriptions', 'created_at', 365],
  ['operations', 'closed_at', 30],
  ['follow_ups', 'told_at', 30],
  ['transcript', 'at', 30],
  ['live_conversations', 'began_at', 90],
  ['live_comments', 'at', 90],
  ['bot_state', 'updated_at', 30],
] as const;

/** Removes what is past its time. */
export async function removeExpired(database: Database, clock: Clock): Promise<void> {
  for (const [table, column, days] of KEEP_DAYS) {
    await database.query(`DELETE FROM ${table} WHERE ${column} < $1`, [clock.now() - days * DAY_MS]);
  }
}

const EVERY_MS = 60 * 60_000;

/** Removes what is past its time, now and every hour. Gives the way to stop. */
export function keepHouse(database: Database, clock: Clock, log: Logger): Cancel {
  let cancel: Cancel = () => undefined;
  const run = () => {
    removeExpired(database, clock).catch((error: unknown) => log.error('housekeeping.failed', error));
    cancel = clock.schedule(EVERY_MS, run);
  };
  run();
  return () => cancel();
}
