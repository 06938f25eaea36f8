import type { Sql } from './database';
import { StorageError } from './storageError';

/**
 * Every change of the tables, oldest first. A migration that has shipped is never edited: add another one.
 * Each table carries the conversation's, the subject's or the operation's key first, so that it can be distributed by it.
 */
export const migrations: readonly (readonly string[])[] = [
  [
    `CREATE TABLE bot_state (
       key TEXT PRIMARY KEY, etag TEXT NOT NULL, document TEXT NOT NULL, updated_at BIGINT NOT NULL)`,
    `CREATE TABLE key_check (id INTEGER PRIMARY KEY, sealed TEXT NOT NULL)`,
    `CREATE TABLE seen_activities (
       conversation_key TEXT NOT NULL, activity_id TEXT NOT NULL, seen_at BIGINT NOT NULL,
       PRIMARY KEY (conversation_key, activity_id))`,
    `CREATE TABLE welcomed_conversations (conversation_key TEXT PRIMARY KEY, welcomed_at BIGINT NOT NULL)`,
    `CREATE TABLE operations (
       id TEXT PRIMARY KEY, conversation_key TEXT NOT NULL, dialog_id TEXT NOT NULL,
       port TEXT NOT NULL, method TEXT NOT NULL, protection TEXT NOT NULL,
       idempotency_key TEXT NOT NULL UNIQUE, state TEXT NOT NULL, attempts INTEGER NOT NULL, fence INTEGER NOT NULL,
       received_at BIGINT NOT NULL, dispatched_at BIGINT, keep_waiting INTEGER NOT NULL,
       input TEXT NOT NULL, reference TEXT NOT NULL, result TEXT, error_code TEXT, log_reference TEXT,
       settled_at BIGINT, closed_at BIGINT)`,
    `CREATE INDEX operations_by_conversation ON operations (conversation_key, closed_at)`,
    `CREATE TABLE operation_tasks (
       operation_id TEXT NOT NULL, kind TEXT NOT NULL, due_at BIGINT NOT NULL, attempts INTEGER NOT NULL,
       lease_until BIGINT NOT NULL, PRIMARY KEY (operation_id, kind))`,
    `CREATE INDEX operation_tasks_by_due ON operation_tasks (due_at)`,
    `CREATE TABLE guesses (subject TEXT NOT NULL, guess_id TEXT NOT NULL, at BIGINT NOT NULL,
       PRIMARY KEY (subject, guess_id))`,
    `CREATE TABLE handoffs (
       id TEXT PRIMARY KEY, conversation_key TEXT NOT NULL, kind TEXT NOT NULL, created_at BIGINT NOT NULL,
       closed_at BIGINT, document TEXT NOT NULL)`,
    `CREATE INDEX handoffs_by_conversation ON handoffs (conversation_key, closed_at)`,
    `CREATE TABLE transcript (
       conversation_key TEXT NOT NULL, at BIGINT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL,
       PRIMARY KEY (conversation_key, at, id))`,
  ],
  [
    `CREATE TABLE verification_codes (
       conversation_key TEXT PRIMARY KEY, address_hash TEXT NOT NULL, code_hash TEXT NOT NULL,
       expires_at BIGINT NOT NULL, tries INTEGER NOT NULL)`,
  ],
  [
    `CREATE TABLE files (
       id TEXT PRIMARY KEY, conversation_key TEXT NOT NULL, created_at BIGINT NOT NULL, assigned_to TEXT,
       document TEXT NOT NULL)`,
    `CREATE INDEX files_by_use ON files (assigned_to)`,
    `CREATE TABLE feedback (
       user_key TEXT NOT NULL, asked_at BIGINT NOT NULL, id TEXT PRIMARY KEY, rating INTEGER, document TEXT NOT NULL)`,
    `CREATE INDEX feedback_by_user ON feedback (user_key, asked_at)`,
  ],
  [
    `ALTER TABLE operations ADD COLUMN silent INTEGER NOT NULL DEFAULT 0`,
    `CREATE TABLE subscriptions (
       conversation_key TEXT NOT NULL, kind TEXT NOT NULL, subject_key TEXT NOT NULL, part TEXT NOT NULL,
       id TEXT NOT NULL UNIQUE, created_at BIGINT NOT NULL, document TEXT NOT NULL,
       PRIMARY KEY (conversation_key, kind, subject_key, part))`,
    `CREATE INDEX subscriptions_by_subject ON subscriptions (kind, subject_key)`,
  ],
  [`ALTER TABLE guesses ADD COLUMN wrong INTEGER NOT NULL DEFAULT 0`],
  [
    `CREATE TABLE tasks (
       task_key TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, in_order INTEGER NOT NULL, due_at BIGINT NOT NULL,
       attempts INTEGER NOT NULL, lease_until BIGINT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (task_key, kind, id))`,
    `CREATE INDEX tasks_by_due ON tasks (due_at)`,
    `CREATE TABLE dead_letters (
       task_key TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, reason TEXT NOT NULL, died_at BIGINT NOT NULL,
       document TEXT NOT NULL, PRIMARY KEY (task_key, kind, id))`,
  ],
];

/**
 * Brings the tables up to date, within one transaction of the caller.
 *
 * @throws StorageError when the database was written by a newer version of this program.
 */
export async function migrate(sql: Sql, now: number): Promise<void> {
  await sql.query(
    'CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, applied_at BIGINT NOT NULL)',
  );
  const [row] = await sql.query<{ version: number | null }>('SELECT MAX(version) AS version FROM schema_migrations');
  const applied = Number(row?.version ?? 0);
  if (applied > migrations.length) {
    throw new StorageError(
      `it was written by a newer version of the bot (tables ${applied}, this version knows ${migrations.length}). ` +
        'Start that version, or name another database in DATABASE_URL.',
    );
  }
  for (let version = applied + 1; version <= migrations.length; version++) {
    for (const statement of migrations[version - 1] ?? []) await sql.query(statement);
    await sql.query('INSERT INTO schema_migrations (version, applied_at) VALUES ($1, $2)', [version, now]);
  }
}
