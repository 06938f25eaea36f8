import type { Operation, TaskKind } from './operation';
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
export const LAST_WORD_AFTER_MS = 120_000;

const FIRST_BACKOFF_MS = 500;
const MAX_RETRY_AFTER_MS = 60_000;

/** The due times that every operation begins with. */
export function firstTasks(operation: Operation, times: OperationTimes): OperationTask[] {
  return [
    task(operation, 'attempt', operation.receivedAt),
    task(operation, 'stillChecking', operation.receivedAt + times.stillCheckingAfterMs),
    task(operation, 'offerHuman', operation.receivedAt + times.offerHumanAfterMs),
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
 */
export function nextAttemptAt(operation: Operation, now: number, retryAfterMs?: number): number | undefined {
  const backoffMs = FIRST_BACKOFF_MS * 2 ** (operation.attempts - 1) * (0.75 + Math.random() / 2);
  const at = now + Math.round(Math.max(backoffMs, Math.min(retryAfterMs ?? 0, MAX_RETRY_AFTER_MS)));
  const latest = operation.receivedAt + (operation.keepWaiting ? LAST_WORD_AFTER_MS : LAST_ATTEMPT_AFTER_MS);
  return at <= latest ? at : undefined;
}

function task(operation: Operation, kind: TaskKind, dueAt: number): OperationTask {
  return { operationId: operation.id, kind, dueAt, attempts: 0 };
}
