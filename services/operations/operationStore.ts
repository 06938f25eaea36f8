import { actorOf } from '../audit/actor';
import { recallKey } from '../lastKnown/recallKey';
import type { Cipher } from '../storage/cipher';
import type { Database, Sql, SqlValue } from '../storage/database';
import type { DueTask, TaskSource } from '../tasks/taskQueue';
import type { Operation, OperationDraft, OperationState, TaskKind } from './operation';
import { toOperation, type OperationRow } from './operationRow';

/** A due time of an operation. */
export interface OperationTask extends DueTask {
  operationId: string;
  kind: TaskKind;
  dueAt: number;
}

/** What is known when an attempt has ended for good. */
export interface Outcome {
  state: Exclude<OperationState, 'queued' | 'running'>;
  result?: unknown;
  errorCode?: Operation['errorCode'];
  logReference?: string;
}

/** Done in the transaction that ends an operation: both are written, or neither. */
export type Alongside = (sql: Sql, operation: Operation, outcome: Outcome) => Promise<void>;

/** Does several things in that transaction, one after the other. */
export function inTurn(...all: readonly Alongside[]): Alongside {
  return async (sql, operation, outcome) => {
    for (const each of all) await each(sql, operation, outcome);
  };
}

/** Methods whose input is too large, or too private, to be kept once the outcome is told. */
const BLANKED_WHEN_CLOSED = "'attachFile', 'openHrCase'";

/** The rows of operations and their tasks. What people said and what systems answered is encrypted. */
export class OperationStore implements TaskSource<OperationTask> {
  readonly #owner: string;
  readonly #database: Database;
  readonly #cipher: Cipher;
  readonly #alongside: Alongside;

  /** @param owner this instance, which claims tasks */
  constructor(database: Database, cipher: Cipher, owner = '', alongside: Alongside = () => Promise.resolve()) {
    this.#owner = owner;
    this.#database = database;
    this.#cipher = cipher;
    this.#alongside = alongside;
  }

  /** Stores a new operation with its tasks. Gives false, and stores nothing, when its idempotency key is known already. */
  insert(operation: Operation, tasks: readonly OperationTask[], attemptLeaseUntil: number): Promise<boolean> {
    return this.#database.transaction(async (sql) => {
      const inserted = await sql.query(
        `INSERT INTO operations (id, conversation_key, dialog_id, port, method, protection, idempotency_key, state,
           attempts, fence, received_at, keep_waiting, dispatched_at, input, reference, silent, recall_key, actor)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, $13, $14, $15, $16, $17)
         ON CONFLICT (idempotency_key) DO NOTHING RETURNING id`,
        [
          operation.id,
          operation.conversationKey,
          operation.dialogId,
          operation.port,
          operation.method,
          operation.protection,
          operation.idempotencyKey,
          operation.state,
          operation.attempts,
          operation.fence,
          operation.receivedAt,
          operation.dispatchedAt ?? null,
          this.#seal(operation.id, operation.input),
          this.#seal(operation.id, operation.reference),
          operation.silent ? 1 : 0,
          recallKey(operation, this.#cipher),
          operation.actor ?? null,
        ],
      );
      if (inserted.length === 0) return false;
      for (const task of tasks)
        await addTask(
          sql,
          task,
          task.kind === 'attempt' ? { owner: this.#owner, until: attemptLeaseUntil } : undefined,
        );
      return true;
    });
  }

  /** Who asks for an operation, as the audit log names them. */
  actorOf({ conversationKey, identity }: Pick<OperationDraft, 'conversationKey' | 'identity'>): string {
    return actorOf(this.#cipher, conversationKey, identity);
  }

  async find(id: string): Promise<Operation | undefined> {
    const [row] = await this.#database.query<OperationRow>('SELECT * FROM operations WHERE id = $1', [id]);
    return row && toOperation(row, this.#cipher);
  }

  async findByKey(idempotencyKey: string): Promise<Operation | undefined> {
    const [row] = await this.#database.query<OperationRow>('SELECT * FROM operations WHERE idempotency_key = $1', [
      idempotencyKey,
    ]);
    return row && toOperation(row, this.#cipher);
  }

  /** The operations of a conversation whose outcome the user does not know yet, oldest first. */
  async findOpen(conversationKey: string): Promise<Operation[]> {
    const rows = await this.#database.query<OperationRow>(
      `SELECT * FROM operations WHERE conversation_key = $1 AND closed_at IS NULL AND silent = 0
       ORDER BY received_at`,
      [conversationKey],
    );
    return rows.map((row) => toOperation(row, this.#cipher));
  }

  /** Begins an attempt: gives the operation with its new fence, or `undefined` when another worker was faster. */
  async beginAttempt(operation: Operation, now: number): Promise<Operation | undefined> {
    const [row] = await this.#database.query<OperationRow>(
      `UPDATE operations SET state = 'running', fence = fence + 1, attempts = attempts + 1,
         dispatched_at = $3
       WHERE id = $1 AND fence = $2 AND state IN ('queued', 'running') RETURNING *`,
      [operation.id, operation.fence, now],
    );
    return row && toOperation(row, this.#cipher);
  }

  /**
   * Plans another attempt, with the operation's own word on when it was last sent: an attempt that never left takes its mark
   * back. Gives false when this worker's fence is outdated.
   */
  retryLater(operation: Operation, dueAt: number): Promise<boolean> {
    return this.#database.transaction(async (sql) => {
      const rows = await sql.query(
        `UPDATE operations SET state = 'queued', dispatched_at = $3
         WHERE id = $1 AND fence = $2 AND state = 'running' RETURNING id`,
        [operation.id, operation.fence, operation.dispatchedAt ?? null],
      );
      if (rows.length > 0) await addTask(sql, { operationId: operation.id, kind: 'attempt', dueAt, attempts: 0 });
      return rows.length > 0;
    });
  }

