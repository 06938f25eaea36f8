import { randomUUID } from 'node:crypto';
import { createLogger } from '../../../services/logger';
import { Notifier } from '../../../services/notifications/notifier';
import { createCipher } from '../../../services/storage/cipher';
import type { Database } from '../../../services/storage/database';
import { EventBus } from '../../../services/events/eventBus';
import { SubscriptionStore, type Subscription } from '../../../services/subscriptions/subscriptionStore';
import { TaskStore } from '../../../services/tasks/taskStore';
import { TaskWorker } from '../../../services/tasks/taskWorker';
import { ManualClock } from '../../helpers/manualClock';
import { openTestDatabase } from '../../helpers/testDatabase';

const NIGHT = { fromMinute: 21 * 60, toMinute: 8 * 60 };
const HOUR = 60 * 60_000;

/** One instance: what it tells is noted as a turn would note it. */
class Instance {
  readonly subscriptions: SubscriptionStore;
  readonly events: EventBus;
  readonly notifier: Notifier;
  readonly tasks: TaskWorker;
  /** What the channel answers; told where absent. */
  refuse: ((subscription: Subscription) => 'unreachable' | Error | undefined) | undefined;

  constructor(
    readonly database: Database,
    readonly clock: ManualClock,
    private readonly options: { quietHours?: typeof NIGHT; perSecond?: number } = {},
    readonly told: { id: string; conversation: string; type: string; at: number }[] = [],
  ) {
    const cipher = createCipher(Buffer.alloc(32, 7));
    const log = createLogger('silent');
    this.subscriptions = new SubscriptionStore(database, cipher, clock);
    this.tasks = new TaskWorker(new TaskStore(database, cipher, clock, randomUUID()), clock, log);
    this.events = new EventBus(this.tasks, clock);
    const { subscriptions, tasks } = this;
    const tell = (subscription: Subscription) => this.#tell(subscription);
    const isLive = (ticketId: string) => Promise.resolve(ticketId === 'live');
    this.notifier = new Notifier({
      ...{ database, subscriptions, tasks, clock, log, tell, isLive },
      ...{ timeZone: 'UTC', perSecond: 5, ...options },
    });
    this.events.subscribe(this.notifier.subscriber);
    this.tasks.start();
  }

  async #tell({ id, conversationKey: conversation, pending }: Subscription): Promise<'told' | 'unreachable'> {
    const refusal = this.refuse?.({ id, conversationKey: conversation } as Subscription);
    if (refusal === 'unreachable') return refusal;
    if (refusal) throw refusal;
    if (!pending) throw new Error('nothing to tell');
    this.told.push({ id, conversation, type: pending.type, at: this.clock.now() });
    await this.database.transaction((sql) =>
      pending.ends ? this.subscriptions.remove(id, sql) : this.subscriptions.markTold(id, pending, sql),
    );
    return 'told';
  }

  add(conversationKey: string, more: { timeZone?: string; orderNumber?: string } = {}): Promise<void> {
    const { orderNumber = '1002', ...rest } = more;
    const record = { kind: 'order', subjectKey: `shopify/${orderNumber}`, title: orderNumber } as const;
    return this.subscriptions.add({ ...record, conversationKey, locale: 'en-US', reference: {}, ...rest });
  }

  /** Time passes in which no process runs, and then another one does. */
  async sleep(ms: number): Promise<Instance> {
    const stopped = this.tasks.stop(0);
    await this.clock.advance(0);
    await stopped;
    await this.clock.advance(ms);
    const next = new Instance(this.database, this.clock, this.options, this.told);
    next.refuse = this.refuse;
    await this.clock.advance(2_000);
    return next;
  }

  async happens(type: 'order.shipped' | 'order.delivered' | 'order.cancelled', occurredAt: string, id?: string) {
    const data = { vendor: 'shopify', orderNumber: '1002', occurredAt };
    await this.events.publish({ type, subject: '1002', orderedBy: 'order/1002', data, ...(id && { id }) });
    await this.clock.advance(0);
  }
}

let database: Database;
let clock: ManualClock;
beforeEach(async () => {
  database = await openTestDatabase();
  clock = new ManualClock();
});
afterEach(() => database.close());
const types = ({ told }: Instance) => told.map(({ type }) => type);

