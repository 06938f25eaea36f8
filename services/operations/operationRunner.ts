import { createReference, type Logger } from '../logger';
import { noMetrics, type Metrics } from '../metrics/metrics';
import type { PortMethod, PortName } from '../ports';
import { asServiceError, type ServiceError } from '../serviceError';
import type { Services } from '../services';
import { Attempts } from './attempts';
import type { Cancel, Clock } from './clock';
import { InlineWaits } from './inlineWaits';
import {
  isSettled,
  lastSentAt,
  mayHaveBeenWritten,
  sentNow,
  type Notice,
  type Operation,
  type OperationDraft,
} from './operation';
import type { OperationStore, OperationTask, Outcome } from './operationStore';
import {
  firstTasks,
  isOver,
  isWorthTelling,
  keepWaitingTasks,
  lookUpFrom,
  planRetry,
  type OperationTimes,
} from './operationTimes';
import { TaskQueue } from '../tasks/taskQueue';

/** How long a turn that waited inline has to save itself before the outcome is told in another turn. */
const TURN_SAVES_WITHIN_MS = 10_000;
/** Added to an attempt's time limit: only after that may another worker take the operation over. */
const LEASE_MARGIN_MS = 5_000;

/** Tells the user something about an operation. Rejecting brings the notice back later. */
export type Notify = (notice: Notice, operation: Operation) => Promise<void>;

/** Told when an operation has ended without an answer: it failed for good, was called off, or nobody knows. */
export type OnUnanswered = (operation: Operation) => Promise<void>;

export interface OperationRunnerDependencies {
  store: OperationStore;
  services: Pick<Services, 'callByName' | 'protection' | 'indexLagMs'>;
  clock: Clock;
  times: OperationTimes;
  log: Logger;
  metrics?: Metrics;
}

/**
 * Runs calls to business systems so that none is lost and none is made twice: each is written down before its first byte
 * leaves, tried again while that makes sense, and its outcome is told once.
 */
export class OperationRunner {
  readonly #store: OperationStore;
  readonly #services: OperationRunnerDependencies['services'];
  readonly #clock: Clock;
  readonly #times: OperationTimes;
  readonly #log: Logger;
  readonly #metrics: Metrics;
  readonly #queue: TaskQueue<OperationTask>;
  readonly #leaseMs: number;
  readonly #attempts: Attempts;
  readonly #inlineWaits: InlineWaits;
  readonly #underWay = new Set<Promise<void>>();
  #onUnanswered: OnUnanswered = () => Promise.resolve();
  #stopping = false;
  #notify: Notify = () => Promise.reject(new Error('nobody tells the user'));

  constructor({ store, services, clock, times, log, metrics = noMetrics }: OperationRunnerDependencies) {
    this.#store = store;
    this.#services = services;
    this.#clock = clock;
    this.#times = times;
    this.#log = log;
    this.#metrics = metrics;
    this.#leaseMs = times.attemptTimeoutMs + LEASE_MARGIN_MS;
    this.#attempts = new Attempts(services, clock, times.attemptTimeoutMs);
    this.#inlineWaits = new InlineWaits(clock);
    this.#queue = new TaskQueue(store, clock, log, this.#leaseMs, (task) => this.#handle(task));
  }

  /** Begins to work, also on what an earlier process left. `notify` tells the users. */
  start(notify: Notify, onUnanswered: OnUnanswered = () => Promise.resolve()): void {
    this.#notify = notify;
    this.#onUnanswered = onUnanswered;
    this.#queue.start();
  }

