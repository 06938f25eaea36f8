import type { Sql } from './database';
import { StorageError } from './storageError';

/** What the two engines spell differently is written for each of them. */
export type Engine = 'sqlite' | 'postgres';
export type Statement = string | Readonly<Record<Engine, string>>;

const NOT_CHANGED = 'the audit log is only added to';

/**
 * Every change of the tables, oldest first. A migration that has shipped is never edited: add another one.
 * Each table carries the conversation's, the subject's or the operation's key first, so that it can be distributed by it.
 */
export const migrations: readonly (readonly Statement[])[] = [
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
  [
    `CREATE TABLE conversation_leases (
       conversation_key TEXT PRIMARY KEY, lease_owner TEXT NOT NULL, lease_until BIGINT NOT NULL, wanted INTEGER NOT NULL)`,
    `CREATE TABLE instances (id TEXT PRIMARY KEY, seen_at BIGINT NOT NULL)`,
    `ALTER TABLE operation_tasks ADD COLUMN lease_owner TEXT`,
    `ALTER TABLE tasks ADD COLUMN lease_owner TEXT`,
  ],
  [
    `CREATE TABLE breakers (vendor TEXT PRIMARY KEY, open_until BIGINT NOT NULL, probe_until BIGINT NOT NULL)`,
    `ALTER TABLE operations ADD COLUMN recall_key TEXT`,
    `CREATE INDEX operations_by_recall ON operations (recall_key, settled_at) WHERE recall_key IS NOT NULL`,
  ],
  [
    `ALTER TABLE subscriptions ADD COLUMN disabled_at BIGINT`,
    `ALTER TABLE subscriptions ADD COLUMN told_at BIGINT NOT NULL DEFAULT 0`,
    `ALTER TABLE subscriptions ADD COLUMN told_rank INTEGER NOT NULL DEFAULT 0`,
    `ALTER TABLE subscriptions ADD COLUMN pending_at BIGINT`,
    `ALTER TABLE subscriptions ADD COLUMN pending_rank INTEGER`,
    `ALTER TABLE subscriptions ADD COLUMN pending TEXT`,
    `CREATE TABLE notification_slots (channel TEXT PRIMARY KEY, second_at BIGINT NOT NULL, used INTEGER NOT NULL)`,
  ],
  [
    `CREATE TABLE webhook_deliveries (
       vendor TEXT NOT NULL, delivery_id TEXT NOT NULL, received_at BIGINT NOT NULL, PRIMARY KEY (vendor, delivery_id))`,
    `CREATE TABLE webhook_facts (
       vendor TEXT NOT NULL, fact TEXT NOT NULL, told_at BIGINT NOT NULL, PRIMARY KEY (vendor, fact))`,
    `CREATE TABLE webhook_records (
       record_key TEXT NOT NULL, vendor TEXT NOT NULL, part TEXT NOT NULL, newest_at BIGINT NOT NULL,
       state TEXT NOT NULL, state_rank INTEGER NOT NULL, updated_at BIGINT NOT NULL,
       PRIMARY KEY (vendor, record_key, part))`,
  ],
  [
    `CREATE TABLE live_conversations (
       conversation_key TEXT NOT NULL, handoff_id TEXT NOT NULL, ticket_id TEXT NOT NULL, state TEXT NOT NULL, ended_by TEXT,
       began_at BIGINT NOT NULL, last_user_at BIGINT, last_agent_at BIGINT, troubled_at BIGINT, document TEXT NOT NULL,
       PRIMARY KEY (conversation_key, handoff_id))`,
    `CREATE INDEX live_conversations_by_ticket ON live_conversations (ticket_id)`,
    `CREATE TABLE live_comments (
       handoff_id TEXT NOT NULL, comment_id TEXT NOT NULL, at BIGINT NOT NULL, state TEXT NOT NULL, document TEXT NOT NULL,
       PRIMARY KEY (handoff_id, comment_id))`,
  ],
  [
    `CREATE TABLE read_cache (
       cache_key TEXT PRIMARY KEY, scope TEXT NOT NULL, port TEXT NOT NULL, method TEXT NOT NULL,
       subject_key TEXT NOT NULL, generation BIGINT NOT NULL, expires_at BIGINT NOT NULL, document TEXT NOT NULL)`,
    `CREATE INDEX read_cache_by_expiry ON read_cache (expires_at)`,
    `CREATE TABLE read_cache_generations (scope TEXT PRIMARY KEY, generation BIGINT NOT NULL)`,
  ],
  [
    `CREATE TABLE follow_ups (
       handoff_id TEXT PRIMARY KEY, conversation_key TEXT NOT NULL, state TEXT NOT NULL, created_at BIGINT NOT NULL,
       sent_at BIGINT, delivered_at BIGINT, told_at BIGINT, document TEXT NOT NULL)`,
    `ALTER TABLE operations ADD COLUMN handoff_id TEXT`,
    `CREATE INDEX operations_unknown ON operations (settled_at) WHERE state = 'unknown'`,
  ],
  [
    `ALTER TABLE operations ADD COLUMN looked_into_at BIGINT`,
    `CREATE INDEX handoffs_open ON handoffs (created_at) WHERE closed_at IS NULL`,
  ],
  [
    `CREATE TABLE website_visitors (
       user_id TEXT PRIMARY KEY, address_hash TEXT NOT NULL, expires_at BIGINT NOT NULL, document TEXT NOT NULL)`,
    `CREATE TABLE request_counts (
       subject TEXT NOT NULL, window_at BIGINT NOT NULL, used INTEGER NOT NULL, PRIMARY KEY (subject, window_at))`,
  ],
  [
    `ALTER TABLE operations ADD COLUMN actor TEXT`,
    `CREATE TABLE audit_log (
       at BIGINT NOT NULL, id TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, subject TEXT, record TEXT,
       outcome TEXT NOT NULL, channel TEXT NOT NULL, mac TEXT NOT NULL, PRIMARY KEY (at, id))`,
    // Entries older than this one line says may be removed; nothing else may.
    `CREATE TABLE audit_retention (id INTEGER PRIMARY KEY, removable_before BIGINT NOT NULL)`,
    `INSERT INTO audit_retention (id, removable_before) VALUES (1, 0)`,
    {
      sqlite: `CREATE TRIGGER audit_log_is_not_changed BEFORE UPDATE ON audit_log
               BEGIN SELECT RAISE(ABORT, '${NOT_CHANGED}'); END`,
      postgres: `CREATE FUNCTION audit_log_is_not_changed() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
          IF TG_OP = 'DELETE' AND OLD.at < (SELECT removable_before FROM audit_retention WHERE id = 1) THEN
            RETURN OLD;
          END IF;
          RAISE EXCEPTION '${NOT_CHANGED}';
        END $body$`,
    },
    {
      sqlite: `CREATE TRIGGER audit_log_is_not_removed BEFORE DELETE ON audit_log
               WHEN OLD.at >= (SELECT removable_before FROM audit_retention WHERE id = 1)
               BEGIN SELECT RAISE(ABORT, '${NOT_CHANGED}'); END`,
      postgres: `CREATE TRIGGER audit_log_is_not_changed BEFORE UPDATE OR DELETE ON audit_log
                 FOR EACH ROW EXECUTE FUNCTION audit_log_is_not_changed()`,
    },
    `CREATE TABLE erasures (subject TEXT PRIMARY KEY, erased_at BIGINT NOT NULL, finished_at BIGINT)`,
    // The development channel kept what was said in clear, in tables that it made by itself.
    `DROP TABLE IF EXISTS directline_conversations`,
    `DROP TABLE IF EXISTS directline_activities`,
    `DROP TABLE IF EXISTS directline_files`,
    `CREATE TABLE directline_conversations (
       id TEXT PRIMARY KEY, user_id TEXT NOT NULL, last_seq INTEGER NOT NULL, created_at BIGINT NOT NULL)`,
    `CREATE TABLE directline_activities (
       conversation_id TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
       created_at BIGINT NOT NULL, PRIMARY KEY (conversation_id, seq))`,
    `CREATE UNIQUE INDEX directline_activities_by_id ON directline_activities (conversation_id, id)`,
    `CREATE TABLE directline_files (
       conversation_id TEXT NOT NULL, id TEXT NOT NULL, document TEXT NOT NULL, created_at BIGINT NOT NULL,
       PRIMARY KEY (conversation_id, id))`,
  ],
  [
    // Emptying a table passes by what watches over its rows; SQLite has no such statement.
    {
      sqlite: 'SELECT 1',
      postgres: `CREATE TRIGGER audit_log_is_not_emptied BEFORE TRUNCATE ON audit_log
                 FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_not_changed()`,
    },
  ],
];

/**
 * Brings the tables up to date, within one transaction of the caller.
 *
 * @throws StorageError when the database was written by a newer version of this program.
 */
export async function migrate(sql: Sql, now: number, engine: Engine = 'sqlite'): Promise<void> {
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
    for (const statement of migrations[version - 1] ?? [])
      await sql.query(typeof statement === 'string' ? statement : statement[engine]);
    await sql.query('INSERT INTO schema_migrations (version, applied_at) VALUES ($1, $2)', [version, now]);
  }
}