test('an event is told once, whoever waits for it', async () => {
  const bot = new Instance(database, clock);
  await bot.add('webchat/a/u');
  await bot.add('webchat/b/u');
  await bot.add('webchat/c/u', { orderNumber: '1001' });
  await bot.happens('order.shipped', '2026-03-04T09:00:00Z');
  await clock.advance(10_000);
  expect(bot.told.map(({ conversation }) => conversation).sort()).toEqual(['webchat/a/u', 'webchat/b/u']);
});

test('catalogue 17: the same event twice, also on two instances, is told once', async () => {
  const [one, other] = [new Instance(database, clock), new Instance(database, clock)];
  await one.add('webchat/a/u');
  await Promise.all([
    one.happens('order.shipped', '2026-03-04T09:00:00Z', 'event-1'),
    other.happens('order.shipped', '2026-03-04T09:00:00Z', 'event-1'),
  ]);
  await clock.advance(5_000);
  expect([...types(one), ...types(other)]).toEqual(['order.shipped']);
});

test('catalogue 17: never backwards', async () => {
  const bot = new Instance(database, clock);
  await bot.add('webchat/a/u');
  await bot.happens('order.cancelled', '2026-03-04T09:00:00Z');
  await clock.advance(2_000);
  await bot.happens('order.shipped', '2026-03-04T08:00:00Z');
  await bot.happens('order.shipped', '2026-03-04T09:00:00Z');
  await clock.advance(2_000);
  expect(types(bot)).toEqual(['order.cancelled']);
});

test('what the user knew when they asked is no news', async () => {
  const bot = new Instance(database, clock);
  const record = { kind: 'order', subjectKey: 'shopify/1002', title: '1002', knownRank: 10 } as const;
  await bot.subscriptions.add({ ...record, conversationKey: 'webchat/a/u', locale: 'en-US', reference: {} });
  await bot.happens('order.shipped', '2026-03-04T09:00:00Z');
  await bot.happens('order.delivered', '2026-03-04T09:00:01Z');
  await clock.advance(2_000);
  expect(types(bot)).toEqual(['order.delivered']);
});

test('a story that has ended is forgotten with the telling of it', async () => {
  const bot = new Instance(database, clock);
  await bot.add('webchat/a/u');
  await bot.happens('order.delivered', '2026-03-04T09:00:00Z');
  expect(types(bot)).toEqual(['order.delivered']);
  expect(await database.query('SELECT 1 FROM subscriptions')).toEqual([]);
});

test('at night nothing is told, and in the morning only the newest', async () => {
  let bot = new Instance(database, clock, { quietHours: NIGHT });
  await bot.add('webchat/a/u', { timeZone: 'Asia/Tokyo' });
  await bot.add('webchat/b/u');
  const toldTo = (user: string) => bot.told.filter(({ conversation }) => conversation === user).map(({ type }) => type);
  // One in the afternoon at the company, ten in the evening in Tokyo.
  bot = await bot.sleep(3 * HOUR);
  await bot.happens('order.shipped', '2026-03-04T09:00:00Z');
  await clock.advance(2_000);
  await bot.happens('order.cancelled', '2026-03-04T09:10:00Z');
  await clock.advance(2_000);
  expect(toldTo('webchat/b/u')).toEqual(['order.shipped', 'order.cancelled']);
  bot = await bot.sleep(9.5 * HOUR);
  expect(toldTo('webchat/a/u')).toEqual([]);
  bot = await bot.sleep(HOUR);
  expect(toldTo('webchat/a/u')).toEqual(['order.cancelled']);
});

test('catalogue 16: a mass of messages is spread over time, also by two instances', async () => {
  const [one, other] = [new Instance(database, clock), new Instance(database, clock)];
  for (let user = 0; user < 1000; user++) await one.add(`msteams/${user}/u`);
  await one.add('webchat/w/u');
  await one.happens('order.shipped', '2026-03-04T09:00:00Z');
  const start = clock.now();
  await clock.advance(1_000);
  const told = () => [...one.told, ...other.told];
  // Another channel has a line of its own.
  expect(told().map(({ conversation }) => conversation)).toContain('webchat/w/u');
  await clock.advance(205_000);
  const teams = told().filter(({ conversation }) => conversation.startsWith('msteams'));
  expect(new Set(teams.map(({ conversation }) => conversation)).size).toBe(1000);
  expect(teams).toHaveLength(1000);
  const perSecond = new Map<number, number>();
  for (const { at } of teams) {
    const second = Math.floor((at - start) / 1000);
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
  }
  expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(5);
}, 120_000);

