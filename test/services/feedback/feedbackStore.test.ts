import { FeedbackStore } from '../../../services/feedback/feedbackStore';
import { createCipher } from '../../../services/storage/cipher';
import type { Database } from '../../../services/storage/database';
import { openTestDatabase } from '../../helpers/testDatabase';
import { ManualClock } from '../../helpers/manualClock';

let database: Database;
let clock: ManualClock;
let feedback: FeedbackStore;

beforeEach(async () => {
  database = await openTestDatabase();
  clock = new ManualClock();
  feedback = new FeedbackStore(database, createCipher(Buffer.alloc(32, 7)), clock);
});
afterEach(() => database.close());

test('the same user is asked once in a day, also when they do not answer', async () => {
  expect(await feedback.ask('user-1', 'a job')).toEqual(expect.any(String));
  await clock.advance(23 * 60 * 60_000);
  expect(await feedback.ask('user-1', 'a job')).toBeUndefined();
  expect(await feedback.ask('user-2', 'a job')).toEqual(expect.any(String));
  await clock.advance(2 * 60 * 60_000);
  expect(await feedback.ask('user-1', 'a job')).toEqual(expect.any(String));
});

test('what was said is kept, and not readable in the data file', async () => {
  const id = (await feedback.ask('user-1', 'Opened ticket 5002')) ?? '';
  expect(await feedback.list()).toEqual([]);
  await feedback.rate(id, 2);
  await feedback.comment(id, 'it took ages');
  expect(await feedback.list()).toEqual([
    { id, askedAt: clock.now(), job: 'Opened ticket 5002', rating: 2, comment: 'it took ages' },
  ]);
  const [row] = await database.query<{ document: string; user_key: string }>('SELECT * FROM feedback');
  expect(`${row?.document} ${row?.user_key}`).not.toMatch(/ages|5002|user-1/);
});
