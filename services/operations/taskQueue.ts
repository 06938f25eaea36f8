import type { Logger } from '../logger';
import type { Cancel, Clock } from './clock';
import type { OperationStore, OperationTask } from './operationStore';

/** How often the queue looks for work of other instances, or of its own that a lost timer forgot. */
const POLL_MS = 1000;
/** Tasks worked on at once. */
const CONCURRENCY = 100;
const MAX_BACKOFF_MS = 300_000;

/**
 * Does what is due. A task that is `done` is removed, one that is `kept` stays with this worker until its lease ends; an
 * exception brings the task back with back-off.
 */
export type TaskHandler = (task: OperationTask) => Promise<'done' | 'kept'>;

/**
 * Runs the tasks of operations at their due times. The rows are the truth; timers only make them prompt, so a task
 * whose process was killed is found again by the next one.
 */
export class TaskQueue {
  readonly #store: OperationStore;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #leaseMs: number;
  readonly #handle: TaskHandler;
  readonly #underWay = new Map<string, Promise<void>>();
  #timer: Cancel | undefined;
  #wakeAt = Infinity;
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #running = false;

  /** @param leaseMs longer than any task may take; only then may another worker have it. */
  constructor(store: OperationStore, clock: Clock, log: Logger, leaseMs: number, handle: TaskHandler) {
    this.#store = store;
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
      const due = free > 0 ? await this.#store.dueTasks(now, free) : [];
      for (const task of due) {
        // Its lease has ended and it still runs here, for example because a channel does not answer.
        if (this.#underWay.has(nameOf(task))) continue;
        if (await this.#store.claimTask(task, now, now + this.#leaseMs)) this.#work(task);
      }
      const next = this.#underWay.size < CONCURRENCY ? await this.#store.nextDueAt() : undefined;
      this.wake(Math.min(now + POLL_MS, Math.max(next ?? Infinity, now + 1)));
    } catch (error) {
      this.#log.error('tasks.unreadable', error);
      this.wake(this.#clock.now() + POLL_MS);
    }
    this.#looking = undefined;
    if (this.#lookAgain) this.wake(this.#clock.now());
    this.#lookAgain = false;
  }

  #work(task: OperationTask): void {
    const name = nameOf(task);
    this.#underWay.set(
      name,
      this.#run(task).finally(() => {
        this.#underWay.delete(name);
        if (this.#underWay.size === CONCURRENCY - 1) this.wake(this.#clock.now());
      }),
    );
  }

  async #run(task: OperationTask): Promise<void> {
    try {
      if ((await this.#handle(task)) === 'done') await this.#store.finishTask(task);
    } catch (error) {
      const backoffMs = Math.min(1000 * 2 ** task.attempts, MAX_BACKOFF_MS);
      this.#log.error('task.failed', error, {
        operationId: task.operationId,
        kind: task.kind,
        attempt: task.attempts + 1,
      });
      await this.#postpone(task, this.#clock.now() + backoffMs).catch((cause: unknown) =>
        this.#log.error('task.lost_until_lease_ends', cause, { operationId: task.operationId, kind: task.kind }),
      );
    }
  }

  async #postpone(task: OperationTask, dueAt: number): Promise<void> {
    await this.#store.postponeTask(task, dueAt);
    this.wake(dueAt);
  }
}

function nameOf({ operationId, kind }: OperationTask): string {
  return `${operationId}/${kind}`;
}
