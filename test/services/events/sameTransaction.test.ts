import { FeedbackStore } from '../../../services/feedback/feedbackStore';
import { HandoffStore } from '../../../services/handoff/handoffStore';
import { sentNow } from '../../../services/operations/operation';
import { OperationStore } from '../../../services/operations/operationStore';
import { createCipher } from '../../../services/storage/cipher';
import type { Database } from '../../../services/storage/database';
import { ManualClock } from '../../helpers/manualClock';
import { openTestDatabase } from '../../helpers/testDatabase';
import { anOrder } from '../../helpers/vendor';

const cipher = createCipher(Buffer.alloc(32, 7));
/** The outbox does not take the event. */
const refuse = () => Promise.reject(new Error('disk full'));

let clock: ManualClock;
let database: Database;
beforeEach(async () => {
  clock = new ManualClock();
  database = await openTestDatabase();
});
afterEach(() => database.close());

const draft = {
  conversationKey: 'conversation',
  dialogId: 'orderLookup',
  port: 'commerce',
  method: 'findOrder',
  input: { orderNumber: '1001', email: 'customer@example.com' },
  receivedAt: 0,
  reference: {},
} as const;

test('an operation whose event is not written is not settled', async () => {
  const store = new OperationStore(database, cipher, 'this instance', refuse);
  const operation = sentNow(draft, 'read', clock.now());
  await store.insert(operation, [], 0);
  const settled = store.settle(operation, { state: 'succeeded', result: anOrder() }, clock.now(), clock.now());
  await expect(settled).rejects.toThrow('disk full');
  expect((await store.find(operation.id))?.state).toBe('running');
});

test('an operation that somebody else has settled makes no second event', async () => {
  let told = 0;
  const store = new OperationStore(database, cipher, 'this instance', () => Promise.resolve(void told++));
  const operation = sentNow(draft, 'read', clock.now());
  await store.insert(operation, [], 0);
  const settle = () => store.settle(operation, { state: 'succeeded', result: anOrder() }, clock.now(), clock.now());
  expect(await settle()).toBe(true);
  expect(await settle()).toBe(false);
  expect(told).toBe(1);
});

test('a hand-over whose event is not written is not recorded', async () => {
  const handoffs = new HandoffStore(database, cipher, clock, refuse);
  const opened = handoffs.open({
    kind: 'person',
    reason: 'asked',
    conversationKey: 'conversation',
    collected: {},
    transcript: [],
    reference: {},
  });
  await expect(opened).rejects.toThrow('disk full');
  expect(await handoffs.listOpen()).toEqual([]);
});

test('a rating whose event is not written is not recorded', async () => {
  const feedback = new FeedbackStore(database, cipher, clock, refuse);
  const id = (await feedback.ask('user', 'Opened a ticket')) ?? '';
  await expect(feedback.rate(id, 5)).rejects.toThrow('disk full');
  expect(await feedback.list()).toEqual([]);
});
