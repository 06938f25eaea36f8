import type { Clock } from '../operations/clock';
import type { Database } from '../storage/database';

/** Asked again within this time, the same is said: a flood of questions does not reach the database. */
const FRESH_MS = 5_000;
/** Whoever scrapes does not wait longer for a database that hangs. */
const PATIENCE_MS = 2_000;
const INSTANCE_SILENT_MS = 5_000;

/** How much of one kind there is, and how long the oldest has been there, or been due, in milliseconds; never negative. */
export interface Pile {
  kind: string;
  count: number;
  oldestMs: number;
}

/** What is under way and what lies about, over all instances. Numbers only. */
export interface Backlog {
  instances: number;
  breakers: { vendor: string; openUntil: number }[];
  /** By state. */
  operations: { state: string; count: number }[];
  unknown: number;
  notices: Pile[];
  tasks: Pile[];
  deadLetters: Pile[];
  handoffs: Pile[];
  deadFollowUps: number;
}

/** Reads it from the database, when somebody asks, at most every few seconds. */
export class BacklogReader {
  readonly #database: Database;
  readonly #clock: Clock;
  #readAt = -Infinity;
  #reading: Promise<Backlog | undefined> = Promise.resolve(undefined);

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** `undefined` while the database does not answer. */
  read(): Promise<Backlog | undefined> {
    const now = this.#clock.now();
    if (now - this.#readAt < FRESH_MS) return this.#reading;
    this.#readAt = now;
    this.#reading = this.#inTime(readBacklog(this.#database, now));
    return this.#reading;
  }

  /** After something was changed by hand, whoever changed it wants to see it. */
  forget(): void {
    this.#readAt = -Infinity;
  }

  async #inTime(reading: Promise<Backlog>): Promise<Backlog | undefined> {
    const tooLong = Promise.withResolvers<undefined>();
    const cancel = this.#clock.schedule(PATIENCE_MS, () => tooLong.resolve(undefined));
    try {
      return await Promise.race([reading.catch(() => undefined), tooLong.promise]);
    } finally {
      cancel();
    }
  }
}

async function readBacklog(database: Database, now: number): Promise<Backlog> {
  const count = async (statement: string) => {
    const [row] = await database.query<{ count: number }>(statement);
    return Number(row?.count ?? 0);
  };
  const piles = async (columns: string, rest: string): Promise<Pile[]> => {
    const rows = await database.query<{ kind: string; count: number; oldest: number }>(
      `SELECT kind, COUNT(*) AS count, MIN(${columns}) AS oldest FROM ${rest} GROUP BY kind ORDER BY kind`,
    );
    return rows.map(({ kind, count, oldest }) => ({
      kind,
      count: Number(count),
      oldestMs: Math.max(0, now - Number(oldest)),
    }));
  };
  const alive = `SELECT COUNT(*) AS count FROM instances WHERE seen_at >= ${now - INSTANCE_SILENT_MS}`;
  return {
    instances: database.isShared ? await count(alive) : 1,
    breakers: await openBreakers(database),
    operations: await openOperations(database),
    unknown: await count(UNKNOWN),
    notices: await piles('due_at', "operation_tasks WHERE kind <> 'attempt'"),
    tasks: await piles('due_at', 'tasks'),
    deadLetters: await piles('died_at', 'dead_letters'),
    handoffs: await piles('created_at', 'handoffs WHERE closed_at IS NULL'),
    deadFollowUps: await count(DEAD_FOLLOW_UPS),
  };
}

const UNKNOWN = `SELECT COUNT(*) AS count
  FROM operations AS o LEFT JOIN handoffs AS h ON h.id = o.handoff_id AND h.conversation_key = o.conversation_key
  WHERE o.state = 'unknown' AND o.looked_into_at IS NULL AND h.closed_at IS NULL`;

const DEAD_FOLLOW_UPS = `SELECT COUNT(*) AS count FROM follow_ups AS f JOIN handoffs AS h ON h.id = f.handoff_id
  WHERE f.state = 'dead' AND h.closed_at IS NULL`;

async function openBreakers(database: Database): Promise<Backlog['breakers']> {
  const rows = await database.query<{ vendor: string; openUntil: number }>(
    'SELECT vendor, open_until AS "openUntil" FROM breakers ORDER BY vendor',
  );
  return rows.map(({ vendor, openUntil }) => ({ vendor, openUntil: Number(openUntil) }));
}

/** Through their tasks: each open operation has one, and the closed ones, which are many, have none. */
async function openOperations(database: Database): Promise<Backlog['operations']> {
  const rows = await database.query<{ state: string; count: number }>(
    `SELECT state, COUNT(*) AS count FROM operations WHERE id IN (SELECT operation_id FROM operation_tasks)
     GROUP BY state ORDER BY state`,
  );
  return rows.map(({ state, count }) => ({ state, count: Number(count) }));
}
