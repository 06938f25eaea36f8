import type { Database } from '../storage/database';

const SECOND_MS = 1000;

/** Spreads what is sent over time, one line a channel, whichever process sends it. */
export class SendSlots {
  readonly #database: Database;
  readonly #perSecond: number;

  constructor(database: Database, perSecond: number) {
    this.#database = database;
    this.#perSecond = perSecond;
  }

  /** The next moment at which this channel may be sent something, from `now` on; it is the caller's alone. */
  async reserve(channel: string, now: number): Promise<number> {
    return this.#database.transaction(async (sql) => {
      await sql.lock(`notification_slots:${channel}`);
      const [row] = await sql.query<{ second_at: number; used: number }>(
        'SELECT second_at, used FROM notification_slots WHERE channel = $1',
        [channel],
      );
      const { second, used } = this.#next(now, Number(row?.second_at ?? 0), Number(row?.used ?? 0));
      await sql.query(
        `INSERT INTO notification_slots (channel, second_at, used) VALUES ($1, $2, $3)
         ON CONFLICT (channel) DO UPDATE SET second_at = excluded.second_at, used = excluded.used`,
        [channel, second, used],
      );
      return Math.max(now, second);
    });
  }

  /** The second that has a place left, counted from the first message in it. */
  #next(now: number, second: number, used: number): { second: number; used: number } {
    if (now >= second + SECOND_MS) return { second: now, used: 1 };
    if (used < this.#perSecond) return { second, used: used + 1 };
    return { second: second + SECOND_MS, used: 1 };
  }
}
