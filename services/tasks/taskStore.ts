import { randomBytes } from 'node:crypto';
import type { Clock } from '../operations/clock';
import { SealError, type Cipher } from '../storage/cipher';
import type { Database, Sql } from '../storage/database';
import type { DueTask, TaskSource } from './taskQueue';

/** Something to be done at a due time by whichever instance is alive. */
export interface Task extends DueTask {
  /** Sorts in the order in which tasks were added. */
  id: string;
  /** What is to be done, for example `event:notifications`. */
  kind: string;
  /** Whose it is: a conversation's, a subject's. Tasks of one kind that are `inOrder` are done one by one within it. */
  key: string;
  payload: unknown;
}

export interface TaskDraft {
  kind: string;
  key: string;
  /** JSON; stored encrypted. */
  payload: unknown;
  /** Milliseconds since 1970; at once where absent. */
  dueAt?: number;
  /** Done only when every earlier task of its kind and key is done, or given up. */
  inOrder?: true;
  /** Known beforehand where the same task may be added twice: the second time nothing happens. */
  id?: string;
}

/** A task that was given up, without what it is about. */
export interface DeadLetter {
  id: string;
  kind: string;
  /** The name of the last error. */
  reason: string;
  /** Milliseconds since 1970. */
  diedAt: number;
}

interface TaskRow {
  id: string;
  kind: string;
  task_key: string;
  attempts: number;
  document: string;
}

/** Nothing that must be done earlier stands before it. */
const IS_FIRST = `(in_order = 0 OR NOT EXISTS (
  SELECT 1 FROM tasks AS earlier WHERE earlier.task_key = due.task_key AND earlier.kind = due.kind
    AND earlier.in_order = 1 AND earlier.id < due.id))`;

/** The rows of tasks. */
export class TaskStore implements TaskSource<Task> {
  readonly #database: Database;
  readonly #cipher: Cipher;
  readonly #clock: Clock;
  readonly #owner: string;
  #count = 0;

  /** @param owner this instance, which claims tasks */
  constructor(database: Database, cipher: Cipher, clock: Clock, owner: string) {
    this.#owner = owner;
    this.#database = database;
    this.#cipher = cipher;
    this.#clock = clock;
  }

  /** Adds a task within a transaction of the caller, or by itself. The queue has to be woken afterwards. */
  async add({ kind, key, payload, dueAt, inOrder, id: known }: TaskDraft, sql: Sql = this.#database): Promise<void> {
    const now = this.#clock.now();
    const id = known ?? this.#nextId(now);
    await sql.query(
      `INSERT INTO tasks (id, kind, task_key, in_order, due_at, attempts, lease_until, document)
       VALUES ($1, $2, $3, $4, $5, 0, 0, $6) ON CONFLICT DO NOTHING`,
      [id, kind, key, inOrder ? 1 : 0, dueAt ?? now, this.#cipher.seal(JSON.stringify(payload), id)],
    );
  }

  async claimDue(now: number, leaseUntil: number, limit: number): Promise<Task[]> {
    const rows = await this.#database.query<TaskRow>(
      `UPDATE tasks SET lease_until = $2, lease_owner = $4, attempts = attempts + 1
       WHERE (task_key, kind, id) IN (
         SELECT task_key, kind, id FROM tasks AS due WHERE due_at <= $1 AND lease_until <= $1
           AND ${IS_FIRST}
         ORDER BY due_at, id LIMIT $3 ${this.#database.skipLocked})
       RETURNING id, kind, task_key, attempts - 1 AS attempts, document`,
      [now, leaseUntil, limit, this.#owner],
    );
    const tasks = await Promise.all(rows.map((row) => this.#readable(row)));
    return tasks.flatMap((task) => task ?? []);
  }

  /** Takes the first of what is done in order for a key, if it is due and nobody works on it. */
  async claimFirst(kind: string, key: string, now: number, leaseUntil: number): Promise<Task | undefined> {
    const [row] = await this.#database.query<TaskRow>(
      `UPDATE tasks SET lease_until = $2, lease_owner = $5, attempts = attempts + 1
       WHERE task_key = $3 AND kind = $4 AND due_at <= $1 AND lease_until <= $1 AND id = (
         SELECT MIN(id) FROM tasks WHERE task_key = $3 AND kind = $4 AND in_order = 1)
       RETURNING id, kind, task_key, attempts - 1 AS attempts, document`,
      [now, leaseUntil, key, kind, this.#owner],
    );
    return row && this.#readable(row);
  }

  async finish(task: Task, sql: Sql = this.#database): Promise<void> {
    await sql.query('DELETE FROM tasks WHERE task_key = $1 AND kind = $2 AND id = $3', keyOf(task));
  }

  async postpone(task: Task, dueAt: number): Promise<void> {
    await this.#database.query(
      'UPDATE tasks SET due_at = $4, lease_until = 0 WHERE task_key = $1 AND kind = $2 AND id = $3',
      [...keyOf(task), dueAt],
    );
  }

  /** Calls off what is planned of one kind for one key. */
  async remove(kind: string, key: string, sql: Sql = this.#database): Promise<void> {
    await sql.query('DELETE FROM tasks WHERE task_key = $1 AND kind = $2', [key, kind]);
  }

  /** Sets a task aside for a person: it holds up nothing any more, and is not tried again by itself. */
  async giveUp(task: Task, reason: string): Promise<void> {
    await this.#database.transaction(async (sql) => {
      await sql.query(
        `INSERT INTO dead_letters (id, kind, task_key, reason, died_at, document)
         SELECT id, kind, task_key, $4, CAST($5 AS BIGINT), document FROM tasks WHERE task_key = $1 AND kind = $2 AND id = $3
         ON CONFLICT DO NOTHING`,
        [...keyOf(task), reason, this.#clock.now()],
      );
      await this.finish(task, sql);
    });
  }

  /** The tasks that were set aside, the latest first. */
  async listDead(limit: number): Promise<DeadLetter[]> {
    const rows = await this.#database.query<Omit<DeadLetter, 'diedAt'> & { diedAt: number }>(
      'SELECT id, kind, reason, died_at AS "diedAt" FROM dead_letters ORDER BY died_at DESC, id LIMIT $1',
      [limit],
    );
    return rows.map((row) => ({ ...row, diedAt: Number(row.diedAt) }));
  }

