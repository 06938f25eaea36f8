import type { LiveConversation } from '../../../services/handoff/liveConversation';
import { HandoffStore } from '../../../services/handoff/handoffStore';
import { LiveComments } from '../../../services/handoff/liveComments';
import { LiveStore } from '../../../services/handoff/liveStore';
import { createCipher } from '../../../services/storage/cipher';
import type { Database } from '../../../services/storage/database';
import { ManualClock } from '../../helpers/manualClock';
import { openTestDatabase } from '../../helpers/testDatabase';

const cipher = createCipher(Buffer.alloc(32, 7));
let database: Database;
let store: LiveStore;
let comments: LiveComments;
beforeEach(async () => {
  database = await openTestDatabase();
  store = new LiveStore(database, cipher);
  comments = new LiveComments(database, cipher);
});
afterEach(() => database.close());

const live: LiveConversation = {
  conversationKey: 'c',
  handoffId: 'ABC234',
  ticket: { id: '17', number: '5002', requesterEmail: 'customer@example.com' },
  state: 'waiting',
  beganAt: 1_000,
  reference: { conversation: { id: 'c' } },
  locale: 'de-DE',
};

test('is found by its conversation and by its ticket, as it was saved last', async () => {
  await store.save(live, database);
  const joined = { ...live, state: 'joined', agentName: 'Anna', lastUserAt: 2_000, lastAgentAt: 3_000 } as const;
  await store.save(joined, database);
  expect(await store.latest('c')).toEqual(joined);
  expect(await store.find(live)).toEqual(joined);
  expect(await store.findByTicket('17', '5002')).toEqual(joined);
  expect(await store.hasTicket('17')).toBe(true);
});

test('another helpdesk may have the same id', async () => {
  await store.save(live, database);
  expect(await store.findByTicket('17', 'INC0017')).toBeUndefined();
  expect(await store.latest('d')).toBeUndefined();
});

test('the newest of a conversation counts', async () => {
  await store.save(live, database);
  await store.save({ ...live, handoffId: 'DEF567', beganAt: 5_000 }, database);
  expect(await store.latest('c')).toMatchObject({ handoffId: 'DEF567' });
});

test('catalogue 24: nothing that tells of a person stands in the clear', async () => {
  await store.save({ ...live, agentName: 'Canary-Anna' }, database);
  await comments.add(live, { id: '1', text: 'Canary words' }, 1, database);
  const rows = [
    ...(await database.query('SELECT * FROM live_conversations')),
    ...(await database.query('SELECT * FROM live_comments')),
  ];
  expect(JSON.stringify(rows)).not.toMatch(/Canary|customer@example/);
});

test('comments are unread until they are seen or sent, and the same one is noted once', async () => {
  const one = { id: '1', name: 'Anna', text: 'one' };
  const two = { id: '2', text: 'two' };
  await comments.add(live, one, 1, database);
  await comments.add(live, { ...one, text: 'again' }, 5, database);
  await comments.add(live, two, 2, database);
  await comments.addTold(live, 'event', 3, database);
  expect(await comments.unread(live)).toEqual([one, two]);
  await comments.markMailed(live, [one]);
  expect(await comments.unread(live)).toEqual([two]);
  await comments.markRead(live, database);
  expect(await comments.unread(live)).toEqual([]);
  expect(await comments.has(live, 'event')).toBe(true);
  expect(await comments.has({ ...live, handoffId: 'other' }, '1')).toBe(false);
});

test('of several who close a hand-over, one does', async () => {
  const handoffs = new HandoffStore(database, cipher, new ManualClock());
  const draft = { kind: 'person', conversationKey: 'c', reason: 'asked', collected: {}, transcript: [] } as const;
  const { handoff } = await handoffs.open({ ...draft, transcript: [], reference: {} });
  const closed = await Promise.all([1, 2, 3].map(() => handoffs.close(handoff.id)));
  expect(closed.filter((each) => each !== undefined)).toHaveLength(1);
  expect(await handoffs.listOpen()).toEqual([]);
});
