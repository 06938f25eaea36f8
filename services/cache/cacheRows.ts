import type { Cipher } from '../storage/cipher';
import type { Database } from '../storage/database';
import type { CacheScope } from './cachedReads';

/** What the database knows before a read. */
export interface Found {
  /** Of the scope, as the read began. */
  generation: number;
  /** The answer that is kept, if there is one. */
  kept?: { text: string; expiresAt: number };
}

/** An answer to be kept. */
export interface NewRow {
  key: string;
  scope: CacheScope;
  port: string;
  method: string;
  /** A fingerprint of whom it is about; empty where it is about nobody. */
  subjectKey: string;
  /** The scope's generation when the read began. */
  generation: number;
  expiresAt: number;
  text: string;
}

interface KeptRow {
  document: string;
  generation: number | bigint;
  expiresAt: number | bigint;
}

/**
 * The answers that all instances share. Each carries the generation that its scope had when the read began: once that has
 * gone up, on whatever instance, the row is worth nothing, also when it is written only after that.
 */
export class CacheRows {
  readonly #database: Database;
  readonly #cipher: Cipher;

  constructor(database: Database, cipher: Cipher) {
    this.#database = database;
    this.#cipher = cipher;
  }

  async find(key: string, scope: CacheScope, now: number): Promise<Found> {
    const [[current], [row]] = await Promise.all([
      this.#database.query<{ generation: number | bigint }>(
        'SELECT generation FROM read_cache_generations WHERE scope = $1',
        [scope],
      ),
      this.#database.query<KeptRow>(
        'SELECT document, generation, expires_at AS "expiresAt" FROM read_cache WHERE cache_key = $1 AND expires_at > $2',
        [key, now],
      ),
    ]);
    const generation = Number(current?.generation ?? 0);
    if (!row || Number(row.generation) !== generation) return { generation };
    const text = this.#open(row.document, key);
    return text === undefined ? { generation } : { generation, kept: { text, expiresAt: Number(row.expiresAt) } };
  }

  async keep({ key, scope, port, method, subjectKey, generation, expiresAt, text }: NewRow): Promise<void> {
    await this.#database.query(
      `INSERT INTO read_cache (cache_key, scope, port, method, subject_key, generation, expires_at, document)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (cache_key) DO UPDATE
         SET generation = excluded.generation, expires_at = excluded.expires_at, document = excluded.document
         WHERE excluded.generation >= read_cache.generation`,
      [key, scope, port, method, subjectKey, generation, expiresAt, this.#cipher.seal(text, contextOf(key))],
    );
  }

  /** From now on nothing that was read before is given any more. */
  async makeOld(scopes: readonly CacheScope[]): Promise<void> {
    await this.#database.transaction(async (sql) => {
      // In one order everywhere, so that two processes do not wait for each other.
      for (const scope of [...scopes].sort()) {
        await sql.query(
          `INSERT INTO read_cache_generations (scope, generation) VALUES ($1, 1)
           ON CONFLICT (scope) DO UPDATE SET generation = read_cache_generations.generation + 1`,
          [scope],
        );
      }
    });
  }

  /** Removes every answer that is about somebody. */
  async forgetPeople(): Promise<void> {
    await this.#database.query(`DELETE FROM read_cache WHERE subject_key <> ''`);
  }

  /** Sealed with a key that is gone, or altered: it counts as not there. */
  #open(document: string, key: string): string | undefined {
    try {
      return this.#cipher.open(document, contextOf(key));
    } catch {
      return undefined;
    }
  }
}

function contextOf(key: string): string {
  return `read_cache:${key}`;
}