  /** Takes one back, as if it had just been added; nothing waits for it any more. Gives false when it is not there. */
  async retryDead({ kind, id }: Pick<DeadLetter, 'kind' | 'id'>): Promise<boolean> {
    return this.#database.transaction(async (sql) => {
      const taken = await sql.query(
        `INSERT INTO tasks (id, kind, task_key, in_order, due_at, attempts, lease_until, document)
         SELECT id, kind, task_key, 0, CAST($3 AS BIGINT), 0, 0, document FROM dead_letters WHERE kind = $1 AND id = $2
         ON CONFLICT DO NOTHING RETURNING id`,
        [kind, id, this.#clock.now()],
      );
      await sql.query('DELETE FROM dead_letters WHERE kind = $1 AND id = $2', [kind, id]);
      return taken.length > 0;
    });
  }

  /** What waits behind another one is left out: it is due when that one is done. */
  async nextDueAt(): Promise<number | undefined> {
    const [row] = await this.#database.query<{ at: number | null }>(
      `SELECT MIN(CASE WHEN lease_until > due_at THEN lease_until ELSE due_at END) AS at FROM tasks AS due
       WHERE ${IS_FIRST}`,
    );
    return row?.at === null || row?.at === undefined ? undefined : Number(row.at);
  }

  nameOf({ kind, id }: Task): string {
    return `${kind}/${id}`;
  }

  /** By time, then by order within this process; two processes order by their clocks. */
  #nextId(now: number): string {
    this.#count = (this.#count + 1) % 1_000_000;
    const order = String(this.#count).padStart(6, '0');
    return `${String(now).padStart(15, '0')}-${order}-${randomBytes(6).toString('hex')}`;
  }

  /**
   * One that was altered is set aside, so that it holds up no other. One with an unknown key is left until its lease ends:
   * another instance may have that key.
   */
  async #readable(row: TaskRow): Promise<Task | undefined> {
    try {
      return this.#toTask(row);
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      const { id, kind, task_key: key } = row;
      if (error.code === 'altered') await this.giveUp({ id, kind, key, attempts: 0, payload: undefined }, error.name);
      return undefined;
    }
  }

  #toTask({ id, kind, task_key, attempts, document }: TaskRow): Task {
    const payload: unknown = JSON.parse(this.#cipher.open(document, id));
    return { id, kind, key: task_key, attempts: Number(attempts), payload };
  }
}

function keyOf({ key, kind, id }: Task): string[] {
  return [key, kind, id];
}
