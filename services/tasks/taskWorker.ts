import type { Logger } from '../logger';
import type { Cancel, Clock } from '../operations/clock';
import type { Sql } from '../storage/database';
import { TaskQueue } from './taskQueue';
import type { DeadLetter, Task, TaskDraft, TaskStore } from './taskStore';

/** A task may take so long; only then may another instance have it. */
const LEASE_MS = 60_000;
const FIRST_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 300_000;

/** How tasks of one kind are done. */
export interface TaskKindHandler {
  /** An exception brings the task back later. Doing it twice must do no harm: a process may die right after it. */
  handle(task: Task): Promise<void>;
  /** After so many attempts it is set aside among the dead letters; without a limit where absent. */
  maxAttempts?: number;
  /** Told when it was set aside. */
  onDead?(task: Task, error: unknown): Promise<void>;
}

/** An error that knows when the next try makes sense, or that none does. */
interface Retryable {
  retryAfterMs?: number;
  isFinal?: boolean;
}

/** Does the tasks of all kinds that are not operations: events, webhooks, reminders. */
export class TaskWorker {
  readonly #store: TaskStore;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #queue: TaskQueue<Task>;
  readonly #kinds = new Map<string, TaskKindHandler>();

  constructor(store: TaskStore, clock: Clock, log: Logger) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
    this.#queue = new TaskQueue(store, clock, log, LEASE_MS, (task) => this.#do(task));
  }

  /** Says how tasks of a kind are done; before `start`. */
  register(kind: string, handler: TaskKindHandler): void {
    this.#kinds.set(kind, handler);
  }

  start(): void {
    this.#queue.start();
  }

  /** Waits for what is under way, at most `graceMs`; the rest is done by the next process. */
  async stop(graceMs: number): Promise<void> {
    let cancel: Cancel = () => undefined;
    const grace = new Promise<void>((resolve) => (cancel = this.#clock.schedule(graceMs, resolve)));
    await Promise.race([this.#queue.stop(), grace]);
    cancel();
  }

  /** Adds a task; in a transaction of the caller it is found at the latest a second after that one ends. */
  async add(draft: TaskDraft, sql?: Sql): Promise<void> {
    await this.#store.add(draft, sql);
    this.wake(draft.dueAt);
  }

  /** Calls off what is planned of one kind for one key. */
  remove(kind: string, key: string, sql?: Sql): Promise<void> {
    return this.#store.remove(kind, key, sql);
  }

  /** What was set aside for a person, the latest first. */
  listDead(limit: number): Promise<DeadLetter[]> {
    return this.#store.listDead(limit);
  }

  /** Tries one of them again. Gives false when it is not there. */
  async retryDead(letter: Pick<DeadLetter, 'kind' | 'id'>): Promise<boolean> {
    const isTaken = await this.#store.retryDead(letter);
    this.wake();
    return isTaken;
  }

  /** Has the queue look for what was added. */
  wake(at = this.#clock.now()): void {
    this.#queue.wake(at);
  }

  /** Begins at once with the first of what is done in order for a key, without waiting for the queue to look. */
  async beginFirst(kind: string, key: string): Promise<void> {
    const now = this.#clock.now();
    const task = await this.#store.claimFirst(kind, key, now, now + LEASE_MS);
    if (task) this.#queue.work(task);
  }

  async #do(task: Task): Promise<'done' | 'kept'> {
    const kind = this.#kinds.get(task.kind);
    if (!kind) throw new Error(`nobody does tasks of kind ${task.kind}`);
    try {
      await kind.handle(task);
      await this.#store.finish(task);
      // The next one of its kind and key may have waited for it.
      this.wake();
    } catch (error) {
      await this.#failed(kind, task, error);
    }
    return 'kept';
  }

  async #failed(kind: TaskKindHandler, task: Task, error: unknown): Promise<void> {
    const { retryAfterMs = 0, isFinal = false } = (error ?? {}) as Retryable;
    const attempt = task.attempts + 1;
    const fields = { task: this.#store.nameOf(task), attempt };
    this.#log.error('task.failed', error, fields);
    if (isFinal || attempt >= (kind.maxAttempts ?? Infinity)) {
      await this.#store.giveUp(task, error instanceof Error ? error.name : 'unknown');
      this.#log.warn('task.given_up', fields);
      await kind.onDead?.(task, error);
      return this.wake();
    }
    const backoffMs = Math.min(FIRST_BACKOFF_MS * 2 ** task.attempts, MAX_BACKOFF_MS) * (0.75 + Math.random() / 2);
    await this.#queue.postpone(task, this.#clock.now() + Math.round(Math.max(backoffMs, retryAfterMs)));
  }
}
