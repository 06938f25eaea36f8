import { randomUUID } from 'node:crypto';
import type { Clock } from '../operations/clock';
import type { Cipher } from '../storage/cipher';
import type { Database, Sql } from '../storage/database';

/** `stock`: a product is back. */
export type SubscriptionKind = 'stock';

/** What somebody wants to be told. */
export interface SubscriptionDraft {
  kind: SubscriptionKind;
  /** What is watched, for example a product's id. */
  subjectKey: string;
  conversationKey: string;
  /** What it is called, for the message. */
  title: string;
  /** One of its variants, where only that one counts. */
  variantId?: string;
  /** Where it can be bought, http(s). */
  url?: string;
  locale: string;
  /** Where the user is reached; opaque to the services. */
  reference: unknown;
}

export interface Subscription extends SubscriptionDraft {
  id: string;
}

interface SubscriptionRow {
  id: string;
  kind: SubscriptionKind;
  subject_key: string;
  conversation_key: string;
  part: string;
  document: string;
}

type Document = Pick<SubscriptionDraft, 'title' | 'url' | 'locale' | 'reference'>;

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
    await this.#database.query(
      `INSERT INTO subscriptions (id, kind, subject_key, part, conversation_key, created_at, document)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (conversation_key, kind, subject_key, part)
         DO UPDATE SET id = excluded.id, created_at = excluded.created_at, document = excluded.document`,
      [
        id,
        kind,
        subjectKey,
        variantId,
        conversationKey,
        this.#clock.now(),
        this.#cipher.seal(JSON.stringify(document), id),
      ],
    );
  }

  /** Everything that somebody waits for, without doubles. */
  async subjects(kind: SubscriptionKind): Promise<string[]> {
    const rows = await this.#database.query<{ subject_key: string }>(
      'SELECT DISTINCT subject_key FROM subscriptions WHERE kind = $1 ORDER BY subject_key',
      [kind],
    );
    return rows.map(({ subject_key }) => subject_key);
  }

  /** Who waits for it, whoever came first first. */
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

  /** False when the user has stopped it, or was told already. */
  async exists(id: string): Promise<boolean> {
    return (await this.#database.query('SELECT 1 FROM subscriptions WHERE id = $1', [id])).length > 0;
  }

  /** @param sql a transaction that it should be part of */
  async remove(id: string, sql: Sql = this.#database): Promise<void> {
    await sql.query('DELETE FROM subscriptions WHERE id = $1', [id]);
  }

  #toSubscription(row: SubscriptionRow): Subscription {
    return {
      ...(JSON.parse(this.#cipher.open(row.document, row.id)) as Document),
      id: row.id,
      kind: row.kind,
      subjectKey: row.subject_key,
      conversationKey: row.conversation_key,
      ...(row.part && { variantId: row.part }),
    };
  }
}
