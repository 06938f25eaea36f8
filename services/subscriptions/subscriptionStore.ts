import { randomUUID } from 'node:crypto';
import type { Clock } from '../operations/clock';
import type { Cipher } from '../storage/cipher';
import type { Database, Sql } from '../storage/database';
import type { News, Progress, SubscriptionKind } from './news';

export type { SubscriptionKind } from './news';

/** What somebody wants to be told. */
export interface SubscriptionDraft {
  kind: SubscriptionKind;
  /** What is watched: a product's id, or a `recordKey`. */
  subjectKey: string;
  conversationKey: string;
  /** What it is called, for the message: a product, or a record's number. */
  title: string;
  /** One of its variants, where only that one counts. */
  variantId?: string;
  /** Where it can be bought, http(s). */
  url?: string;
  locale: string;
  /** The user's IANA time zone, where it is known. */
  timeZone?: string;
  /** Told only while the chat is this signed-in employee's. */
  employee?: string;
  /** The user has proved to be the one to whom others write there. */
  mayRead?: true;
  /** What is said about it is between an employee and HR. */
  confidential?: true;
  /** An order in several parcels: the first one that arrives is not the end. */
  split?: true;
  /** The rank that the story had reached when the user asked; nothing up to it is news. */
  knownRank?: number;
  /** What happened up to then is not news either; milliseconds since 1970. */
  knownAt?: number;
  /** Where the user is reached; opaque to the services. */
  reference: unknown;
}

export interface Subscription extends SubscriptionDraft {
  id: string;
  /** The newest that was told. */
  told: Progress;
  /** What waits to be told; only the newest. */
  pending?: News;
  /** The channel refuses for good; until the user writes again nothing is sent. */
  disabled: boolean;
}

interface SubscriptionRow {
  id: string;
  kind: SubscriptionKind;
  subject_key: string;
  conversation_key: string;
  part: string;
  document: string;
  told_at: number;
  told_rank: number;
  disabled_at: number | null;
  pending: string | null;
}

type Document = Omit<SubscriptionDraft, 'kind' | 'subjectKey' | 'variantId' | 'conversationKey'>;

/** Who wants to be told what; it outlives every restart. */
export class SubscriptionStore {
  readonly #database: Database;
  readonly #cipher: Cipher;
  readonly #clock: Clock;

  constructor(database: Database, cipher: Cipher, clock: Clock) {
    this.#database = database;
    this.#cipher = cipher;
    this.#clock = clock;
  }

  /** Subscribes a conversation; once more for the same subject changes nothing but what is stored with it. */
  async add({ kind, subjectKey, variantId = '', conversationKey, ...document }: SubscriptionDraft): Promise<void> {
    const id = randomUUID();
    const sealed = this.#seal(id, document);
    await this.#database.query(
      `INSERT INTO subscriptions (id, kind, subject_key, part, conversation_key, created_at, document, told_at, told_rank)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)
       ON CONFLICT (conversation_key, kind, subject_key, part)
         DO UPDATE SET id = excluded.id, created_at = excluded.created_at, document = excluded.document,
           pending = NULL, disabled_at = NULL`,
      [id, kind, subjectKey, variantId, conversationKey, this.#clock.now(), sealed, document.knownAt ?? 0],
    );
  }

