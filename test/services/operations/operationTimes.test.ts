import type { Operation } from '../../../services/operations/operation';
import { firstTasks, nextAttemptAt } from '../../../services/operations/operationTimes';

const HOUR = 60 * 60_000;
const TIMES = { inlineWaitMs: 2_500, stillCheckingAfterMs: 5_000, offerHumanAfterMs: 15_000, attemptTimeoutMs: 30_000 };

function anOperation(more: Partial<Operation>): Operation {
  return {
    id: 'id',
    conversationKey: 'key',
    dialogId: 'dialog',
    port: 'crm',
    method: 'logInteraction',
    protection: 'keyed',
    input: {},
    idempotencyKey: 'key',
    state: 'running',
    attempts: 1,
    fence: 1,
    receivedAt: 0,
    keepWaiting: false,
    reference: {},
    ...more,
  };
}

/** When attempts begin that fail at once, in milliseconds from the message. */
function attemptsOf(more: Partial<Operation>): number[] {
  const begun = [0];
  for (let attempts = 1; attempts < 1_000; attempts++) {
    const next = nextAttemptAt(anOperation({ ...more, attempts }), begun.at(-1) ?? 0);
    if (next === undefined) return begun;
    begun.push(next);
  }
  return begun;
}

test('what nobody waits for has no words to say, and is tried for a day, once an hour in the end', () => {
  expect(firstTasks(anOperation({ silent: true }), TIMES).map(({ kind }) => kind)).toEqual(['attempt']);
  const begun = attemptsOf({ silent: true });
  expect(begun.at(-1)).toBeGreaterThan(22 * HOUR);
  expect(begun.at(-1)).toBeLessThanOrEqual(24 * HOUR);
  const longest = Math.max(...begun.map((at, index) => at - (begun[index - 1] ?? 0)));
  expect(longest).toBeLessThanOrEqual(1.25 * HOUR);
  expect(begun.length).toBeLessThan(60);
});

test('a write that is safe to repeat is seen through for two minutes, and ends with a last word', () => {
  expect(firstTasks(anOperation({}), TIMES).map(({ kind }) => kind)).toContain('lastWord');
  expect(attemptsOf({}).at(-1)).toBeGreaterThan(30_000);
  expect(attemptsOf({}).at(-1)).toBeLessThanOrEqual(120_000);
});

test('what somebody waits for is tried for seconds, or for two minutes when they keep waiting', () => {
  const read = { protection: 'read' } as const;
  expect(firstTasks(anOperation(read), TIMES).map(({ kind }) => kind)).toEqual([
    'attempt',
    'stillChecking',
    'offerHuman',
  ]);
  expect(attemptsOf(read).at(-1)).toBeLessThanOrEqual(12_000);
  expect(attemptsOf({ ...read, keepWaiting: true }).at(-1)).toBeLessThanOrEqual(120_000);
});
