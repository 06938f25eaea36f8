import { EventBus } from '../../../services/events/eventBus';
import { createLogger } from '../../../services/logger';
import { ServiceError } from '../../../services/serviceError';
import { createCipher } from '../../../services/storage/cipher';
import type { Database, Transaction } from '../../../services/storage/database';
import { LocalSignals } from '../../../services/storage/signals';
import { TaskStore } from '../../../services/tasks/taskStore';
import { TaskWorker } from '../../../services/tasks/taskWorker';
import { sandboxForTests } from '../../helpers/jobChat';
import { ManualClock, settle } from '../../helpers/manualClock';
import { openTestDatabase } from '../../helpers/testDatabase';
import { aWrite } from '../contracts/underTest';
import { behindCache, sandboxBehindCache } from './cachedServices';

const sandbox = sandboxForTests();
let database: Database;
beforeEach(async () => void (database = await openTestDatabase()));
afterEach(() => database.close());

const requesterEmail = 'customer@example.com';
const mine = { email: requesterEmail };

/** Orders and their cancelling, with answers that the test gives. */
function aShop(settings: { database?: Database; clock?: ManualClock } = {}) {
  let state = 0;
  const reads: (() => void)[] = [];
  const shop = {
    held: false,
    cancelled: () => Promise.resolve<unknown>({ outcome: 'cancelled' }),
    reads,
    asked: 0,
    change: () => void state++,
  };
  const listOrders = async () => {
    shop.asked++;
    const seen = state;
    if (shop.held) await new Promise<void>((resolve) => reads.push(resolve));
    return { items: [{ number: String(seen) }] };
  };
  const cached = behindCache(
    {
      'commerce.listOrders': { call: listOrders },
      'commerce.cancelOrder': { call: () => shop.cancelled(), protection: 'keyed' },
      'helpdesk.listTickets': { call: listOrders },
    },
    { database, ...settings },
  );
  const list = async () => (await cached.services.call('commerce', 'listOrders', mine)).items[0]?.number;
  const cancel = () => cached.services.call('commerce', 'cancelOrder', { orderId: '1' }, aWrite());
  return Object.assign(shop, cached, { list, cancel });
}

describe('a write of our own', () => {
  test('is seen by the next read, on a real helpdesk', async () => {
    const { services } = sandboxBehindCache(sandbox(), { database });
    const list = () => services.call('helpdesk', 'listTickets', { requesterEmail });
    const before = (await list()).items.length;
    await sandbox().fault({ vendor: 'zendesk', mode: 'indexLag', latencyMs: 0 });
    const draft = {
      subject: 'A lamp',
      description: 'It flickers',
      priority: 'normal',
      requesterEmail,
      tags: [],
    } as const;
    const ticket = await services.call('helpdesk', 'createTicket', { ...draft, tags: [] }, aWrite());
    await services.call('helpdesk', 'addComment', { ticketId: ticket.id, requesterEmail, text: 'Still' }, aWrite());
    expect((await list()).items.length).toBe(before + 1);
  });

  test.each<[string, 'fresh' | 'kept', () => Promise<unknown>]>([
    ['succeeds', 'fresh', () => Promise.resolve({ outcome: 'cancelled' })],
    ['gets no answer', 'fresh', () => Promise.reject(new ServiceError('unavailable', 'reset'))],
    ['breaks in an unknown way', 'fresh', () => Promise.reject(new Error('bug'))],
    ['is refused by the system', 'fresh', () => Promise.reject(new ServiceError('conflict', 'shipped'))],
    ['is called off', 'fresh', () => Promise.reject(new DOMException('stopping', 'AbortError'))],
    ['was never sent', 'kept', () => Promise.reject(new ServiceError('unavailable', 'open', { notSent: true }))],
  ])('that %s: what is read then is %s', async (_how, then, outcome) => {
    const shop = aShop();
    await shop.list();
    shop.change();
    shop.cancelled = outcome;
    await shop.cancel().catch(() => undefined);
    expect(await shop.list()).toBe(then === 'fresh' ? '1' : '0');
  });

  test('makes nothing else old', async () => {
    const shop = aShop();
    const tickets = () => shop.services.call('helpdesk', 'listTickets', { requesterEmail });
    const before = await tickets();
    shop.change();
    await shop.cancel();
    expect(await tickets()).toEqual(before);
  });

  test('a read that began before its end is not kept, however late it ends', async () => {
    const shop = aShop();
    shop.held = true;
    const early = shop.list();
    await settle();
    shop.change();
    await shop.cancel();
    // Nor does anybody join it.
    const late = shop.list();
    await settle();
    for (const end of shop.reads) end();
    expect([await early, await late]).toEqual(['0', '1']);
    await settle();
    shop.held = false;
    expect([await shop.list(), shop.asked]).toEqual(['1', 2]);
  });
});

