import { createLogger } from '../../../services/logger';
import type { Operation } from '../../../services/operations/operation';
import { OperationRunner } from '../../../services/operations/operationRunner';
import { OperationStore } from '../../../services/operations/operationStore';
import { ServiceError } from '../../../services/serviceError';
import type { CallProtection } from '../../../services/services';
import { createCipher } from '../../../services/storage/cipher';
import type { Database } from '../../../services/storage/database';
import { ManualClock, settle } from '../../helpers/manualClock';
import { openTestDatabase } from '../../helpers/testDatabase';
import { ManualVendor, anOrder } from '../../helpers/vendor';

const times = { inlineWaitMs: 2_500, stillCheckingAfterMs: 5_000, offerHumanAfterMs: 15_000, attemptTimeoutMs: 30_000 };

let database: Database;
let clock: ManualClock;
let vendor: ManualVendor;
let runner: OperationRunner;
let told: string[];

async function start(protection: CallProtection): Promise<void> {
  database = await openTestDatabase();
  clock = new ManualClock();
  vendor = new ManualVendor(protection);
  told = [];
  const store = new OperationStore(database, createCipher(Buffer.alloc(32, 7)));
  runner = new OperationRunner({ store, services: vendor.services, clock, times, log: createLogger('silent') });
  runner.start((notice, { state }) => Promise.resolve(void told.push(`${notice} ${state}`)));
}

afterEach(async () => {
  const stopped = runner.stop(0);
  await clock.advance(1);
  await stopped;
  await database.close();
});

async function begin(): Promise<Operation> {
  const operation = await runner.begin({
    conversationKey: 'c',
    dialogId: 'dialog',
    port: 'commerce',
    method: 'findOrder',
    input: { orderNumber: '1001', email: 'customer@example.com' },
    receivedAt: clock.now(),
    reference: {},
  });
  await settle();
  return operation;
}

/** Begins within a turn that waits, and fails the first attempt before anything else can happen. */
async function beginAndFail(error: ServiceError): Promise<{ id: string; inline: Promise<Operation | undefined> }> {
  const operation = await runner.begin({
    conversationKey: 'c',
    dialogId: 'dialog',
    port: 'commerce',
    method: 'findOrder',
    input: { orderNumber: '1001', email: 'customer@example.com' },
    receivedAt: clock.now(),
    reference: {},
  });
  vendor.last.fail(error);
  return { id: operation.id, inline: runner.waitInline(operation, 2_500, new AbortController().signal) };
}

const refused = (retryAfterMs = 3_000) =>
  new ServiceError('unavailable', 'failed too often', { breakerOpen: true, notSent: true, retryAfterMs });
const lost = () => new ServiceError('unavailable', 'connection reset');

describe.each<CallProtection>(['read', 'neither'])('a call that is %s, to a system known to be down', (kind) => {
  test('has failed at once, within the turn, although the system may be tried again soon', async () => {
    await start(kind);
    const { inline } = await beginAndFail(refused(1_000));
    await clock.advance(1);
    const outcome = await inline;
    expect(outcome).toMatchObject({ state: 'failed', errorCode: 'unavailable' });
    expect(outcome?.refused).toBeUndefined();
    await clock.advance(14_000);
    expect(vendor.calls).toHaveLength(1);
  });
});

test('a look-up that is refused later has failed at once, too', async () => {
  await start('read');
  const { id } = await begin();
  vendor.last.fail(lost());
  await clock.advance(1_000);
  vendor.last.fail(refused());
  await clock.advance(1);
  expect(await runner.find(id)).toMatchObject({ state: 'failed' });
  expect(told).toEqual(['outcome failed']);
});

test('whoever keeps waiting goes on when the system may be tried again', async () => {
  await start('read');
  const operation = await begin();
  await runner.keepWaiting(operation);
  vendor.last.fail(refused(3_000));
  await clock.advance(3_000);
  expect(vendor.calls).toHaveLength(2);
  vendor.last.answer(anOrder());
  await settle();
  expect(await runner.find(operation.id)).toMatchObject({ state: 'succeeded' });
});

describe.each<CallProtection>(['keyed', 'findable'])('a write that is %s, to a system known to be down', (kind) => {
  test('is told to be refused within the turn, goes on, and is not taken for sent', async () => {
    await start(kind);
    const { id, inline } = await beginAndFail(refused());
    await clock.advance(1);
    expect(await inline).toMatchObject({ state: 'queued', refused: true });
    expect((await runner.find(id))?.dispatchedAt).toBeUndefined();
    await clock.advance(3_000);
    expect(vendor.calls).toHaveLength(2);
    vendor.last.answer(anOrder());
    await clock.advance(1);
    expect(told).toEqual(['outcome succeeded']);
  });

  test('offers the way out early when the turn has ended', async () => {
    await start(kind);
    await begin();
    await clock.advance(3_000);
    vendor.last.fail(refused());
    await clock.advance(1);
    expect(told).toEqual(['offerHuman queued']);
  });

  test('has failed, and is not unknown, when it stays down for two minutes', async () => {
    await start(kind);
    const { id } = await begin();
    for (let second = 0; second < 121; second++) {
      if (!vendor.last.aborted()) vendor.last.fail(refused(5_000));
      await clock.advance(1_000);
    }
    expect(await runner.find(id)).toMatchObject({ state: 'failed', errorCode: 'unavailable' });
  });

  test('can be called off as long as it waits to be sent', async () => {
    await start(kind);
    const operation = await begin();
    vendor.last.fail(refused());
    await settle();
    expect(await runner.cancel(operation)).toBe(true);
    await clock.advance(60_000);
    expect(vendor.calls).toHaveLength(1);
  });

  test('whose first attempt was lost stays unknown, whatever is refused afterwards', async () => {
    await start(kind);
    const operation = await begin();
    vendor.last.fail(lost());
    for (let second = 0; second < 121; second++) {
      await clock.advance(1_000);
      if (vendor.calls.length > 1 && !vendor.last.aborted()) vendor.last.fail(refused(5_000));
    }
    expect(await runner.cancel(operation)).toBe(true);
    expect(await runner.find(operation.id)).toMatchObject({ state: 'unknown' });
  });
});

test.each([
  ['400', 'invalid_input'],
  ['403', 'forbidden'],
  ['404', 'not_found'],
] as const)('catalogue 8: HTTP %s is not tried again', async (_status, code) => {
  await start('keyed');
  const { id } = await begin();
  vendor.last.fail(new ServiceError(code, 'no'));
  await clock.advance(130_000);
  expect(vendor.calls).toHaveLength(1);
  expect(await runner.find(id)).toMatchObject({ state: 'failed', errorCode: code });
});

test.each([
  ['honoured', 4_000, 4_000],
  ['capped at a minute', 999_999_000, 60_000],
])('catalogue 8: Retry-After is %s', async (_name, retryAfterMs, waitMs) => {
  await start('keyed');
  await begin();
  vendor.last.fail(new ServiceError('rate_limited', 'slow down', { retryAfterMs }));
  await clock.advance(waitMs - 1);
  expect(vendor.calls).toHaveLength(1);
  await clock.advance(1);
  expect(vendor.calls).toHaveLength(2);
});

test('catalogue 3: a write that nothing protects and whose answer is lost is unknown, and never sent again', async () => {
  await start('neither');
  const { id } = await begin();
  vendor.last.fail(lost());
  await clock.advance(3_600_000);
  expect(vendor.calls).toHaveLength(1);
  expect(await runner.find(id)).toMatchObject({ state: 'unknown' });
});
