import { randomUUID } from 'node:crypto';
import { createLogger } from '../../services/logger';
import type { Database } from '../../services/storage/database';
import { openCipher } from '../../services/storage/keyCheck';
import { openPostgres } from '../../services/storage/postgres';
import { Chat } from '../helpers/chat';
import { ManualClock, settle } from '../helpers/manualClock';
import { createSchema, openTestDatabase } from '../helpers/testDatabase';
import { ManualVendor, anOrder } from '../helpers/vendor';

const ASK = 'where is order 1001? customer@example.com';
const NOTICED_MS = 7_000;

let database: Database;
let vendor: ManualVendor;
/** Two processes on one database, each with timers of its own. */
let one: Chat;
let two: Chat;

beforeEach(async () => {
  database = await openTestDatabase();
  vendor = new ManualVendor();
  const start = () => Chat.start({ services: vendor.services, database, clock: new ManualClock() });
  [one, two] = [await start(), await start()];
});

afterEach(async () => {
  for (const chat of [one, two]) {
    const stopped = chat.bot.stop(0);
    await chat.clock.advance(1);
    await stopped;
  }
  await database.close();
});

/** Time goes on everywhere, in small steps. */
async function after(ms: number, clocks = [one.clock, two.clock]): Promise<void> {
  for (let passed = 0; passed < ms; passed += 500)
    for (const clock of clocks) await clock.advance(Math.min(500, ms - passed));
}

/** A channel numbers its activities whichever instance gets them. */
const say = (chat: Chat, text: string) => chat.say(text, { id: randomUUID() });

const heard = () => [...one.heard(), ...two.heard()];

test('catalogue 14: a conversation that changes the instance with every message loses nothing', async () => {
  expect((await say(one, 'track an order')).join()).toContain('What is the order number?');
  expect((await say(two, '1001')).join()).toContain('which e-mail');
  await say(one, 'customer@example.com');
  vendor.last.answer(anOrder());
  await after(3_000);
  expect(heard().join()).toContain('1001');
  expect((await say(two, 'menu')).join()).toContain('[Track an order]');
});

test('catalogue 14: messages that meet two instances at once are answered one after the other', async () => {
  const { handler } = one.bot;
  const { handler: other } = two.bot;
  const turns = ['track an order', '1001'].map((text, index) =>
    index === 0
      ? one.channel.deliver({ text, id: 'a' }, (context) => handler.run(context))
      : two.channel.deliver({ text, id: 'b' }, (context) => other.run(context)),
  );
  for (let passed = 0; passed < 20; passed++) await after(100);
  await Promise.all(turns);
  expect(heard().join()).toMatch(/which e-mail|What is the order number/);
  expect((await say(two, 'customer@example.com')).join()).not.toContain('Something went wrong');
  const rows = await database.query('SELECT key FROM bot_state');
  expect(rows).toHaveLength(1);
});

test('a message on another instance ends the wait of a turn at once', async () => {
  await say(one, ASK);
  const { handler } = two.bot;
  const turn = two.channel.deliver({ text: 'hello?', id: randomUUID() }, (context) => handler.run(context));
  await after(200);
  await turn;
  expect(heard().join()).toMatch(/still|second/i);
});

test('catalogue 13: one activity that reaches both instances is one action', async () => {
  const { handler } = one.bot;
  const { handler: other } = two.bot;
  const turns = [
    one.channel.deliver({ text: ASK, id: 'same' }, (context) => handler.run(context)),
    two.channel.deliver({ text: ASK, id: 'same' }, (context) => other.run(context)),
  ];
  await after(200);
  vendor.calls[0]?.answer(anOrder());
  await after(3_000);
  await Promise.all(turns);
  expect(vendor.calls).toHaveLength(1);
});

test('what is due is told once, whichever instance does it', async () => {
  await say(one, ASK);
  await after(25_000);
  const words = heard();
  expect(words.filter((text) => text.includes('still checking'))).toHaveLength(1);
  expect(words.filter((text) => text.includes('[Try again]') || text.includes('[Keep waiting]'))).toHaveLength(1);
});

test('catalogue 6: an instance dies between 5 s and 15 s, and the other one tells the way out in time', async () => {
  await say(one, ASK);
  await after(8_000);
  expect(heard().join()).toContain('still checking');
  one.kill();
  await after(6_500, [two.clock]);
  expect(two.heard()).toEqual([]);
  await after(1_000, [two.clock]);
  expect(two.heard().join()).toContain('[Keep waiting]');
  await one.boot();
});

test('an instance that dies in the middle of a call hands it over within seconds', async () => {
  await say(one, ASK);
  await after(3_000);
  one.kill();
  await after(NOTICED_MS, [two.clock]);
  expect(vendor.calls).toHaveLength(2);
  vendor.last.answer(anOrder());
  await after(1_000, [two.clock]);
  expect(two.heard().join()).toContain('1001');
  await one.boot();
});

test('catalogue 4: an instance that was paused cannot complete what another one took up', async () => {
  await say(one, ASK);
  await after(3_000);
  // Its clock stands still: it says nothing, and does not know.
  await after(NOTICED_MS, [two.clock]);
  expect(vendor.calls).toHaveLength(2);
  vendor.calls[0]?.answer(anOrder('9999'));
  await settle();
  vendor.calls[1]?.answer(anOrder());
  await after(1_000, [two.clock]);
  const [operation] = await database.query<{ state: string; attempts: number }>('SELECT * FROM operations');
  expect(operation).toMatchObject({ state: 'succeeded', attempts: 2 });
  await one.clock.advance(NOTICED_MS);
  const words = heard().join();
  expect(words).toContain('1001');
  expect(words).not.toContain('9999');
});

test('an outage of the database makes nobody take the other for dead', async () => {
  await say(one, ASK);
  await after(1_000);
  const [before] = await database.query<{ count: number }>('SELECT COUNT(*) AS count FROM instances');
  // Nobody can say that it lives for a while: as if all of them had been silent.
  await database.query('UPDATE instances SET seen_at = 0');
  await after(2_000);
  const [behind] = await database.query<{ count: number }>('SELECT COUNT(*) AS count FROM instances');
  expect([Number(before?.count), Number(behind?.count)]).toEqual([2, 2]);
  expect(vendor.calls).toHaveLength(1);
});

test('instances that start at the same moment all find their tables', async () => {
  const url = await createSchema(process.env['TEST_DATABASE_URL'] ?? '');
  const start = async () => {
    const own = await openPostgres(url, createLogger('silent'));
    await openCipher(own, [Buffer.alloc(32, 7)]);
    await own.close();
  };
  await expect(Promise.all(Array.from({ length: 4 }, start))).resolves.toHaveLength(4);
});

test('an instance that stops leaves nothing behind that others would have to wait for', async () => {
  await say(one, ASK);
  const stopped = one.bot.stop(0);
  await one.clock.advance(1);
  await stopped;
  await after(2_000, [two.clock]);
  expect(vendor.calls).toHaveLength(2);
  await one.boot();
});
