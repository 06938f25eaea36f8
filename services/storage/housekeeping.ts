import type { Logger } from '../logger';
import type { Cancel, Clock } from '../operations/clock';
import type { Database } from './database';
import { DEFAULT_RETENTION, type Retention, type RetentionKind } from './retention';

const DAY_MS = 24 * 60 * 60_000;

/** What is kept no longer than this many days, or as long as its kind is. What is still to be done by a person stays. */
const KEEP_DAYS: readonly (readonly [table: string, column: string, days: number | RetentionKind])[] = [
  ['verification_codes', 'expires_at', 0],
  ['read_cache', 'expires_at', 0],
  ['conversation_leases', 'lease_until', 1],
  ['seen_activities', 'seen_at', 1],
  ['guesses', 'at', 1],
  ['request_counts', 'window_at', 1],
  ['website_visitors', 'expires_at', 1],
  ['files', 'created_at', 1],
  ['directline_activities', 'created_at', 'conversations'],
  ['directline_files', 'created_at', 'conversations'],
  ['operations', 'closed_at', 'conversations'],
  ['follow_ups', 'told_at', 'conversations'],
  ['transcript', 'at', 'conversations'],
  ['bot_state', 'updated_at', 'conversations'],
  ['dead_letters', 'died_at', 'handoffs'],
  ['handoffs', 'closed_at', 'handoffs'],
  ['live_conversations', 'began_at', 'live'],
  ['live_comments', 'at', 'live'],
  ['feedback', 'asked_at', 'feedback'],
  ['subscriptions', 'created_at', 'subscriptions'],
  ['webhook_deliveries', 'received_at', 30],
  ['webhook_facts', 'told_at', 'webhooks'],
  ['webhook_records', 'updated_at', 'webhooks'],
  ['welcomed_conversations', 'welcomed_at', 'subscriptions'],
];

/** Removes what is past its time. */
export async function removeExpired(
  database: Database,
  clock: Clock,
  retention: Retention = DEFAULT_RETENTION,
): Promise<void> {
  const before = (days: number | RetentionKind) =>
    clock.now() - (typeof days === 'number' ? days : retention[days]) * DAY_MS;
  for (const [table, column, days] of KEEP_DAYS)
    await database.query(`DELETE FROM ${table} WHERE ${column} < $1`, [before(days)]);
  // A development chat whose messages are gone; and what was passed on for a hand-over that is gone itself.
  await database.query(
    `DELETE FROM directline_conversations WHERE created_at < $1
       AND NOT EXISTS (SELECT 1 FROM directline_activities WHERE conversation_id = directline_conversations.id)`,
    [before('conversations')],
  );
  await database.query(
    `DELETE FROM follow_ups WHERE created_at < $1
       AND NOT EXISTS (SELECT 1 FROM handoffs WHERE handoffs.id = follow_ups.handoff_id)`,
    [before('conversations')],
  );
  await emptyAuditLog(database, before('audit'));
}

/** The one way to remove lines of the audit log: the database lets go only of those that are older than this limit. */
async function emptyAuditLog(database: Database, before: number): Promise<void> {
  await database.transaction(async (sql) => {
    await sql.query('UPDATE audit_retention SET removable_before = $1 WHERE removable_before < $1', [before]);
    await sql.query('DELETE FROM audit_log WHERE at < $1', [before]);
  });
}

const EVERY_MS = 60 * 60_000;

/** Removes what is past its time, now and every hour. Gives the way to stop, done when nothing is under way. */
export function keepHouse(database: Database, clock: Clock, log: Logger, retention?: Retention): () => Promise<void> {
  let cancel: Cancel = () => undefined;
  let running = Promise.resolve();
  const run = () => {
    running = removeExpired(database, clock, retention).catch((error: unknown) =>
      log.error('housekeeping.failed', error),
    );
    cancel = clock.schedule(EVERY_MS, run);
  };
  run();
  return () => {
    cancel();
    return running;
  };
}
