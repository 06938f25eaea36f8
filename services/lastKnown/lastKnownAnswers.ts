import type { PortInput, PortMethod, PortName, PortOutput } from '../ports';
import type { Cipher } from '../storage/cipher';
import type { Database } from '../storage/database';
import { recallKey } from './recallKey';

/** What a system answered when it last did. */
export interface LastKnown<T> {
  result: T;
  /** Milliseconds since 1970. */
  at: number;
}

/**
 * What a system last answered to exactly the same question: for when it cannot be reached. It is read from the operations
 * themselves, so it is encrypted as they are, kept as long, and replaced by every newer answer.
 */
export class LastKnownAnswers {
  readonly #database: Database;
  readonly #cipher: Cipher;

  constructor(database: Database, cipher: Cipher) {
    this.#database = database;
    this.#cipher = cipher;
  }

  /** `undefined` when nobody asked that before, or there was none of it when it was last asked. */
  async find<P extends PortName, M extends PortMethod<P>>(
    port: P,
    method: M,
    input: PortInput<P, M>,
  ): Promise<LastKnown<NonNullable<PortOutput<P, M>>> | undefined> {
    const key = recallKey({ port, method, input }, this.#cipher);
    const [row] = await this.#database.query<{ id: string; result: string; at: number }>(
      `SELECT id, result, settled_at AS at FROM operations WHERE recall_key = $1 AND state = 'succeeded'
       ORDER BY settled_at DESC LIMIT 1`,
      [key],
    );
    const result = row && (JSON.parse(this.#cipher.open(row.result, row.id)) as PortOutput<P, M> | null);
    return result ? { result, at: Number(row.at) } : undefined;
  }
}
