import type { EventType } from '../../../services/events/catalogue';
import type { BusinessEvent } from '../../../services/events/event';
import { EventBus, type Subscriber } from '../../../services/events/eventBus';
import { createLogger } from '../../../services/logger';
import { createCipher } from '../../../services/storage/cipher';
import type { Database } from '../../../services/storage/database';
import { TaskStore } from '../../../services/tasks/taskStore';
import { TaskWorker } from '../../../services/tasks/taskWorker';
import { ManualClock } from '../../helpers/manualClock';
import { noticeDeath, openTestDatabase } from '../../helpers/testDatabase';

const TYPES = ['leave.withdrawn'] as const satisfies readonly EventType[];

let clock: ManualClock;
let database: Database;
let worker: TaskWorker;
let store: TaskStore;
let events: EventBus;

beforeEach(async () => {
  clock = new ManualClock();
  database = await openTestDatabase();
  boot();
});

afterEach(async () => {
  const stopped = worker.stop(0);
  await clock.advance(1);
  await stopped;
  await database.close();
});

/** A process with nobody who listens yet; `start` lets it work. */
function boot(): void {
  store = new TaskStore(database, createCipher(Buffer.alloc(32, 7)), clock, 'this instance');
  worker = new TaskWorker(store, clock, createLogger('silent'));
  events = new EventBus(worker, clock);
}

const publish = (subject: string, orderedBy = 'one') =>
  events.publish({ type: 'leave.withdrawn', subject, orderedBy, data: { requestId: subject } });

/** Somebody who listens and notes what they have heard; `fail` says for which subjects they fail, at which attempt. */
function listen(
  name: string,
  fail: (subject: string, attempt: number) => boolean = () => false,
  more: Partial<Subscriber<(typeof TYPES)[number]>> = {},
): BusinessEvent[] {
  const heard: BusinessEvent[] = [];
  const attempts = new Map<string, number>();
  events.subscribe({
    name,
    types: TYPES,
    hear(event) {
      const attempt = (attempts.get(event.subject) ?? 0) + 1;
      attempts.set(event.subject, attempt);
      if (fail(event.subject, attempt)) return Promise.reject(new Error('not now'));
      heard.push(event);
      return Promise.resolve();
    },
    ...more,
  });
  return heard;
}

const subjects = (heard: readonly BusinessEvent[]) => heard.map(({ subject }) => subject);

test('everybody who listens gets each event, in the order in which they were published', async () => {
  const [first, second] = [listen('first'), listen('second')];
  worker.start();
  for (let i = 0; i < 20; i++) await publish(`event-${i}`);
  await clock.advance(5_000);
  const expected = Array.from({ length: 20 }, (_, i) => `event-${i}`);
  expect(subjects(first)).toEqual(expected);
  expect(subjects(second)).toEqual(expected);
});

test('an event that fails holds up what comes after it in its order, and nothing else', async () => {
  const heard = listen('picky', (subject, attempt) => subject === 'a1' && attempt < 3);
  const other = listen('easy');
  worker.start();
  for (const subject of ['a1', 'a2', 'a3']) await publish(subject, 'a');
  await publish('b1', 'b');
  await clock.advance(500);
  expect(subjects(heard)).toEqual(['b1']);
  expect(subjects(other).filter((each) => each.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
  await clock.advance(10_000);
  expect(subjects(heard)).toEqual(['b1', 'a1', 'a2', 'a3']);
  expect(subjects(other)).toHaveLength(4);
});

test('an event that keeps failing is set aside after its attempts, and the next one goes on', async () => {
  const attempts: number[] = [];
  const fail = (subject: string, attempt: number) => subject === 'bad' && attempts.push(attempt) > 0;
  const heard = listen('strict', fail, { maxAttempts: 3 });
  worker.start();
  await publish('bad');
  await publish('good');
  await clock.advance(30_000);
  expect(attempts).toEqual([1, 2, 3]);
  expect(subjects(heard)).toEqual(['good']);
  expect(await database.query('SELECT kind, task_key FROM dead_letters')).toEqual([
    { kind: 'event:strict', task_key: 'one' },
  ]);
});

test('what is published in a transaction that is rolled back is never heard', async () => {
  const heard = listen('listener');
  worker.start();
  const undone = database.transaction(async (sql) => {
    await events.publish(
      { type: 'leave.withdrawn', subject: 'undone', orderedBy: 'one', data: { requestId: '1' } },
      sql,
    );
    throw new Error('it did not happen');
  });
  await expect(undone).rejects.toThrow('it did not happen');
  await publish('done');
  await clock.advance(5_000);
  expect(subjects(heard)).toEqual(['done']);
});

test('what is published in a transaction is heard within a second of its end', async () => {
  const heard = listen('listener');
  worker.start();
  await clock.advance(10_000);
  await database.transaction((sql) =>
    events.publish({ type: 'leave.withdrawn', subject: 'told', orderedBy: 'one', data: { requestId: '1' } }, sql),
  );
  await clock.advance(1_001);
  expect(subjects(heard)).toEqual(['told']);
});

test('a process that dies between hearing an event and noting it hears it again, with the same id', async () => {
  const before = listen('listener');
  const finished = jest.spyOn(store, 'finish').mockReturnValue(new Promise(() => undefined));
  worker.start();
  await publish('told');
  await clock.advance(1_000);
  expect(finished).toHaveBeenCalledTimes(1);
  clock.forgetTimers();

  boot();
  const after = listen('listener');
  await noticeDeath(database);
  worker.start();
  await clock.advance(1_000);
  expect(subjects(after)).toEqual(['told']);
  expect(after).toEqual(before);
  await clock.advance(120_000);
  expect(after).toHaveLength(1);
});

test('data that the catalogue does not know is not published', async () => {
  listen('listener');
  const draft = { type: 'leave.withdrawn', subject: '1', orderedBy: 'one', data: {} };
  await expect(events.publish(draft as never)).rejects.toThrow();
  expect(await database.query('SELECT id FROM tasks')).toEqual([]);
});

test('data beyond the catalogue is left out', async () => {
  const heard = listen('listener');
  worker.start();
  const data = { requestId: '1', email: 'canary@example.com' };
  await events.publish({ type: 'leave.withdrawn', subject: '1', orderedBy: 'one', data });
  await clock.advance(1_000);
  expect(heard.map((event) => event.data)).toEqual([{ requestId: '1' }]);
});
