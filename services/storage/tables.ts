import type { Row } from './database';
import { keyCheckContext } from './keyCheck';

/** What a row of a conversation is found by. */
export type Owner =
  /** The key of the conversation: channel, conversation and user. */
  | 'conversationKey'
  /** The channel's own id of the conversation; where only one user can be in it. */
  | 'conversationId'
  /** What feedback is kept under. */
  | 'feedbackUser';

/** One table: what is in it, and what must be known to encrypt it anew, to give it to the person it is about, and to erase it. */
export interface Table {
  name: string;
  /** What a row is, for people. */
  holds: string;
  primaryKey: readonly string[];
  /** The encrypted columns, and what they are sealed for. */
  sealed?: { columns: readonly string[]; context: (row: Row) => string };
  /** When a row was written, at the latest; what is erased once more after a restore is older than the erasure. */
  time?: string;
  /**
   * Whose a row is. `where` finds the rows of a conversation, with its `owner` as `$1`; `words`: nobody's by a column, so
   * that what is written in it is looked at; otherwise why it is about nobody.
   */
  person: { owner: Owner; where: string } | 'words' | { nobody: string };
}

const byId = (row: Row) => String(row['id']);
const by =
  (...columns: string[]) =>
  (row: Row) =>
    columns.map((column) => String(row[column])).join('/');
const ofConversation = { owner: 'conversationKey', where: 'conversation_key = $1' } as const;

/**
 * Every table, in the order in which a person's rows are removed: what is found by means of another table comes before it.
 * A test fails while one of the schema is missing here.
 */
