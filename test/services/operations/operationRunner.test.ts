import { createLogger } from '../../../services/logger';
import type { Operation } from '../../../services/operations/operation';
import { OperationRunner } from '../../../services/operations/operationRunner';
import { OperationStore } from '../../../services/operations/operationStore';
import { ServiceError } from '../../../services/serviceError';
import type { CallProtection } from '../../../services/services';
import { createCipher } from '../../../services/storage/cipher';
import type { Database } from '../../../services/storage/database';
import { noticeDeath, openTestDatabase } from '../../helpers/testDatabase';
import { ManualClock, settle } from '../../helpers/manualClock';
import { ManualVendor, anOrder } from '../../helpers/vendor';

const times = { inlineWaitMs: 2_500, stillCheckingAfterMs: 5_000, offerHumanAfterMs: 15_000, attemptTimeoutMs: 30_000 };

let database: Database;
let store: OperationStore;
let clock: ManualClock;
let vendor: ManualVendor;
let runner: OperationRunner;

async function start(protection: CallProtection, indexLagMs = 0): Promise<void> {
  database = await openTestDatabase();
  store = new OperationStore(database, createCipher(Buffer.alloc(32, 7)));
  clock = new ManualClock();
  vendor = new ManualVendor(protection, indexLagMs);
  boot();
}

/** A process on the database as it is. */
function boot(): void {
  runner = new OperationRunner({ store, services: vendor.services, clock, times, log: createLogger('silent') });
  runner.start(() => Promise.resolve());
}

/** As `kill -9` and a new process; what the old one had claimed is given back, as at every start. */
async function killAndBoot(): Promise<void> {
  clock.forgetTimers();
  await noticeDeath(database);
  boot();
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

const lost = () => new ServiceError('unavailable', 'connection reset');

describe('a write that is looked up before it is sent again', () => {
  test('is sent again only when the first attempt must have come to its end', async () => {
    await start('findable');
    await begin();
    await clock.advance(300);
    vendor.last.fail(lost());
    await clock.advance(9_699);
    expect(vendor.calls).toHaveLength(1);
    await clock.advance(1);
    expect(vendor.calls).toHaveLength(2);
  });

  test('waits as long after a restart, and survives another one meanwhile', async () => {
    await start('findable');
    const { id } = await begin();
    await clock.advance(300);
    await killAndBoot();
    await clock.advance(5_000);
    await killAndBoot();
    await clock.advance(4_699);
    expect(vendor.calls).toHaveLength(1);
    await clock.advance(1);
    expect(vendor.calls).toHaveLength(2);
    vendor.last.answer(anOrder());
    await settle();
    expect(await runner.find(id)).toMatchObject({ state: 'succeeded', attempts: 2 });
  });

  test('counts from the last attempt', async () => {
    await start('findable');
    const { id, dispatchedAt } = await begin();
    vendor.last.fail(lost());
    await clock.advance(10_000);
    expect(await runner.find(id)).toMatchObject({ attempts: 2, dispatchedAt: (dispatchedAt ?? 0) + 10_000 });
    await clock.advance(300);
    await killAndBoot();
    await clock.advance(9_699);
    expect(vendor.calls).toHaveLength(2);
    await clock.advance(1);
    expect(vendor.calls).toHaveLength(3);
  });

  test.each([60_000, 90_000])("waits for the system's search when that lags by %i ms", async (indexLagMs) => {
    await start('findable', indexLagMs);
    await begin();
    await clock.advance(300);
    vendor.last.fail(lost());
    await clock.advance(indexLagMs - 301);
    expect(vendor.calls).toHaveLength(1);
    await clock.advance(2);
    expect(vendor.calls).toHaveLength(2);
  });

  test('waits for it after a restart, too', async () => {
    await start('findable', 60_000);
    await begin();
    await killAndBoot();
    await clock.advance(59_999);
    expect(vendor.calls).toHaveLength(1);
    await clock.advance(1);
    expect(vendor.calls).toHaveLength(2);
  });

  test('a refusal needs no look: nothing was done', async () => {
    await start('findable');
    await begin();
    vendor.last.fail(new ServiceError('rate_limited', 'slow down', { retryAfterMs: 2_000 }));
    await clock.advance(2_000);
    expect(vendor.calls).toHaveLength(2);
  });

  test('one that was down for long is taken up at once', async () => {
    await start('findable');
    await begin();
    clock.forgetTimers();
    await clock.advance(30_000);
    await killAndBoot();
    await clock.advance(1);
    expect(vendor.calls).toHaveLength(2);
  });
});

test.each<CallProtection>(['read', 'keyed'])('a call that is %s is taken up at once after a restart', async (kind) => {
  await start(kind);
  await begin();
  await clock.advance(300);
  await killAndBoot();
  await clock.advance(1);
  expect(vendor.calls).toHaveLength(2);
});

test('a write that nothing protects is not sent again after a restart', async () => {
  await start('neither');
  const { id } = await begin();
  await killAndBoot();
  await clock.advance(20_000);
  expect(vendor.calls).toHaveLength(1);
  expect(await runner.find(id)).toMatchObject({ state: 'unknown' });
});