test('catalogue 16: a channel that says when is asked again then; others are not held up', async () => {
  const bot = new Instance(database, clock);
  await bot.add('webchat/a/u');
  await bot.add('webchat/b/u');
  bot.refuse = ({ conversationKey }) =>
    conversationKey === 'webchat/a/u' ? Object.assign(new Error('429'), { retryAfterMs: 60_000 }) : undefined;
  await bot.happens('order.shipped', '2026-03-04T09:00:00Z');
  await clock.advance(1_000);
  bot.refuse = undefined;
  expect(bot.told.map(({ conversation }) => conversation)).toEqual(['webchat/b/u']);
  await clock.advance(57_000);
  expect(bot.told).toHaveLength(1);
  await clock.advance(5_000);
  expect(bot.told.map(({ conversation }) => conversation)).toEqual(['webchat/b/u', 'webchat/a/u']);
});

test('catalogue 16: after a day of refusals it is given up', async () => {
  let bot = new Instance(database, clock);
  await bot.add('webchat/a/u');
  bot.refuse = () => new Error('503');
  await bot.happens('order.delivered', '2026-03-04T09:00:00Z');
  await clock.advance(2_000);
  bot = await bot.sleep(23 * HOUR);
  expect(await database.query('SELECT 1 FROM subscriptions')).toHaveLength(1);
  bot = await bot.sleep(2 * HOUR);
  bot.refuse = undefined;
  bot = await bot.sleep(HOUR);
  expect(bot.told).toEqual([]);
  expect(await database.query('SELECT 1 FROM tasks')).toEqual([]);
  expect(await database.query('SELECT 1 FROM subscriptions')).toEqual([]);
});

test('catalogue 16: a dead reference gets nothing more until the user writes again, then the newest', async () => {
  const bot = new Instance(database, clock);
  await bot.add('webchat/a/u');
  await bot.add('webchat/b/u');
  let sends = 0;
  bot.refuse = ({ conversationKey }) => {
    if (conversationKey !== 'webchat/a/u') return undefined;
    sends++;
    return 'unreachable';
  };
  await bot.happens('order.shipped', '2026-03-04T09:00:00Z');
  await clock.advance(1_000);
  await bot.happens('order.cancelled', '2026-03-04T09:30:00Z');
  await clock.advance(HOUR);
  expect(sends).toBe(1);
  expect(bot.told.map(({ conversation, type }) => `${conversation} ${type}`)).toEqual([
    'webchat/b/u order.shipped',
    'webchat/b/u order.cancelled',
  ]);
  bot.refuse = undefined;
  await database.transaction((sql) => bot.notifier.reachable('webchat/a/u', { here: true }, sql));
  await clock.advance(2_000);
  expect(bot.told.slice(2).map(({ conversation, type }) => `${conversation} ${type}`)).toEqual([
    'webchat/a/u order.cancelled',
  ]);
  const [left] = await bot.subscriptions.listByConversation('webchat/a/u');
  expect(left).toMatchObject({ disabled: false, reference: { here: true } });
});

test('what was stopped while it waited is not told', async () => {
  let bot = new Instance(database, clock, { quietHours: NIGHT });
  await bot.add('webchat/a/u');
  bot = await bot.sleep(12 * HOUR);
  await bot.happens('order.shipped', '2026-03-04T22:00:00Z');
  const [subscription] = await bot.subscriptions.listByConversation('webchat/a/u');
  await bot.subscriptions.remove(subscription?.id ?? '');
  bot = await bot.sleep(12 * HOUR);
  expect(bot.told).toEqual([]);
});

describe('tickets', () => {
  const changed = { vendor: 'zendesk', occurredAt: '2026-03-04T09:00:00Z', ticketNumber: '5001' };
  const comment = { ...changed, commentId: 'c1', text: 'Hello', ticketId: '5001' };
  test.each([
    ['an answer is told', { ...comment, byAgent: true }, 1],
    ["the user's own words are not", { ...comment, byAgent: false }, 0],
    ['nor what a person says in the chat itself', { ...comment, byAgent: true, ticketId: 'live' }, 0],
  ])('%s', async (_name, data, count) => {
    const bot = new Instance(database, clock);
    const record = { kind: 'ticket', subjectKey: 'zendesk/5001', title: '5001' } as const;
    await bot.subscriptions.add({ ...record, conversationKey: 'webchat/a/u', locale: 'en-US', reference: {} });
    await bot.events.publish({ type: 'ticket.commented', subject: '5001', orderedBy: 'ticket/5001', data });
    await clock.advance(2_000);
    expect(bot.told).toHaveLength(count);
  });
});
