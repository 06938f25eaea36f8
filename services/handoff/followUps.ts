import type { Logger } from '../logger';
import type { Clock } from '../operations/clock';
import { asServiceError } from '../serviceError';
import type { Database, Sql, Transaction } from '../storage/database';
import type { Task } from '../tasks/taskStore';
import type { TaskWorker } from '../tasks/taskWorker';
import type { FollowUpsDelivery } from './followUpsDelivery';
import { failureOf } from './followUpsFailure';
import type { FollowUp, FollowUpDraft, FollowUpsStore } from './followUpsStore';
import type { Handoff, HandoffStore, HandoffTicket } from './handoffStore';
import { Outcomes } from './followUpsOutcomes';

/** In its turn: one after the other, over all instances, for each system that takes follow-ups. */
const QUEUED = 'followUp';
/** The user may still say where they can be reached; or it stands aside for a while. */
const WAITING = 'followUpWaiting';
const NEWS = 'followUpNews';

/** How long a turn that waited for a ticket has to save itself before the ticket is told in another turn. */
const TURN_SAVES_WITHIN_MS = 10_000;
/** One that is older than this was left during an outage: those are passed on at a measured pace. */
const FRESH_MS = 15_000;
const PAUSE_MS = 250;
const ASIDE_MS = 60 * 60_000;
/** A channel that refuses a message for a day will not take it tomorrow. */
const TELL_FOR_MS = 24 * 60 * 60_000;

/**
 * Tells the user that their message has arrived, where it was left or by mail.
 *
 * @throws when it could not be told now but may be later.
 */
export type TellFollowUp = (handoff: Handoff, followUp: FollowUp, isLastTry: boolean) => Promise<void>;

export type OnTicket = (sql: Sql, handoff: Handoff, draft: FollowUpDraft) => Promise<void>;

export interface FollowUpsDependencies {
  database: Database;
  store: FollowUpsStore;
  handoffs: HandoffStore;
  delivery: FollowUpsDelivery;
  tasks: TaskWorker;
  /** Whatever else is written when a ticket was made, in the same transaction. */
  onTicket?: OnTicket;
  clock: Clock;
  log: Logger;
}

/**
 * Passes hand-overs on to the people who deal with them: written down together with the hand-over, sent in the order in
 * which they were left, each once. While a system is down only the first one is tried; the others wait behind it.
 */
export class FollowUps {
  readonly #dependencies: FollowUpsDependencies;
  readonly #outcomes: Outcomes;
  #tell: TellFollowUp = () => Promise.reject(new Error('nobody tells the user'));

