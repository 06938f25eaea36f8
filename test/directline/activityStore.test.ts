import { ActivityStore } from '../../directline/activityStore';
import { createCipher } from '../../services/storage/cipher';
import type { Database } from '../../services/storage/database';
import { openTestDatabase } from '../helpers/testDatabase';

const session = { conversationId: 'c', userId: 'dl_u', persona: 'customer' } as const;
const message = (text: string) => ({ type: 'message', text });

let database: Database;
let store: ActivityStore;

beforeEach(async () => {
  database = await openTestDatabase();
  store = new ActivityStore(database, createCipher(Buffer.alloc(32, 7)));
});
afterEach(() => database.close());

test('a conversation is started once', async () => {
  expect(await store.isStarted('c')).toBe(false);
  expect(await store.start(session)).toBe(true);
  expect(await store.start(session)).toBe(false);
  expect(await store.isStarted('c')).toBe(true);
});

test('a second store over the same database goes on with the numbers', async () => {
  await store.start(session);
  await store.append('c', message('one'));
  const { watermark } = await store.listAfter('c', '0');
  const second = new ActivityStore(database, createCipher(Buffer.alloc(32, 7)));
  await second.append('c', message('two'));
  expect((await second.listAfter('c', watermark)).activities).toMatchObject([message('two')]);
});

test('activities added at the same time get numbers of their own', async () => {
  await store.start(session);
  const added = await Promise.all(Array.from({ length: 20 }, (_, n) => store.append('c', message(String(n)))));
  expect(new Set(added.map(({ id }) => id)).size).toBe(20);
  expect((await store.listAfter('c', '0')).activities).toHaveLength(20);
});

test('the last 1,000 activities are kept', async () => {
  await store.start(session);
  for (let n = 1; n <= 1003; n++) await store.append('c', message(String(n)));
  const { activities, watermark } = await store.listAfter('c', '0');
  expect(activities).toHaveLength(1000);
  expect(activities[0]).toMatchObject(message('4'));
  expect(watermark).toBe('1003');
});

test('a changed activity keeps its id and time, and comes once more', async () => {
  await store.start(session);
  const { id, timestamp } = await store.append('c', message('draft'));
  await store.append('c', message('next'));
  expect(await store.replace('c', id, message('final'))).toBe(true);
  const after = await store.listAfter('c', '2');
  expect(after.activities).toEqual([{ ...message('final'), id, timestamp }]);
  expect((await store.listAfter('c', '0')).activities).toHaveLength(2);
});

test('a file comes back as it was; the last 50 are kept', async () => {
  const file = { name: 'naïve.bin', contentType: 'application/octet-stream', content: Buffer.from([0, 255, 128]) };
  const ids: string[] = [];
  for (let n = 0; n < 51; n++) {
    jest.spyOn(Date, 'now').mockReturnValueOnce(n);
    ids.push(await store.addFile('c', file));
  }
  expect(await store.findFile('c', ids[0] ?? '')).toBeUndefined();
  expect(await store.findFile('c', ids[50] ?? '')).toEqual(file);
  expect(await store.findFile('another', ids[50] ?? '')).toBeUndefined();
});
