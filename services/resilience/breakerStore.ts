import type { Database } from '../storage/database';
import type { StopListening } from '../storage/signals';

/** A system that counts as down. */
export interface OpenBreaker {
  vendor: string;
  /** Until then nobody calls it; afterwards one call may try. */
  openUntil: number;
  /** A call tries it until then; nobody else does. */
  probeUntil: number;
}

const TOPIC = 'breaker';

/** Which systems count as down, for all processes of one database: a row for each of them, and none for the others. */
export class BreakerStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async read(): Promise<OpenBreaker[]> {
    const rows = await this.#database.query<OpenBreaker>(
      'SELECT vendor, open_until AS "openUntil", probe_until AS "probeUntil" FROM breakers',
    );
    return rows.map(({ vendor, openUntil, probeUntil }) => ({
      vendor,
      openUntil: Number(openUntil),
      probeUntil: Number(probeUntil),
    }));
  }

  async open(vendor: string, openUntil: number): Promise<void> {
    await this.#write(
      vendor,
      `INSERT INTO breakers (vendor, open_until, probe_until) VALUES ($1, $2, 0)
       ON CONFLICT (vendor) DO UPDATE SET open_until = excluded.open_until, probe_until = 0`,
      [openUntil],
    );
  }

  /** Takes the one call that may try the system. Gives false when it is not time, another has it, or it is not down. */
  async claimProbe(vendor: string, now: number, probeUntil: number): Promise<boolean> {
    const claimed = await this.#database.query(
      `UPDATE breakers SET probe_until = $3 WHERE vendor = $1 AND open_until <= $2 AND probe_until <= $2
       RETURNING vendor`,
      [vendor, now, probeUntil],
    );
    return claimed.length > 0;
  }

  /** Gives it back: the call told nothing about the system. */
  async releaseProbe(vendor: string): Promise<void> {
    await this.#write(vendor, 'UPDATE breakers SET probe_until = 0 WHERE vendor = $1');
  }

  async close(vendor: string): Promise<void> {
    await this.#write(vendor, 'DELETE FROM breakers WHERE vendor = $1');
  }

  /** Hears of changes, this process's own as well. */
  listen(hear: () => void): StopListening {
    return this.#database.signals.listen(TOPIC, hear);
  }

  async #write(vendor: string, statement: string, more: number[] = []): Promise<void> {
    await this.#database.query(statement, [vendor, ...more]);
    this.#database.signals.send(TOPIC, vendor);
  }
}