  /**
   * Ends an operation and plans the telling of its outcome at `tellAt`; a silent one is closed at once. Gives false when
   * this worker's fence is outdated.
   */
  settle(operation: Operation, outcome: Outcome, now: number, tellAt: number): Promise<boolean> {
    return this.#database.transaction(async (sql) => {
      const rows = await sql.query(
        `UPDATE operations SET state = $3, result = $4, error_code = $5, log_reference = $6, settled_at = $7,
           dispatched_at = $8
         WHERE id = $1 AND fence = $2 AND state IN ('queued', 'running') RETURNING id`,
        [
          operation.id,
          operation.fence,
          outcome.state,
          this.#seal(operation.id, outcome.result ?? null),
          outcome.errorCode ?? null,
          outcome.logReference ?? null,
          now,
          operation.dispatchedAt ?? null,
        ],
      );
      if (rows.length === 0) return false;
      await this.#alongside(sql, operation, outcome);
      if (operation.silent) {
        await this.close(sql, operation.id, now);
        return true;
      }
      await sql.query(
        `DELETE FROM operation_tasks WHERE operation_id = $1 AND kind IN ('attempt', 'stillChecking', 'offerHuman', 'word')`,
        [operation.id],
      );
      await addTask(sql, { operationId: operation.id, kind: 'outcome', dueAt: tellAt, attempts: 0 });
      return true;
    });
  }

  /** Records that the user keeps waiting, with the words that are due later. */
  keepWaiting(operationId: string, words: readonly OperationTask[]): Promise<void> {
    return this.#database.transaction(async (sql) => {
      await sql.query('UPDATE operations SET keep_waiting = 1 WHERE id = $1', [operationId]);
      for (const word of words) await addTask(sql, word);
    });
  }

  /** Marks the outcome as told, within the transaction that saves the turn which told it. It is never sent again. */
  async close(sql: Sql, operationId: string, now: number): Promise<void> {
    await sql.query(
      `UPDATE operations SET closed_at = $2, input = CASE WHEN method IN (${BLANKED_WHEN_CLOSED}) THEN $3 ELSE input END
       WHERE id = $1 AND closed_at IS NULL`,
      [operationId, now, this.#seal(operationId, null)],
    );
    await sql.query('DELETE FROM operation_tasks WHERE operation_id = $1', [operationId]);
  }

  /** Tells nobody any more how operations end, in all conversations whose keys begin so. */
  async closeAll(keyPrefix: string, now: number, sql: Sql): Promise<void> {
    const rows = await sql.query<{ id: string }>(
      'SELECT id FROM operations WHERE substr(conversation_key, 1, $2) = $1 AND closed_at IS NULL',
      [keyPrefix, keyPrefix.length],
    );
    for (const { id } of rows) await this.close(sql, id, now);
  }

  abandon(operationId: string, now: number): Promise<void> {
    return this.#database.transaction((sql) => this.close(sql, operationId, now));
  }

  claimDue(now: number, leaseUntil: number, limit: number): Promise<OperationTask[]> {
    return this.#database.query<OperationTask>(
      `UPDATE operation_tasks SET lease_until = $2, lease_owner = $4, attempts = attempts + 1
       WHERE (operation_id, kind) IN (
         SELECT operation_id, kind FROM operation_tasks WHERE due_at <= $1 AND lease_until <= $1
         ORDER BY due_at LIMIT $3 ${this.#database.skipLocked})
       RETURNING operation_id AS "operationId", kind, due_at AS "dueAt", attempts - 1 AS attempts`,
      [now, leaseUntil, limit, this.#owner],
    );
  }

  async finish(task: OperationTask): Promise<void> {
    await this.#database.query('DELETE FROM operation_tasks WHERE operation_id = $1 AND kind = $2', key(task));
  }

  async postpone(task: OperationTask, dueAt: number): Promise<void> {
    await this.#database.query(
      'UPDATE operation_tasks SET due_at = $3, lease_until = 0 WHERE operation_id = $1 AND kind = $2',
      [...key(task), dueAt],
    );
  }

  async nextDueAt(): Promise<number | undefined> {
    const [row] = await this.#database.query<{ at: number | null }>(
      'SELECT MIN(CASE WHEN lease_until > due_at THEN lease_until ELSE due_at END) AS at FROM operation_tasks',
    );
    return row?.at === null || row?.at === undefined ? undefined : Number(row.at);
  }

  nameOf({ operationId, kind }: OperationTask): string {
    return `${operationId}/${kind}`;
  }

  #seal(id: string, value: unknown): string {
    return this.#cipher.seal(JSON.stringify(value), id);
  }
}

function key(task: OperationTask): SqlValue[] {
  return [task.operationId, task.kind];
}

async function addTask(sql: Sql, task: OperationTask, lease?: { owner: string; until: number }): Promise<void> {
  await sql.query(
    `INSERT INTO operation_tasks (operation_id, kind, due_at, attempts, lease_until, lease_owner)
     VALUES ($1, $2, $3, 0, $4, $5)
     ON CONFLICT (operation_id, kind) DO UPDATE SET due_at = excluded.due_at, lease_until = excluded.lease_until`,
    [task.operationId, task.kind, task.dueAt, lease?.until ?? 0, lease?.owner ?? null],
  );
}