  constructor(dependencies: FollowUpsDependencies) {
    this.#dependencies = dependencies;
    this.#outcomes = new Outcomes(dependencies.database, dependencies.clock);
    const { tasks } = dependencies;
    tasks.register(QUEUED, { handle: (task) => this.#passOn(task) });
    tasks.register(WAITING, { handle: (task) => this.#queue(idOf(task)) });
    tasks.register(NEWS, { handle: (task) => this.#tellNews(idOf(task)) });
  }

  /** Says how users are told; before the tasks start. */
  onDelivered(tell: TellFollowUp): void {
    this.#tell = tell;
  }

  /**
   * Plans to pass a hand-over on, in the transaction that records it.
   *
   * @param waitMs how long the user may take to say where they can be reached
   */
  async plan(sql: Sql, { id, conversationKey }: Handoff, draft: FollowUpDraft, waitMs = 0): Promise<void> {
    const { store } = this.#dependencies;
    const state = waitMs > 0 ? 'waiting' : 'queued';
    await store.insert(sql, { handoffId: id, conversationKey, state, draft });
    if (state === 'waiting') await this.#addWaiting(sql, id, waitMs);
    else await this.#addQueued(sql, id, draft);
  }

  /** Writes what waits anew and lets it wait on. Gives false, and changes nothing, once it may have been sent. */
  async rewrite(id: string, draft: FollowUpDraft): Promise<boolean> {
    const { database, store } = this.#dependencies;
    return database.transaction(async (sql) => {
      await lock(sql, id);
      return store.rewrite(sql, id, draft);
    });
  }

  /** Passes on what waited, written anew. Gives false when that one is on its way already, as it was. */
  async release(id: string, draft: FollowUpDraft): Promise<boolean> {
    const { database, store, tasks } = this.#dependencies;
    return database.transaction(async (sql) => {
      await lock(sql, id);
      if (!(await store.rewrite(sql, id, draft)) || !(await store.release(sql, id))) return false;
      await tasks.remove(WAITING, id, sql);
      await this.#addQueued(sql, id, draft);
      return true;
    });
  }

  /**
   * Tries to pass it on at once, and waits for its ticket within a turn: not at all when others wait before it because
   * the system is down, otherwise for `waitMs`, or until `stop` is aborted.
   *
   * @returns the ticket; `undefined` when there is none yet: it is told later.
   */
  async waitFor(id: string, waitMs: number, stop: AbortSignal): Promise<HandoffTicket | undefined> {
    const { store, handoffs, tasks } = this.#dependencies;
    const ended = this.#outcomes.wait(id, waitMs, stop);
    try {
      const followUp = await store.find(id);
      if (followUp?.state === 'queued' && !(await this.#isHeldUp(followUp.draft))) {
        await tasks.beginFirst(QUEUED, followUp.draft.to);
        if ((await store.find(id))?.state === 'queued') await ended.promise;
      }
      return (await handoffs.find(id))?.ticket;
    } finally {
      ended.stop();
      tasks.wake();
    }
  }

  /** Says in the log that nobody takes a hand-over: it stays among the open ones until somebody looks. */
  warnUndeliverable({ id, kind }: Handoff): void {
    this.#dependencies.log.warn('handoff.undeliverable', { reference: id, kind });
  }

  /** Whether a hand-over is still on its way. */
  async isUnderWay(id: string): Promise<boolean> {
    const state = (await this.#dependencies.store.find(id))?.state;
    return state === 'waiting' || state === 'queued';
  }

  async isTold(id: string): Promise<boolean> {
    return (await this.#dependencies.store.find(id))?.toldAt !== undefined;
  }

  /** Marks that the user knows, in the transaction that saves the turn which told it. */
  async markTold(id: string, sql: Sql): Promise<void> {
    await this.#dependencies.store.markTold(id, sql);
    await this.#dependencies.tasks.remove(NEWS, id, sql);
  }

  /** Those that were refused for good or given up; their hand-overs stay open until a person closes them. */
  listDead(): Promise<FollowUp[]> {
    return this.#dependencies.store.listDead();
  }

  async #passOn(task: Task): Promise<void> {
    const { store, delivery } = this.#dependencies;
    const followUp = await store.find(idOf(task));
    if (followUp?.state !== 'queued') return;
    try {
      await this.#delivered(followUp, await delivery.deliver(followUp));
    } catch (error) {
      await this.#undelivered(followUp, task.attempts, error);
    } finally {
      this.#outcomes.tell(followUp.handoffId);
    }
    await this.#pause(followUp);
  }

  async #delivered({ handoffId, createdAt, draft }: FollowUp, handoff: Handoff | undefined): Promise<void> {
    const { database, store, tasks, clock, onTicket } = this.#dependencies;
    const isTold = draft.silent || draft.to === 'hrMail' || !handoff;
    const isAwaited = this.#outcomes.isAwaited(handoffId) || (database.isShared && this.#isFresh(createdAt));
    const dueAt = clock.now() + (isAwaited ? TURN_SAVES_WITHIN_MS : 0);
    await database.transaction(async (sql) => {
      await store.markDelivered(sql, handoffId);
      if (handoff?.ticket) await onTicket?.(sql, handoff, draft);
      if (isTold) await store.markTold(handoffId, sql);
      else await tasks.add({ kind: NEWS, key: handoffId, payload: { handoffId }, dueAt, id: `news.${handoffId}` }, sql);
    });
    tasks.wake(dueAt);
  }

  /** @throws FollowUpFailure, which says when it is tried again, and whether it is. */
  async #undelivered(followUp: FollowUp, attempts: number, cause: unknown): Promise<void> {
    const { store, delivery, clock, log } = this.#dependencies;
    const error = asServiceError(cause);
    const sent = (await store.find(followUp.handoffId)) ?? followUp;
    const earliest = error.mayBeDone ? delivery.notBefore(sent) : 0;
    const isLost = error.mayBeDone && !delivery.isRepeatable(followUp);
    const failure = failureOf(error, { now: clock.now(), createdAt: followUp.createdAt, attempts, earliest, isLost });
    if (failure === 'aside') return this.#setAside(followUp.handoffId);
    if (failure.isFinal) {
      await store.markDead(followUp.handoffId);
      log.error('handoff.undelivered', error, { reference: followUp.handoffId, kind: followUp.draft.to });
    }
    throw failure;
  }

  /** One that only fails by itself must not hold up all the others. */
  async #setAside(id: string): Promise<void> {
    await this.#dependencies.database.transaction(async (sql) => {
      await this.#dependencies.store.setAside(sql, id);
      await this.#addWaiting(sql, id, ASIDE_MS);
    });
  }

  async #queue(id: string): Promise<void> {
    const { database, store, tasks } = this.#dependencies;
    await database.transaction(async (sql) => {
      await lock(sql, id);
      const followUp = await store.find(id, sql);
      if (followUp && (await store.release(sql, id))) await this.#addQueued(sql, id, followUp.draft);
    });
    tasks.wake();
  }

  async #tellNews(id: string): Promise<void> {
    const { store, handoffs, clock } = this.#dependencies;
    const [followUp, handoff] = [await store.find(id), await handoffs.find(id)];
    if (!followUp || !handoff?.ticket || followUp.toldAt !== undefined) return;
    const isLastTry = clock.now() - (followUp.deliveredAt ?? 0) > TELL_FOR_MS;
    await this.#tell(handoff, followUp, isLastTry);
    await store.markTold(id);
  }

  /** The lane stays taken for a moment, over all instances, so that a backlog does not go out in one rush. */
  async #pause({ createdAt }: FollowUp): Promise<void> {
    if (this.#isFresh(createdAt)) return;
    await new Promise<void>((resolve) => this.#dependencies.clock.schedule(PAUSE_MS, resolve));
  }

  #isFresh(createdAt: number): boolean {
    return this.#dependencies.clock.now() - createdAt < FRESH_MS;
  }

  /** Whether one that was tried before stands at the head: the system is down as far as anybody knows. */
  async #isHeldUp({ to }: FollowUpDraft): Promise<boolean> {
    const rows = await this.#dependencies.database.query(
      `SELECT 1 FROM tasks WHERE task_key = $1 AND kind = $2 AND (attempts > 1 OR (attempts = 1 AND lease_until = 0))`,
      [to, QUEUED],
    );
    return rows.length > 0;
  }

  #addQueued(sql: Sql, handoffId: string, { to }: FollowUpDraft): Promise<void> {
    return this.#dependencies.tasks.add({ kind: QUEUED, key: to, payload: { handoffId }, inOrder: true }, sql);
  }

  #addWaiting(sql: Sql, handoffId: string, waitMs: number): Promise<void> {
    const { tasks, clock } = this.#dependencies;
    const dueAt = clock.now() + waitMs;
    return tasks.add({ kind: WAITING, key: handoffId, payload: { handoffId }, dueAt }, sql);
  }
}

function idOf({ payload }: Task): string {
  return (payload as { handoffId: string }).handoffId;
}

function lock(sql: Transaction, id: string): Promise<void> {
  return sql.lock(`followUp:${id}`);
}
