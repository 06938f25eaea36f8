import { randomUUID } from 'node:crypto';
import type { Storage, StoreItem, StoreItems } from 'botbuilder';
import type { Cipher } from '../services/storage/cipher';
import type { Database, Sql } from '../services/storage/database';

/** Somebody else wrote the same document in between. */
export class StateConflictError extends Error {
  override readonly name = 'StateConflictError';

  /** The library's deduplication of sign-ins knows a conflict by these words alone. */
  constructor(what: string) {
    super(`eTag conflict: ${what}`);
  }
}

interface StateRow {
  key: string;
  etag: string;
  document: string;
}

/** Work that belongs into the transaction that saves a document. */
export type AlongsideWork = (sql: Sql) => Promise<void>;

/**
 * Bot Framework's `Storage` over the database, encrypted, with eTags that work: a missing eTag or `*` overwrites, a stale
 * one is refused, an unknown one on an absent key succeeds once (the sign-in of Teams relies on that).
 */
export class BotStateStorage implements Storage {
  readonly #database: Database;
  readonly #cipher: Cipher;

  constructor(database: Database, cipher: Cipher) {
    this.#database = database;
    this.#cipher = cipher;
  }

  /** The documents that exist, each with its `eTag`. */
  async read(keys: string[]): Promise<StoreItems> {
    requireArgument(keys, 'keys');
    const items: StoreItems = {};
    for (const key of keys) {
      const [row] = await this.#database.query<StateRow>('SELECT * FROM bot_state WHERE key = $1', [key]);
      if (row) items[key] = { ...(JSON.parse(this.#cipher.open(row.document, key)) as StoreItem), eTag: row.etag };
    }
    return items;
  }

  /** @throws StateConflictError when one eTag is stale; then nothing is written. */
  async write(changes: StoreItems): Promise<void> {
    requireArgument(changes, 'changes');
    await this.#database.transaction(async (sql) => {
      for (const [key, item] of Object.entries(changes)) await this.#put(sql, key, item as StoreItem);
    });
  }

  async delete(keys: string[]): Promise<void> {
    requireArgument(keys, 'keys');
    for (const key of keys) await this.#database.query('DELETE FROM bot_state WHERE key = $1', [key]);
  }

  /** Saves a document together with other work, all or nothing, and gives the new eTag. */
  save(key: string, item: StoreItem, alongside: AlongsideWork): Promise<string> {
    return this.#database.transaction(async (sql) => {
      await alongside(sql);
      return this.#put(sql, key, item);
    });
  }

  async #put(sql: Sql, key: string, item: StoreItem): Promise<string> {
    const { eTag, ...document } = item;
    const etag = randomUUID();
    const unconditional = eTag === undefined || eTag === null || eTag === '*';
    if (eTag === '') throw new StateConflictError('an empty eTag matches nothing');
    const rows = await sql.query(
      `INSERT INTO bot_state (key, etag, document, updated_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (key) DO UPDATE SET etag = excluded.etag, document = excluded.document, updated_at = excluded.updated_at
       ${unconditional ? '' : 'WHERE bot_state.etag = $5'} RETURNING key`,
      [
        key,
        etag,
        this.#cipher.seal(JSON.stringify(document), key),
        Date.now(),
        ...(unconditional ? [] : [String(eTag)]),
      ],
    );
    if (rows.length === 0) throw new StateConflictError(`${key} was changed in between`);
    return etag;
  }
}

function requireArgument(value: unknown, name: string): void {
  if (!value) throw new ReferenceError(`${name} are required`);
}
