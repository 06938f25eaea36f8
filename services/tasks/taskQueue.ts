import type { Logger } from '../logger';
import type { Cancel, Clock } from '../operations/clock';

/** How often the queue looks for work of other instances, or of its own that a lost timer forgot. */
const POLL_MS = 1000;
/** Tasks worked on at once. */
const CONCURRENCY = 100;
const MAX_BACKOFF_MS = 300_000;

/** What a queue needs to know of a task. */
export interface DueTask {
  /** How often it was tried already. */
  attempts: number;
}

/** The rows behind a queue. */
export interface TaskSource<T extends DueTask> {
  /** Takes what is due and nobody works on, the earliest first, for this worker until `leaseUntil`. */
  claimDue(now: number, leaseUntil: number, limit: number): Promise<T[]>;
  finish(task: T): Promise<void>;
  /** Gives a task back, to be done at `dueAt`. */
  postpone(task: T, dueAt: number): Promise<void>;
  /** The earliest due time or end of a lease, if there is any. */
  nextDueAt(): Promise<number | undefined>;
  /** What the task is called in this process, and in the log: no personal data. */
  nameOf(task: T): string;
}

/**
 * Does what is due. A task that is `done` is removed, one that is `kept` stays with this worker until its lease ends; an
 * exception brings the task back with back-off.
 */
export type TaskHandler<T> = (task: T) => Promise<'done' | 'kept'>;

/**
 * Runs tasks at their due times. The rows are the truth; timers only make them prompt, so a task whose process was killed is
 * found again by the next one.
 */
export class TaskQueue<T extends DueTask> {
  readonly #source: TaskSource<T>;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #leaseMs: number;
  readonly #handle: TaskHandler<T>;
  readonly #underWay = new Map<string, Promise<void>>();
  #timer: Cancel | undefined;
  #wakeAt = Infinity;
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #running = false;

  /** @param leaseMs longer than any task may take; only then may another worker have it. */
  constructor(source: TaskSource<T>, clock: Clock, log: Logger, leaseMs: number, handle: TaskHandler<T>) {
    this.#source = source;
    this.#clock = clock;
    this.#log = log;
    this.#leaseMs = leaseMs;
    this.#handle = handle;
  }

  start(): void {
    this.#running = true;
    this.wake(this.#clock.now());
  }

  /** Stops taking tasks and waits for those under way. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#timer?.();
    await this.#looking;
    await Promise.allSettled(this.#underWay.values());
  }

  /** Makes sure that the queue looks for due tasks at `at`, or earlier. */
  wake(at: number): void {
    if (!this.#running || at >= this.#wakeAt) return;
    this.#timer?.();
    this.#wakeAt = at;
    this.#timer = this.#clock.schedule(at - this.#clock.now(), () => {
      this.#wakeAt = Infinity;
      if (this.#looking) this.#lookAgain = true;
      else this.#looking = this.#look();
    });
  }

  async #look(): Promise<void> {
    try {
      const free = CONCURRENCY - this.#underWay.size;
      const now = this.#clock.now();
      const claimed = free > 0 ? await this.#source.claimDue(now, now + this.#leaseMs, free) : [];
      // One whose lease has ended may still run here, for example because a channel does not answer.
      for (const task of claimed) if (!this.#underWay.has(this.#source.nameOf(task))) this.#work(task);
      const next = this.#underWay.size < CONCURRENCY ? await this.#source.nextDueAt() : undefined;
      this.wake(Math.min(now + POLL_MS, Math.max(next ?? Infinity, now + 1)));
    } catch (error) {
      this.#log.error('tasks.unreadable', error);
      this.wake(this.#clock.now() + POLL_MS);
    }
    this.#looking = undefined;
    if (this.#lookAgain) this.wake(this.#clock.now());
    this.#lookAgain = false;
  }

  /** Works on a task that was claimed beside the queue. */
  work(task: T): void {
    this.#work(task);
  }

  #work(task: T): void {
    const name = this.#source.nameOf(task);
    this.#underWay.set(
      name,
      this.#run(task).finally(() => {
        this.#underWay.delete(name);
        if (this.#underWay.size === CONCURRENCY - 1) this.wake(this.#clock.now());
      }),
    );
  }

  async #run(task: T): Promise<void> {
    try {
      if ((await this.#handle(task)) === 'done') await this.#source.finish(task);
    } catch (error) {
      const backoffMs = Math.min(1000 * 2 ** task.attempts, MAX_BACKOFF_MS);
      const name = this.#source.nameOf(task);
      this.#log.error('task.failed', error, { task: name, attempt: task.attempts + 1 });
      await this.postpone(task, this.#clock.now() + backoffMs).catch((cause: unknown) =>
        this.#log.error('task.lost_until_lease_ends', cause, { task: name }),
      );
    }
  }

  async postpone(task: T, dueAt: number): Promise<void> {
    await this.#source.postpone(task, dueAt);
    this.wake(dueAt);
  }
}