  /** Everything that somebody waits for who can be reached, without doubles. */
  async subjects(kind: SubscriptionKind): Promise<string[]> {
    const rows = await this.#database.query<{ subject_key: string }>(
      `SELECT DISTINCT subject_key FROM subscriptions WHERE kind = $1 AND disabled_at IS NULL ORDER BY subject_key`,
      [kind],
    );
    return rows.map(({ subject_key }) => subject_key);
  }

  /** Who waits for it, whoever came first first; also those who cannot be reached. */
  async listBySubject(kind: SubscriptionKind, subjectKey: string): Promise<Subscription[]> {
    const rows = await this.#database.query<SubscriptionRow>(
      'SELECT * FROM subscriptions WHERE kind = $1 AND subject_key = $2 ORDER BY created_at, id',
      [kind, subjectKey],
    );
    return rows.map((row) => this.#toSubscription(row));
  }

  async listByConversation(conversationKey: string): Promise<Subscription[]> {
    const rows = await this.#database.query<SubscriptionRow>(
      'SELECT * FROM subscriptions WHERE conversation_key = $1 ORDER BY created_at, id',
      [conversationKey],
    );
    return rows.map((row) => this.#toSubscription(row));
  }

  /** `undefined` when the user has stopped it, or was told the end of it already. */
  async find(id: string, sql: Sql = this.#database): Promise<Subscription | undefined> {
    const [row] = await sql.query<SubscriptionRow>('SELECT * FROM subscriptions WHERE id = $1', [id]);
    return row && this.#toSubscription(row);
  }

  /** @param sql a transaction that it should be part of */
  async remove(id: string, sql: Sql = this.#database): Promise<void> {
    await sql.query('DELETE FROM subscriptions WHERE id = $1', [id]);
  }

  /** Writes down what is to be told, in place of what waited for that; `undefined`: nothing any more. */
  async setPending(id: string, news: News | undefined, sql: Sql = this.#database): Promise<void> {
    const sealed = news ? this.#cipher.seal(JSON.stringify(news), id) : null;
    const { at = null, rank = null } = news ?? {};
    await sql.query('UPDATE subscriptions SET pending = $2, pending_at = $3, pending_rank = $4 WHERE id = $1', [
      id,
      sealed,
      at,
      rank,
    ]);
  }

  /** Notes what was told; what came later still waits. */
  async markTold(id: string, { at, rank }: Progress, sql: Sql): Promise<void> {
    await sql.query('UPDATE subscriptions SET told_at = $2, told_rank = $3 WHERE id = $1', [id, at, rank]);
    await sql.query(
      `UPDATE subscriptions SET pending = NULL, pending_at = NULL, pending_rank = NULL
       WHERE id = $1 AND (pending_at < $2 OR (pending_at = $2 AND pending_rank <= $3))`,
      [id, at, rank],
    );
  }

  /** Nothing more is sent to this conversation. */
  async disable(conversationKey: string): Promise<void> {
    await this.#database.query(
      'UPDATE subscriptions SET disabled_at = $2 WHERE conversation_key = $1 AND disabled_at IS NULL',
      [conversationKey, this.#clock.now()],
    );
  }

  /** The same for all conversations whose keys begin so. */
  async disableAll(keyPrefix: string, sql: Sql): Promise<void> {
    await sql.query(
      'UPDATE subscriptions SET disabled_at = $3 WHERE substr(conversation_key, 1, $2) = $1 AND disabled_at IS NULL',
      [keyPrefix, keyPrefix.length, this.#clock.now()],
    );
  }

  /** Undoes that, now that the user is reached at `reference`. Gives what is told again from now on. */
  async enable(conversationKey: string, reference: unknown, sql: Sql): Promise<Subscription[]> {
    const rows = await sql.query<SubscriptionRow>(
      'SELECT * FROM subscriptions WHERE conversation_key = $1 AND disabled_at IS NOT NULL ORDER BY created_at, id',
      [conversationKey],
    );
    for (const { id, document } of rows) {
      const known = JSON.parse(this.#cipher.open(document, id)) as Document;
      const sealed = this.#seal(id, { ...known, reference });
      await sql.query('UPDATE subscriptions SET disabled_at = NULL, document = $2 WHERE id = $1', [id, sealed]);
    }
    return rows.map((row) => ({ ...this.#toSubscription(row), reference, disabled: false }));
  }

  #seal(id: string, document: Document): string {
    return this.#cipher.seal(JSON.stringify(document), id);
  }

  #toSubscription(row: SubscriptionRow): Subscription {
    const { id, kind, subject_key: subjectKey, conversation_key: conversationKey, part, pending } = row;
    return {
      ...(JSON.parse(this.#cipher.open(row.document, id)) as Document),
      id,
      kind,
      subjectKey,
      conversationKey,
      told: { at: Number(row.told_at), rank: Number(row.told_rank) },
      disabled: row.disabled_at !== null,
      ...(part && { variantId: part }),
      ...(pending !== null && { pending: JSON.parse(this.#cipher.open(pending, id)) as News }),
    };
  }
}