describe('two instances on one database', () => {
  test('know what the other has read', async () => {
    const [one, other] = [aShop(), aShop()];
    await one.list();
    await settle();
    expect([await other.list(), other.asked]).toEqual(['0', 0]);
  });

  test('hear of each other what is old, also where they have it in memory', async () => {
    const [one, other] = [aShop(), aShop()];
    await one.list();
    await settle();
    await other.list();
    for (const shop of [one, other]) shop.change();
    await one.cancel();
    await settle();
    expect([await one.list(), await other.list()]).toEqual(['1', '1']);
  });

  test('a read that one began before the write of the other is not kept', async () => {
    const [one, other] = [aShop(), aShop()];
    one.held = true;
    const early = one.list();
    await settle();
    for (const shop of [one, other]) shop.change();
    await other.cancel();
    for (const end of one.reads) end();
    expect(await early).toBe('0');
    await settle();
    one.held = false;
    expect([await one.list(), await other.list()]).toEqual(['1', '1']);
  });

  test('where the word is lost, as between a bot and a script, memory gives what is old for two seconds at most', async () => {
    const clock = new ManualClock();
    const deaf = (): Database =>
      Object.assign(Object.create(database) as Database, {
        isShared: false,
        signals: new LocalSignals(),
        query: database.query.bind(database),
        transaction: database.transaction.bind(database),
      });
    const [one, other] = [aShop({ clock, database: deaf() }), aShop({ clock, database: deaf() })];
    await other.list();
    for (const shop of [one, other]) shop.change();
    await one.cancel();
    await settle();
    expect(await other.list()).toBe('0');
    await clock.advance(2_000);
    expect(await other.list()).toBe('1');
  });
});

describe('an event', () => {
  test.each([
    ['order.shipped', '1'],
    ['ticket.solved', '0'],
  ] as const)('%s: the orders are then those of %s', async (type, expected) => {
    const clock = new ManualClock();
    const shop = aShop({ clock });
    const log = createLogger('silent');
    const tasks = new TaskWorker(new TaskStore(database, createCipher(Buffer.alloc(32, 7)), clock, 'one'), clock, log);
    const events = new EventBus(tasks, clock);
    events.subscribe(shop.cache.subscriber);
    tasks.start();
    await shop.list();
    shop.change();
    const changed = { vendor: 'manual', occurredAt: '2026-03-04T10:00:00Z' };
    const data = { ...changed, orderNumber: '1001', ticketId: '1', ticketNumber: '1' };
    await events.publish({ type, subject: '1001', orderedBy: '1001', data });
    await clock.advance(1_500);
    expect(await shop.list()).toBe(expected);
    await Promise.all([tasks.stop(0), clock.advance(1)]);
  });
});

describe('a database that fails', () => {
  /** The database, which fails or hangs while the test says so. */
  function moody() {
    const mood = { now: 'well' as 'well' | 'down' | 'hangs' };
    const guard = <T>(work: () => Promise<T>): Promise<T> =>
      mood.now === 'well'
        ? work()
        : mood.now === 'down'
          ? Promise.reject(new Error('down'))
          : new Promise(() => undefined);
    const ill: Database = Object.assign(Object.create(database) as Database, {
      isShared: false,
      signals: database.signals,
      query: (...query: Parameters<Database['query']>) => guard(() => database.query(...query)),
      transaction: <T>(work: (sql: Transaction) => Promise<T>) => guard(() => database.transaction(work)),
    });
    return { mood, ill };
  }

  test('makes no call fail: the system is asked each time', async () => {
    const { mood, ill } = moody();
    const shop = aShop({ database: ill });
    mood.now = 'down';
    expect([await shop.list(), await shop.list(), shop.asked]).toEqual(['0', '0', 2]);
    expect(await shop.cancel()).toEqual({ outcome: 'cancelled' });
  });

  test('that hangs keeps nobody waiting for long', async () => {
    const { mood, ill } = moody();
    const shop = aShop({ database: ill });
    mood.now = 'hangs';
    const answer = shop.list();
    await shop.clock.advance(500);
    expect(await answer).toBe('0');
    const cancelled = shop.cancel();
    await shop.clock.advance(500);
    expect(await cancelled).toEqual({ outcome: 'cancelled' });
  });

  test('gives nothing that became old while it was down, also when it is back', async () => {
    const { mood, ill } = moody();
    const shop = aShop({ database: ill });
    await shop.list();
    await settle();
    shop.change();
    mood.now = 'down';
    await shop.cancel();
    mood.now = 'well';
    expect(await shop.list()).toBe('1');
    expect([await shop.list(), shop.asked]).toEqual(['1', 2]);
  });

  test('with an altered row, it is as if nothing was kept', async () => {
    const shop = aShop();
    await shop.list();
    await settle();
    await database.query(`UPDATE read_cache SET document = 'x.y'`);
    const next = aShop();
    expect([await next.list(), next.asked]).toEqual(['0', 1]);
  });
});

test('nothing about a person is readable in the database, and all of it can be removed', async () => {
  const { services, cache } = sandboxBehindCache(sandbox(), { database });
  await services.call('commerce', 'listOrders', mine);
  await services.call('commerce', 'searchProducts', { query: 'shirt', limit: 3 });
  await settle();
  const rows = await database.query('SELECT * FROM read_cache');
  expect(rows).toHaveLength(2);
  expect(JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value))).not.toMatch(
    /customer@example|1001|shirt/i,
  );
  await cache.forgetPeople();
  expect(await database.query('SELECT method FROM read_cache')).toEqual([{ method: 'searchProducts' }]);
});
