import { createLogger } from '../../../services/logger';
import { BacklogReader } from '../../../services/metrics/backlog';
import { createCipher } from '../../../services/storage/cipher';
import type { Database } from '../../../services/storage/database';
import { TaskStore, type Task } from '../../../services/tasks/taskStore';
import { TaskWorker } from '../../../services/tasks/taskWorker';
import { ManualClock } from '../../helpers/manualClock';
import { openTestDatabase } from '../../helpers/testDatabase';

const MINUTE_MS = 60_000;
const FRESH_MS = 5_000;

let database: Database;
let clock: ManualClock;
let backlog: BacklogReader;
let tasks: TaskWorker;
let isBroken: boolean;
let done: Task[];

beforeEach(async () => {
  database = await openTestDatabase();
  clock = new ManualClock();
  backlog = new BacklogReader(database, clock);
  tasks = new TaskWorker(
    new TaskStore(database, createCipher(Buffer.alloc(32, 7)), clock, 'me'),
    clock,
    createLogger('silent'),
  );
  isBroken = true;
  done = [];
  tasks.register('mail', {
    maxAttempts: 1,
    handle: (task) =>
      isBroken ? Promise.reject(new TypeError('kim@example.com')) : Promise.resolve(void done.push(task)),
  });
});
afterEach(async () => {
  await tasks.stop(0);
  await database.close();
});

test('an empty database has nothing to tell', async () => {
  expect(await backlog.read()).toEqual({
    ...{ instances: database.isShared ? 0 : 1, breakers: [], operations: [], unknown: 0 },
    ...{ notices: [], tasks: [], deadLetters: [], handoffs: [], deadFollowUps: 0 },
  });
});

test('tasks are counted by kind, with the time that the oldest has been due', async () => {
  await tasks.add({ kind: 'mail', key: 'a', payload: {}, dueAt: clock.now() - MINUTE_MS });
  await tasks.add({ kind: 'mail', key: 'b', payload: {}, dueAt: clock.now() });
  await tasks.add({ kind: 'later', key: 'c', payload: {}, dueAt: clock.now() + MINUTE_MS });
  expect((await backlog.read())?.tasks).toEqual([
    { kind: 'later', count: 1, oldestMs: 0 },
    { kind: 'mail', count: 2, oldestMs: MINUTE_MS },
  ]);
});

test('the database is asked once in a while, however often somebody asks', async () => {
  expect((await backlog.read())?.tasks).toEqual([]);
  await tasks.add({ kind: 'mail', key: 'a', payload: {} });
  expect((await backlog.read())?.tasks).toEqual([]);
  await clock.advance(FRESH_MS);
  expect((await backlog.read())?.tasks).toHaveLength(1);
});

test('what was given up is tried again by hand, once, with what it was about', async () => {
  tasks.start();
  await tasks.add({ kind: 'mail', key: 'kim', payload: { to: 'kim@example.com' } });
  await clock.advance(2_000);
  const [letter] = await tasks.listDead(10);
  expect(letter).toMatchObject({ kind: 'mail', reason: 'TypeError' });
  expect(JSON.stringify(letter)).not.toContain('kim');
  expect((await backlog.read())?.deadLetters).toMatchObject([{ kind: 'mail', count: 1 }]);

  isBroken = false;
  const { kind, id } = letter ?? { kind: '', id: '' };
  expect(await tasks.retryDead({ kind, id })).toBe(true);
  expect(await tasks.retryDead({ kind, id })).toBe(false);
  await clock.advance(2_000);
  expect(done.map(({ payload }) => payload)).toEqual([{ to: 'kim@example.com' }]);
  expect(await tasks.listDead(10)).toEqual([]);
});

test('a database that hangs keeps nobody waiting', async () => {
  const hanging: Database = { ...database, isShared: false, query: () => new Promise(() => undefined) };
  const reading = new BacklogReader(hanging, clock).read();
  await clock.advance(2_000);
  expect(await reading).toBeUndefined();
});
