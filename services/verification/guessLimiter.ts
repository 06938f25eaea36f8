import type { Clock } from '../operations/clock';
import type { Cipher } from '../storage/cipher';
import type { Database, Sql } from '../storage/database';

const MINUTE_MS = 60_000;

interface Limit {
  guesses: number;
  withinMs: number;
}

/** How many wrong guesses are taken before a pause, per what was guessed at and per who guessed. */
const LIMITS = {
  order: { guesses: 5, withinMs: 60 * MINUTE_MS },
  /** Whoever knows an address must not find its orders by counting up. */
  email: { guesses: 10, withinMs: 60 * MINUTE_MS },
  user: { guesses: 5, withinMs: 15 * MINUTE_MS },
  /** An office shares one address, so it may guess more often. */
  address: { guesses: 20, withinMs: 60 * MINUTE_MS },
  /** One-time codes: to one address, for one conversation, and from one network address. */
  codeTo: { guesses: 5, withinMs: 60 * MINUTE_MS },
  codeBy: { guesses: 5, withinMs: 60 * MINUTE_MS },
  codeFrom: { guesses: 20, withinMs: 60 * MINUTE_MS },
} as const satisfies Record<string, Limit>;

/** What a guess counts against. Where a channel does not tell the network address it is absent. */
export type GuessSubjects = { [K in keyof typeof LIMITS]?: string };

export type GuessAnswer = { allowed: true } | { allowed: false; waitMs: number };

/**
 * Keeps people from trying e-mail addresses against order numbers. A guess counts from the moment it is made, so that
 * many at once count as well. A right one is taken back, and so is one that got no answer.
 */
export class GuessLimiter {
  readonly #database: Database;
  readonly #cipher: Cipher;
  readonly #clock: Clock;

  constructor(database: Database, cipher: Cipher, clock: Clock) {
    this.#database = database;
    this.#cipher = cipher;
    this.#clock = clock;
  }

  /**
   * Counts a guess, or tells how long to wait. Whether the order exists makes no difference.
   *
   * @param guessId names what is guessed: the same guess again tells nobody anything new, and counts once.
   */
  take(guessId: string, subjects: GuessSubjects): Promise<GuessAnswer> {
    const now = this.#clock.now();
    const id = this.#idOf(guessId);
    const limited = this.#limited(subjects);
    return this.#database.transaction(async (sql) => {
      // Always in the same order, so that two guesses never wait for each other.
      for (const subject of limited.map((each) => each.subject).sort()) await sql.lock(`guess:${subject}`);
      let waitMs = 0;
      for (const { subject, guesses, withinMs } of limited) {
        const rows = await sql.query<{ at: number }>(
          'SELECT at FROM guesses WHERE subject = $1 AND at > $2 AND guess_id <> $3 ORDER BY at DESC LIMIT $4',
          [subject, now - withinMs, id, guesses],
        );
        const oldest = rows[guesses - 1];
        if (oldest) waitMs = Math.max(waitMs, Number(oldest.at) + withinMs - now);
      }
      if (waitMs > 0) return { allowed: false, waitMs };
      for (const { subject } of limited) await count(sql, subject, id, now);
      return { allowed: true };
    });
  }

  /** Keeps a guess that was answered wrong, whatever becomes of the same one later; counts it where it is not counted yet. */
  async keep(guessId: string, subjects: GuessSubjects): Promise<void> {
    const id = this.#idOf(guessId);
    await this.#database.transaction(async (sql) => {
      for (const { subject } of this.#limited(subjects)) await count(sql, subject, id, this.#clock.now());
      await sql.query('UPDATE guesses SET wrong = 1 WHERE guess_id = $1', [id]);
    });
  }

  /** Takes back a guess that was not answered; one that was answered wrong before stays. */
  async forget(guessId: string): Promise<void> {
    await this.#database.query('DELETE FROM guesses WHERE guess_id = $1 AND wrong = 0', [this.#idOf(guessId)]);
  }

  /** Takes back a guess that was right. */
  async forgive(guessId: string): Promise<void> {
    await this.#database.query('DELETE FROM guesses WHERE guess_id = $1', [this.#idOf(guessId)]);
  }

  /** Removes what was counted against an address or a conversation, when somebody is erased. Gives how much that was. */
  async eraseSubjects(subjects: readonly GuessSubjects[]): Promise<number> {
    let count = 0;
    for (const { subject } of subjects.flatMap((each) => this.#limited(each)))
      count += (await this.#database.query('DELETE FROM guesses WHERE subject = $1 RETURNING subject', [subject]))
        .length;
    return count;
  }

  #limited(subjects: GuessSubjects) {
    return (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).flatMap((kind) => {
      const subject = subjects[kind];
      return subject === undefined
        ? []
        : [{ subject: this.#cipher.fingerprint(`${kind}:${subject}`), ...LIMITS[kind] }];
    });
  }

  #idOf(guessId: string): string {
    return this.#cipher.fingerprint(`guess:${guessId}`);
  }
}

async function count(sql: Sql, subject: string, id: string, at: number): Promise<void> {
  const row = [subject, id, at];
  await sql.query('INSERT INTO guesses (subject, guess_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', row);
}
