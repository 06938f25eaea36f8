import { HandoffStore, type HandoffDraft } from '../../../services/handoff/handoffStore';
import { createCipher } from '../../../services/storage/cipher';
import type { Database } from '../../../services/storage/database';
import { openTestDatabase } from '../../helpers/testDatabase';
import { ManualClock } from '../../helpers/manualClock';

let database: Database;
let clock: ManualClock;
let handoffs: HandoffStore;

beforeEach(async () => {
  database = await openTestDatabase();
  clock = new ManualClock();
  handoffs = new HandoffStore(database, createCipher(Buffer.alloc(32, 7)), clock);
});
afterEach(() => database.close());

const draft: HandoffDraft = {
  kind: 'person',
  conversationKey: 'c',
  reason: 'asked',
  collected: {},
  transcript: [],
  reference: {},
};

test('asking for a person again within a day is the same hand-over', async () => {
  const first = await handoffs.open(draft);
  await clock.advance(60 * 60_000);
  expect(await handoffs.open(draft)).toMatchObject({ isNew: false, handoff: { id: first.handoff.id } });
  await clock.advance(24 * 60 * 60_000);
  expect(await handoffs.open(draft)).toMatchObject({ isNew: true });
});

test('what becomes known later is added', async () => {
  const { handoff } = await handoffs.open(draft);
  const ticket = { id: '1', number: '5002', requesterEmail: 'customer@example.com' };
  await handoffs.complete(handoff.id, { email: 'customer@example.com' });
  await handoffs.complete(handoff.id, { ticket });
  expect(await handoffs.find(handoff.id)).toEqual({ ...handoff, email: 'customer@example.com', ticket });
  expect(await handoffs.listOpen()).toHaveLength(1);
  await handoffs.complete('unknown', { ticket });
  expect(await handoffs.find('unknown')).toBeUndefined();
});

test('the same id again is the same hand-over, and another conversation gets another', async () => {
  const message = { ...draft, kind: 'message' as const, id: 'ABC234' };
  expect(await handoffs.open(message)).toMatchObject({ isNew: true, handoff: { id: 'ABC234' } });
  expect(await handoffs.open(message)).toMatchObject({ isNew: false, handoff: { id: 'ABC234' } });
  const other = await handoffs.open({ ...message, conversationKey: 'd' });
  expect(other).toMatchObject({ isNew: true, handoff: { conversationKey: 'd' } });
  expect(other.handoff.id).not.toBe('ABC234');
  expect(await handoffs.listOpen()).toHaveLength(2);
});