export const tables: readonly Table[] = [
  {
    name: 'operation_tasks',
    holds: 'due times of calls to business systems',
    time: 'due_at',
    primaryKey: ['operation_id', 'kind'],
    person: {
      owner: 'conversationKey',
      where: 'operation_id IN (SELECT id FROM operations WHERE conversation_key = $1)',
    },
  },
  {
    name: 'operations',
    holds: 'calls to business systems: what was asked, what was answered',
    time: 'received_at',
    primaryKey: ['id'],
    sealed: { columns: ['input', 'reference', 'result'], context: byId },
    person: ofConversation,
  },
  {
    name: 'live_comments',
    holds: 'what agents wrote',
    time: 'at',
    primaryKey: ['handoff_id', 'comment_id'],
    sealed: { columns: ['document'], context: by('handoff_id', 'comment_id') },
    person: {
      owner: 'conversationKey',
      where: 'handoff_id IN (SELECT handoff_id FROM live_conversations WHERE conversation_key = $1)',
    },
  },
  {
    name: 'live_conversations',
    holds: 'conversations with a person',
    time: 'began_at',
    primaryKey: ['conversation_key', 'handoff_id'],
    sealed: { columns: ['document'], context: by('conversation_key', 'handoff_id') },
    person: ofConversation,
  },
  {
    name: 'follow_ups',
    holds: 'hand-overs on their way to a system',
    time: 'created_at',
    primaryKey: ['handoff_id'],
    sealed: { columns: ['document'], context: by('handoff_id') },
    person: ofConversation,
  },
  {
    name: 'handoffs',
    holds: 'hand-overs to a person, with what was said before',
    time: 'created_at',
    primaryKey: ['id'],
    sealed: { columns: ['document'], context: byId },
    person: ofConversation,
  },
  {
    name: 'transcript',
    holds: 'what was said',
    time: 'at',
    primaryKey: ['conversation_key', 'at', 'id'],
    sealed: { columns: ['document'], context: byId },
    person: ofConversation,
  },
  {
    name: 'files',
    holds: 'files from the chat that wait to be used',
    time: 'created_at',
    primaryKey: ['id'],
    sealed: { columns: ['document'], context: byId },
    person: ofConversation,
  },
  {
    name: 'feedback',
    holds: 'ratings and comments',
    time: 'asked_at',
    primaryKey: ['id'],
    sealed: { columns: ['document'], context: byId },
    person: { owner: 'feedbackUser', where: 'user_key = $1' },
  },
  {
    name: 'subscriptions',
    holds: 'what somebody wants to be told',
    time: 'created_at',
    primaryKey: ['conversation_key', 'kind', 'subject_key', 'part'],
    sealed: { columns: ['document', 'pending'], context: byId },
    person: ofConversation,
  },
  {
    name: 'verification_codes',
    holds: 'fingerprints of one-time codes',
    time: 'expires_at',
    primaryKey: ['conversation_key'],
    person: ofConversation,
  },
  {
    name: 'directline_activities',
    holds: 'messages of the development channel',
    time: 'created_at',
    primaryKey: ['conversation_id', 'seq'],
    sealed: { columns: ['body'], context: by('conversation_id', 'id') },
    person: { owner: 'conversationId', where: 'conversation_id = $1' },
  },
  {
    name: 'directline_files',
    holds: 'files of the development channel',
    time: 'created_at',
    primaryKey: ['conversation_id', 'id'],
    sealed: { columns: ['document'], context: by('conversation_id', 'id') },
    person: { owner: 'conversationId', where: 'conversation_id = $1' },
  },
  {
    name: 'bot_state',
    holds: 'where a conversation stands, and what is remembered in it',
    time: 'updated_at',
    primaryKey: ['key'],
    sealed: { columns: ['document'], context: by('key') },
    person: { owner: 'conversationKey', where: 'key = $1' },
  },
  {
    name: 'tasks',
    holds: 'what is to be done later: events, webhooks, news, reminders',
    time: 'due_at',
    primaryKey: ['task_key', 'kind', 'id'],
    sealed: { columns: ['document'], context: byId },
    person: 'words',
  },
  {
    name: 'dead_letters',
    holds: 'what could not be done',
    time: 'died_at',
    primaryKey: ['task_key', 'kind', 'id'],
    sealed: { columns: ['document'], context: byId },
    person: 'words',
  },
  {
    name: 'read_cache',
    holds: 'answers of systems, for seconds to minutes',
    primaryKey: ['cache_key'],
    sealed: { columns: ['document'], context: (row) => `read_cache:${row['cache_key']}` },
    person: 'words',
  },
  {
    name: 'website_visitors',
    holds: 'customers whom a website has signed in',
    time: 'expires_at',
    primaryKey: ['user_id'],
    sealed: { columns: ['document'], context: (row) => `visitor:${row['user_id']}` },
    person: 'words',
  },
  {
    name: 'key_check',
    holds: 'what tells whether the key is right, and what fingerprints are made with',
    primaryKey: ['id'],
    sealed: { columns: ['sealed'], context: (row) => keyCheckContext(Number(row['id'])) },
    person: { nobody: 'it is about keys' },
  },
  nobodys(
    'guesses',
    ['subject', 'guess_id'],
    'tries at orders and codes, as fingerprints',
    'they are gone after a day',
  ),
  nobodys(
    'seen_activities',
    ['conversation_key', 'activity_id'],
    'which messages were seen',
    'ids of the channel only',
  ),
  nobodys('welcomed_conversations', ['conversation_key'], 'who was greeted', 'ids of the channel only'),
  nobodys('conversation_leases', ['conversation_key'], 'which instance has a conversation', 'ids of the channel only'),
  nobodys('directline_conversations', ['id'], 'which development chats there are', 'ids of the channel only'),
  nobodys('request_counts', ['subject', 'window_at'], 'how many tokens were asked for', 'fingerprints, for a day'),
  nobodys('instances', ['id'], 'which instances live', 'it is about processes'),
  nobodys('breakers', ['vendor'], 'which systems are down', 'it is about systems'),
  nobodys('notification_slots', ['channel'], 'how much was sent', 'it is about channels'),
  nobodys('webhook_deliveries', ['vendor', 'delivery_id'], 'which webhooks came', 'ids of the vendor only'),
  nobodys('webhook_facts', ['vendor', 'fact'], 'which news were told', 'ids of the vendor only'),
  nobodys('webhook_records', ['vendor', 'record_key', 'part'], 'states that were told', 'ids and fingerprints only'),
  nobodys('read_cache_generations', ['scope'], 'what became old', 'it is about kinds of records'),
  nobodys('audit_log', ['at', 'id'], 'who did what', 'fingerprints only; it proves what was done, and stays'),
  nobodys('audit_retention', ['id'], 'up to when the audit log may be emptied', 'it is about time'),
  nobodys('erasures', ['subject'], 'who was erased, as fingerprints', 'it keeps them erased'),
  nobodys('schema_migrations', ['version'], 'which tables there are', 'it is about tables'),
];

function nobodys(name: string, primaryKey: string[], holds: string, why: string): Table {
  return { name, holds, primaryKey, person: { nobody: why } };
}

/** A table with something encrypted in it. */
export type SealedTable = Table & Required<Pick<Table, 'sealed'>>;

/** Those with something encrypted; the check of the key last, because it says that all others are done. */
export const sealedTables: readonly SealedTable[] = tables.filter(
  (table) => table.sealed !== undefined,
) as SealedTable[];
