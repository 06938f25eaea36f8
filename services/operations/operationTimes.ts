import type { ServiceError } from '../serviceError';
import { isSettled, type Operation, type TaskKind } from './operation';
import type { OperationTask } from './operationStore';

/** The clock of one operation, in milliseconds from the moment the bot got the message. */
export interface OperationTimes {
  /** How long a turn waits for the answer before it ends. */
  inlineWaitMs: number;
  stillCheckingAfterMs: number;
  offerHumanAfterMs: number;
  /** The longest that one attempt may take. */
  attemptTimeoutMs: number;
}

/** No new attempt begins later than this, unless the user keeps waiting. */
const LAST_ATTEMPT_AFTER_MS = 12_000;
/** After *Keep waiting*: a word, and then the last word. */
const WORD_AFTER_MS = 60_000;
const LAST_WORD_AFTER_MS = 120_000;

const FIRST_BACKOFF_MS = 500;
const MAX_RETRY_AFTER_MS = 60_000;
/** A write whose answer is missing may be under way in its system for so long: looked up earlier, it would be made twice. */
const UNDER_WAY_FOR_MS = 10_000;
/** What nobody waits for is tried for a day, once an hour in the end. */
const SILENT_FOR_MS = 24 * 60 * 60_000;
const SILENT_BACKOFF_MS = 60 * 60_000;

/** The due times that every operation begins with. */
export function firstTasks(operation: Operation, times: OperationTimes): OperationTask[] {
  if (operation.silent) return [task(operation, 'attempt', operation.receivedAt)];
  return [
    task(operation, 'attempt', operation.receivedAt),
    task(operation, 'stillChecking', operation.receivedAt + times.stillCheckingAfterMs),
    task(operation, 'offerHuman', operation.receivedAt + times.offerHumanAfterMs),
    ...(isSafeWrite(operation) ? [task(operation, 'lastWord', operation.receivedAt + LAST_WORD_AFTER_MS)] : []),
  ];
}

/** The due times that *Keep waiting* adds. */
export function keepWaitingTasks(operation: Operation): OperationTask[] {
  return [
    task(operation, 'word', operation.receivedAt + WORD_AFTER_MS),
    task(operation, 'lastWord', operation.receivedAt + LAST_WORD_AFTER_MS),
  ];
}

/**
 * When the next attempt should begin, or `undefined` when it would be too late: the wait doubles with every attempt, with
 * jitter so that many operations do not return together; a system's own `Retry-After` comes first, within reason.
 *
 * @param notBefore when it can begin at the earliest
 */
export function nextAttemptAt(
  operation: Operation,
  now: number,
  retryAfterMs?: number,
  notBefore = 0,
): number | undefined {
  const doubled = FIRST_BACKOFF_MS * 2 ** (operation.attempts - 1);
  const backoffMs = Math.min(doubled, SILENT_BACKOFF_MS) * (0.75 + Math.random() / 2);
  const waitMs = Math.round(Math.max(backoffMs, Math.min(retryAfterMs ?? 0, MAX_RETRY_AFTER_MS)));
  const at = Math.max(now + waitMs, notBefore);
  return at <= operation.receivedAt + triedForMs(operation) ? at : undefined;
}

/**
 * When it makes sense to try again after a failure; `undefined` when it does not.
 *
 * @param lookUpFrom when an attempt that may have been carried out can be looked up
 */
export function planRetry(
  operation: Operation,
  error: ServiceError,
  now: number,
  lookUpFrom: number,
): number | undefined {
  if (!error.retryable || (operation.protection === 'neither' && error.mayBeDone)) return undefined;
  if (error.breakerOpen && isToldWhenDown(operation)) return undefined;
  return nextAttemptAt(operation, now, error.retryAfterMs, error.mayBeDone ? lookUpFrom : 0);
}

/** When a sent `findable` write can be looked up: it has come to its end by then, and the system's search shows it. */
export function lookUpFrom({ dispatchedAt = 0 }: Pick<Operation, 'dispatchedAt'>, indexLagMs: number): number {
  return dispatchedAt + Math.max(UNDER_WAY_FOR_MS, indexLagMs);
}

/** A word about waiting is stale once the outcome is known, or once the next word is due as well (after a restart). */
export function isWorthTelling(kind: TaskKind, operation: Operation, now: number, times: OperationTimes): boolean {
  if (kind === 'outcome') return true;
  if (isSettled(operation)) return false;
  return kind !== 'stillChecking' || now - operation.receivedAt < times.offerHumanAfterMs;
}

/** After a restart long past its time nobody waits for a look-up any more: the way out is what remains. */
export function isOver(operation: Operation, now: number): boolean {
  return now > operation.receivedAt + LAST_WORD_AFTER_MS;
}

/**
 * True for what ends at once when its system is known to be down: somebody waits for it, and can be told what else there is.
 * A write that is safe to repeat was promised to be seen through, and whoever keeps waiting wants to.
 */
function isToldWhenDown(operation: Operation): boolean {
  return !operation.silent && !operation.keepWaiting && !isSafeWrite(operation);
}

function triedForMs(operation: Operation): number {
  const { silent, keepWaiting } = operation;
  if (silent) return SILENT_FOR_MS;
  return keepWaiting || isSafeWrite(operation) ? LAST_WORD_AFTER_MS : LAST_ATTEMPT_AFTER_MS;
}

/** What the user confirmed is seen through without being asked again: sending it twice does it once. */
function isSafeWrite({ protection }: Operation): boolean {
  return protection === 'keyed' || protection === 'findable';
}

function task(operation: Operation, kind: TaskKind, dueAt: number): OperationTask {
  return { operationId: operation.id, kind, dueAt, attempts: 0 };
}
