import { createLogger } from '../../../services/logger';
import { OperationRunner } from '../../../services/operations/operationRunner';
import { OperationStore } from '../../../services/operations/operationStore';
import { ServiceError } from '../../../services/serviceError';
import { Services, type Served } from '../../../services/services';
import { createCipher } from '../../../services/storage/cipher';
import type { Database } from '../../../services/storage/database';
import { ManualClock } from '../../helpers/manualClock';
import { openTestDatabase } from '../../helpers/testDatabase';

const times = { inlineWaitMs: 2_500, stillCheckingAfterMs: 5_000, offerHumanAfterMs: 15_000, attemptTimeoutMs: 30_000 };

/** A system that writes without a key, whose search shows a record only when it is old enough, and whose answers get lost. */
class LaggingSystem {
  readonly written: { key: string; at: number }[] = [];
  answersLost = 0;

  constructor(
    private readonly clock: ManualClock,
    private readonly lagMs: number,
  ) {}

  readonly call: Served['call'] = (_input, { idempotencyKey = '' } = {}) => {
    const visible = this.written.filter(({ at }) => at <= this.clock.now() - this.lagMs);
    if (!visible.some(({ key }) => key === idempotencyKey))
      this.written.push({ key: idempotencyKey, at: this.clock.now() });
    if (this.answersLost-- > 0) return Promise.reject(new ServiceError('unavailable', 'connection reset'));
    return Promise.resolve({ outcome: 'done' });
  };
}

let database: Database;
let runner: OperationRunner;
afterEach(async () => {
  await runner.stop(0);
  await database.close();
});

async function write(lagMs: number, answersLost: number, indexLagMs = lagMs): Promise<LaggingSystem> {
  database = await openTestDatabase();
  const clock = new ManualClock();
  const system = new LaggingSystem(clock, lagMs);
  system.answersLost = answersLost;
  const policy: Served['policy'] = (attempt) => attempt();
  const served: Served = { vendor: 'manual', protection: 'findable', indexLagMs, call: system.call, policy };
  const services = new Services(new Map([['commerce.startReturn', served]]));
  const store = new OperationStore(database, createCipher(Buffer.alloc(32, 7)));
  runner = new OperationRunner({ store, services, clock, times, log: createLogger('silent') });
  runner.start(() => Promise.resolve());
  await runner.begin({
    conversationKey: 'c',
    dialogId: 'dialog',
    port: 'commerce',
    method: 'startReturn',
    input: { orderId: '1', items: [] },
    receivedAt: clock.now(),
    reference: {},
  });
  await clock.advance(125_000);
  return system;
}

test.each([1_000, 5_000, 10_000, 15_000, 30_000])(
  'catalogue 2: a search that lags by %i ms, and two lost answers: written once',
  async (lagMs) => {
    expect((await write(lagMs, 2)).written).toHaveLength(1);
  },
);

test('a lag that the vendor does not own up to would be written twice: the test can tell', async () => {
  expect((await write(30_000, 2, 0)).written.length).toBeGreaterThan(1);
});