  /** Waits for the attempts under way to end, at most `graceMs`; what has not ended is taken up by the next process. */
  async stop(graceMs: number): Promise<void> {
    let cancel: Cancel = () => undefined;
    const grace = new Promise<void>((resolve) => (cancel = this.#clock.schedule(graceMs, resolve)));
    await Promise.race([this.#queue.stop().then(() => Promise.allSettled(this.#underWay)), grace]);
    cancel();
    this.#stopping = true;
    this.#attempts.callOffAll('the bot is stopping');
  }

  /** Writes an operation down and makes its first attempt. With a known idempotency key it gives the operation of that key. */
  async begin<P extends PortName, M extends PortMethod<P>>(draft: OperationDraft<P, M>): Promise<Operation> {
    const now = this.#clock.now();
    const protection = this.#services.protection(draft.port, draft.method);
    const operation = sentNow(draft, protection, now, this.#store.actorOf(draft));
    const tasks = firstTasks(operation, this.#times);
    const isNew = await this.#store.insert(operation, tasks, now + this.#leaseMs);
    if (!isNew) return (await this.#store.findByKey(operation.idempotencyKey)) ?? operation;
    for (const task of tasks) if (task.kind !== 'attempt') this.#queue.wake(task.dueAt);
    this.#track(this.#run(operation));
    return operation;
  }

  find(id: string): Promise<Operation | undefined> {
    return this.#store.find(id);
  }

  findOpen(conversationKey: string): Promise<Operation[]> {
    return this.#store.findOpen(conversationKey);
  }

  /**
   * Waits within a turn for an operation to settle: for the inline window, or until `stop` is aborted.
   *
   * @returns the settled operation; one that is `refused` and goes on, where its system is known to be down; or `undefined`
   *   when the turn should end now. The outcome then comes by a notice.
   */
  async waitInline(operation: Operation, waitMs: number, stop: AbortSignal): Promise<Operation | undefined> {
    if (isSettled(operation)) return operation;
    if (stop.aborted || waitMs <= 0) return undefined;
    return this.#inlineWaits.wait(operation.id, waitMs, stop);
  }

  /** Goes on past the usual end: attempts go on for two minutes, with a word now and then. */
  async keepWaiting(operation: Operation): Promise<void> {
    const tasks = keepWaitingTasks(operation);
    await this.#store.keepWaiting(operation.id, tasks);
    for (const task of tasks) this.#queue.wake(task.dueAt);
  }

  /** Calls an operation off. Gives false for a write that may have reached the system already: that goes on. */
  async cancel(operation: Operation): Promise<boolean> {
    const current = await this.#store.find(operation.id);
    if (!current || isSettled(current)) return true;
    if (mayHaveBeenWritten(current)) return false;
    // An attempt may have begun in the meantime: then it depends on that.
    if (!(await this.#settle(current, { state: 'cancelled' }))) return this.cancel(current);
    this.#attempts.callOff(current.id, 'by the user');
    return true;
  }

  /** Stops telling the user: they cannot be reached. */
  abandon(operation: Operation): Promise<void> {
    return this.#store.abandon(operation.id, this.#clock.now());
  }

  async #handle(task: OperationTask): Promise<'done' | 'kept'> {
    const operation = await this.#store.find(task.operationId);
    if (!operation || operation.closedAt !== undefined) return 'done';
    if (task.kind === 'attempt') return this.#takeUp(task, operation);
    if (task.kind === 'lastWord' && !isSettled(operation)) await this.#giveUp(operation);
    else if (isWorthTelling(task.kind, operation, this.#clock.now(), this.#times))
      await this.#notify(task.kind, operation);
    return 'done';
  }

  /** Works on an attempt that is due: a planned one, or one whose process is gone. */
  async #takeUp(task: OperationTask, operation: Operation): Promise<'done' | 'kept'> {
    if (isSettled(operation)) return 'done';
    if (this.#attempts.has(operation.id)) return 'kept';
    const { protection, state } = operation;
    if (state === 'running' && protection === 'neither') {
      await this.#settle(operation, { state: 'unknown' });
    } else if (protection === 'read' && isOver(operation, this.#clock.now())) {
      await this.#settle(operation, { state: 'failed', errorCode: 'unavailable' });
    } else if (state === 'running' && this.#lookUpFrom(operation) > this.#clock.now()) {
      await this.#queue.postpone(task, this.#lookUpFrom(operation));
    } else {
      this.#track(this.#attempt(operation));
    }
    return 'kept';
  }

  async #attempt(queued: Operation): Promise<void> {
    const operation = await this.#store.beginAttempt(queued, this.#clock.now());
    if (operation) await this.#run(operation, queued.dispatchedAt);
  }

  /**
   * Makes the attempt that the operation stands at.
   *
   * @param sentBefore when an earlier attempt was sent that may have reached the system
   */
  #run(operation: Operation, sentBefore?: number): Promise<void> {
    return this.#attempts.make(
      operation,
      async (result) => void (await this.#settle(operation, { state: 'succeeded', result })),
      (error) => this.#fail(operation, asServiceError(error), sentBefore),
    );
  }

  async #fail(attempted: Operation, error: ServiceError, sentBefore?: number): Promise<void> {
    if (this.#stopping) return; // it stays `running`: the next process takes it up
    // What never left fails before its turn waits for it: that gets the chance to.
    if (error.notSent) await new Promise((resolve) => setImmediate(resolve));
    const current = (await this.#store.find(attempted.id)) ?? attempted;
    if (isSettled(current)) return; // called off or given up in the meantime
    const operation = error.mayBeDone ? attempted : lastSentAt(attempted, sentBefore);
    const retryAt = planRetry(current, error, this.#clock.now(), this.#lookUpFrom(current));
    if (retryAt === undefined) return this.#failForGood(operation, error);
    if (!(await this.#store.retryLater(operation, retryAt))) return;
    this.#queue.wake(retryAt);
    if (error.breakerOpen) await this.#tellRefused({ ...operation, state: 'queued', refused: true });
  }

  /** The system is known to be down: the user need not wait to hear that. */
  async #tellRefused(operation: Operation): Promise<void> {
    if (operation.silent || this.#inlineWaits.settle(operation)) return;
    const now = this.#clock.now();
    await this.#queue.postpone({ operationId: operation.id, kind: 'offerHuman', dueAt: now, attempts: 0 }, now);
  }

  async #failForGood(operation: Operation, error: ServiceError): Promise<void> {
    const logReference = createReference();
    const { id, port, method, attempts } = operation;
    this.#log.error('operation.failed', error, {
      reference: logReference,
      operationId: id,
      port,
      method,
      attempt: attempts,
      code: error.code,
      vendor: error.origin?.vendor,
    });
    // One that is refused for now says nothing of an earlier attempt whose answer was lost.
    const unsure = mayHaveBeenWritten(operation) && (error.mayBeDone || error.retryable);
    await this.#settle(operation, { state: unsure ? 'unknown' : 'failed', errorCode: error.code, logReference });
  }

  /** When a write that was sent can be looked up; everything else is repeated without. */
  #lookUpFrom(operation: Operation): number {
    const { protection, port, method } = operation;
    return protection === 'findable' ? lookUpFrom(operation, this.#services.indexLagMs(port, method)) : 0;
  }

  /** The last word: whatever still runs is called off. */
  async #giveUp(operation: Operation): Promise<void> {
    const logReference = createReference();
    const { id, port, method } = operation;
    this.#log.warn('operation.timed_out', { reference: logReference, operationId: id, port, method });
    const state = mayHaveBeenWritten(operation) ? 'unknown' : 'failed';
    await this.#settle(operation, { state, errorCode: 'unavailable', logReference });
    this.#attempts.callOff(id, 'given up');
  }

  /** Gives false when somebody else settled it, or goes on with it. */
  async #settle(operation: Operation, outcome: Outcome): Promise<boolean> {
    const now = this.#clock.now();
    const inline = this.#inlineWaits.has(operation.id);
    const tellAt = inline || outcome.state === 'cancelled' ? now + TURN_SAVES_WITHIN_MS : now;
    if (!(await this.#store.settle(operation, outcome, now, tellAt))) return false;
    const { port, method } = operation;
    this.#metrics.count('bot_operations_settled_total', { port, method, state: outcome.state });
    if (operation.silent) return true;
    if (outcome.state !== 'succeeded') await this.#onUnanswered({ ...operation, ...outcome });
    if (this.#inlineWaits.settle({ ...operation, ...outcome })) return true;
    if (inline)
      await this.#queue.postpone({ operationId: operation.id, kind: 'outcome', dueAt: now, attempts: 0 }, now);
    else this.#queue.wake(now);
    return true;
  }

  #track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => this.#log.error('operation.interrupted', error))
      .finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }
}
