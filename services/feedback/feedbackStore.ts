import { randomUUID } from 'node:crypto';
import type { Clock } from '../operations/clock';
import type { Cipher } from '../storage/cipher';
import type { Database, Sql } from '../storage/database';

/** Nobody is asked more often. */
const ASK_EVERY_MS = 24 * 60 * 60_000;

/** From 1, bad, to 5, great. */
export type Rating = 1 | 2 | 3 | 4 | 5;

/** What somebody thought of a job. */
export interface Feedback {
  id: string;
  askedAt: number;
  /** What had been done. */
  job: string;
  rating?: Rating;
  comment?: string;
}

/** Done in the transaction that records a rating. */
export type OnRated = (sql: Sql, id: string, rating: Rating) => Promise<void>;

interface FeedbackRow {
  id: string;
  asked_at: number;
  rating: Rating | null;
  document: string;
}

/** What users say about the jobs that the bot did for them. */
export class FeedbackStore {
  readonly #database: Database;
  readonly #cipher: Cipher;
  readonly #clock: Clock;
  readonly #onRated: OnRated;

  constructor(database: Database, cipher: Cipher, clock: Clock, onRated: OnRated = () => Promise.resolve()) {
    this.#database = database;
    this.#cipher = cipher;
    this.#clock = clock;
    this.#onRated = onRated;
  }

  /** Notes that this user is asked now, or gives `undefined` when that was less than a day ago. */
  ask(user: string, job: string): Promise<string | undefined> {
    const id = randomUUID();
    const now = this.#clock.now();
    const userKey = this.#cipher.fingerprint(`feedback:${user}`);
    return this.#database.transaction(async (sql) => {
      await sql.lock(`feedback:${userKey}`);
      const recent = await sql.query('SELECT 1 FROM feedback WHERE user_key = $1 AND asked_at > $2 LIMIT 1', [
        userKey,
        now - ASK_EVERY_MS,
      ]);
      if (recent.length > 0) return undefined;
      await sql.query('INSERT INTO feedback (user_key, asked_at, id, document) VALUES ($1, $2, $3, $4)', [
        userKey,
        now,
        id,
        this.#seal(id, { job }),
      ]);
      return id;
    });
  }

  rate(id: string, rating: Rating): Promise<void> {
    return this.#database.transaction(async (sql) => {
      const rated = await sql.query('UPDATE feedback SET rating = $2 WHERE id = $1 RETURNING id', [id, rating]);
      if (rated.length > 0) await this.#onRated(sql, id, rating);
    });
  }

  comment(id: string, comment: string): Promise<void> {
    return this.#database.transaction(async (sql) => {
      const [row] = await sql.query<FeedbackRow>('SELECT * FROM feedback WHERE id = $1', [id]);
      if (!row) return;
      const document = this.#seal(id, { job: this.#open(row).job, comment });
      await sql.query('UPDATE feedback SET document = $2 WHERE id = $1', [id, document]);
    });
  }

  /** What was answered, newest first. */
  async list(): Promise<Feedback[]> {
    const rows = await this.#database.query<FeedbackRow>(
      'SELECT * FROM feedback WHERE rating IS NOT NULL ORDER BY asked_at DESC, id',
    );
    return rows.map((row) => ({
      id: row.id,
      askedAt: Number(row.asked_at),
      ...this.#open(row),
      ...(row.rating !== null && { rating: row.rating }),
    }));
  }

  #open({ id, document }: FeedbackRow): { job: string; comment?: string } {
    return JSON.parse(this.#cipher.open(document, id)) as { job: string; comment?: string };
  }

  #seal(id: string, document: { job: string; comment?: string }): string {
    return this.#cipher.seal(JSON.stringify(document), id);
  }
}
