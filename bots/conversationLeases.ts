import type { Cancel, Clock } from '../services/operations/clock';
import type { Database } from '../services/storage/database';

/** Longer than a turn goes on without renewing it. A process that dies holds its conversations up for so long. */
const LEASE_MS = 15_000;
const RENEW_EVERY_MS = 5_000;
/** How often a turn that waits looks by itself; a signal comes sooner. */
const LOOK_AGAIN_MS = 100;

const WANTED = 'conversation.wanted';
const FREE = 'conversation.free';

/** Gives a conversation back to the other instances. */
export type Release = () => Promise<void>;

/**
 * Keeps the turns of one conversation apart between the instances on one database. Within an instance `ConversationLock`
 * does, so one instance asks for a conversation once at a time.
 */
export class ConversationLeases {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #owner: string;
  /** What this instance holds, and what to do when somebody else wants it. */
  readonly #held = new Map<string, () => void>();
  /** Who waits here for which conversation. */
  readonly #waiting = new Map<string, () => void>();

  /** @param owner this instance */
  constructor(database: Database, clock: Clock, owner: string) {
    this.#owner = owner;
    this.#database = database;
    this.#clock = clock;
    database.signals.listen(WANTED, (key) => this.#held.get(key)?.());
    database.signals.listen(FREE, (key) => this.#waiting.get(key)?.());
  }

  /**
   * Waits until no other instance has the conversation.
   *
   * @param onWanted called as soon as another instance waits for it
   */
  async acquire(key: string, onWanted: () => void): Promise<Release> {
    while (!(await this.#take(key))) await this.#wait(key);
    this.#held.set(key, onWanted);
    const stopRenewing = this.#keepRenewing(key);
    return async () => {
      stopRenewing();
      this.#held.delete(key);
      const [row] = await this.#database.query<{ wanted: number }>(
        `UPDATE conversation_leases SET lease_until = 0 WHERE conversation_key = $1 AND lease_owner = $2 RETURNING wanted`,
        [key, this.#owner],
      );
      if (Number(row?.wanted) === 1) this.#database.signals.send(FREE, key);
    };
  }

  async #take(key: string): Promise<boolean> {
    const now = this.#clock.now();
    const rows = await this.#database.query(
      `INSERT INTO conversation_leases (conversation_key, lease_owner, lease_until, wanted) VALUES ($1, $2, $3, 0)
       ON CONFLICT (conversation_key) DO UPDATE SET lease_owner = excluded.lease_owner, lease_until = excluded.lease_until, wanted = 0
         WHERE conversation_leases.lease_until <= $4 RETURNING lease_owner`,
      [key, this.#owner, now + LEASE_MS, now],
    );
    return rows.length > 0;
  }

  /** Says that the conversation is wanted, and waits until it may be free. */
  async #wait(key: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    // Before it is marked, so that no signal comes in between.
    this.#waiting.set(key, resolve);
    const [row] = await this.#database.query<{ leaseUntil: number }>(
      `UPDATE conversation_leases SET wanted = 1 WHERE conversation_key = $1 RETURNING lease_until AS "leaseUntil"`,
      [key],
    );
    let cancel: Cancel = () => undefined;
    if (Number(row?.leaseUntil ?? 0) > this.#clock.now()) {
      this.#database.signals.send(WANTED, key);
      cancel = this.#clock.schedule(LOOK_AGAIN_MS, resolve);
      await promise;
    }
    cancel();
    this.#waiting.delete(key);
  }

  /** A long turn keeps what it has. When renewing fails the state's eTag still keeps two turns from saving both. */
  #keepRenewing(key: string): Cancel {
    const renew = () => {
      cancel = this.#clock.schedule(RENEW_EVERY_MS, renew);
      this.#database
        .query('UPDATE conversation_leases SET lease_until = $3 WHERE conversation_key = $1 AND lease_owner = $2', [
          key,
          this.#owner,
          this.#clock.now() + LEASE_MS,
        ])
        .catch(() => undefined);
    };
    let cancel = this.#clock.schedule(RENEW_EVERY_MS, renew);
    return () => cancel();
  }
}
