import { randomUUID } from 'node:crypto';
import type { Logger } from '../logger';
import type { Cancel, Clock } from '../operations/clock';
import type { Database } from '../storage/database';

const BEAT_EVERY_MS = 1_000;
/** An instance that has not been heard of for so long is taken for dead, long before its leases end. */
const SILENT_FOR_MS = 5_000;

/** Whatever an instance can hold. Each has the columns `lease_owner` and `lease_until`. */
const LEASED = ['operation_tasks', 'tasks', 'conversation_leases'] as const;

/**
 * The instances that work on one database. Each says every second that it lives; what one held that fell silent is freed by
 * the others, so that its work goes on within seconds. Should it live after all, the fences keep it from completing what
 * somebody else has taken up.
 */
export class InstanceRegister {
  /** Names this instance in everything that it holds. */
  readonly id = randomUUID();
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #log: Logger;
  #cancel: Cancel = () => undefined;
  /** Since when every beat of this instance has reached the database; absent while they do not. */
  #beatingSince: number | undefined;
  #stopped = false;

  constructor(database: Database, clock: Clock, log: Logger) {
    this.#database = database;
    this.#clock = clock;
    this.#log = log;
  }

  /** Frees what an earlier process held, where one process at a time uses the database; otherwise begins to beat. */
  async start(): Promise<void> {
    if (this.#database.isShared) return this.#beat();
    for (const table of LEASED) await this.#database.query(`UPDATE ${table} SET lease_until = 0 WHERE lease_until > 0`);
  }

  /** Frees at once whatever this instance still holds. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    if (this.#database.isShared) await this.#free(this.id).catch(() => undefined);
  }

  async #beat(): Promise<void> {
    const now = this.#clock.now();
    try {
      await this.#database.query(
        `INSERT INTO instances (id, seen_at) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at`,
        [this.id, now],
      );
      this.#beatingSince ??= now;
      // After an outage of the database all are silent: whoever lives has to have had the time to say so.
      if (now - this.#beatingSince >= SILENT_FOR_MS) await this.#freeSilent(now);
    } catch {
      this.#beatingSince = undefined;
    }
    if (!this.#stopped) this.#cancel = this.#clock.schedule(BEAT_EVERY_MS, () => void this.#beat());
  }

  async #freeSilent(now: number): Promise<void> {
    const silent = await this.#database.query<{ id: string }>('SELECT id FROM instances WHERE seen_at < $1', [
      now - SILENT_FOR_MS,
    ]);
    for (const { id } of silent) {
      this.#log.warn('instance.silent');
      await this.#free(id);
    }
  }

  async #free(id: string): Promise<void> {
    await this.#database.transaction(async (sql) => {
      for (const table of LEASED)
        await sql.query(`UPDATE ${table} SET lease_until = 0 WHERE lease_owner = $1 AND lease_until > 0`, [id]);
      await sql.query('DELETE FROM instances WHERE id = $1', [id]);
    });
  }
}
