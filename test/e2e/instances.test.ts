import { startPostgres, type PostgresServer } from '../../scripts/postgresServer';
import { BotProcess, eventually } from './helpers/botProcess';
import { DirectLineChat } from './helpers/directLineChat';

const ASK = 'where is order 1001? customer@example.com';

let postgres: PostgresServer;
let one: BotProcess;
let two: BotProcess;

beforeAll(async () => {
  postgres = await startPostgres();
  const shared = { DATABASE_URL: postgres.url };
  one = await BotProcess.start(shared);
  two = await BotProcess.start({ ...shared, SANDBOX_PORT: new URL(one.sandboxUrl).port });
}, 60_000);

afterEach(() => one.setFault());

afterAll(async () => {
  await two.stop();
  await one.stop();
  await postgres.stop();
}, 60_000);

test('a conversation may change the instance with every request, the local Direct Line too', async () => {
  const chat = await DirectLineChat.open(one.url);
  await chat.say(two.url, 'track an order');
  await chat.hears(one.url, /order number/);
  await chat.say(one.url, '1001');
  await chat.hears(two.url, /e-mail/);
  await chat.say(two.url, 'customer@example.com');
  await chat.hears(one.url, /Order 1001/i);
});

test('an instance is killed in the middle of a look-up, and the other one gives the answer', async () => {
  await one.setFault({ mode: 'latency', latencyMs: 6_000, times: 1 });
  const chat = await DirectLineChat.open(one.url);
  await chat.say(one.url, ASK);
  await one.kill();
  await chat.hears(two.url, /Order 1001/i, 40_000);
  await one.boot();
}, 90_000);

test('catalogue 15: SIGTERM in the middle of a look-up: handed back, and the other instance answers', async () => {
  await one.setFault({ mode: 'latency', latencyMs: 7_000, times: 1 });
  const chat = await DirectLineChat.open(two.url);
  await chat.say(one.url, ASK);
  await one.end();
  await chat.hears(two.url, /Order 1001/i, 40_000);
  await one.boot();
}, 90_000);

test('catalogue 12: the database is gone for a while: an apology, and then everything goes on without a restart', async () => {
  const chat = await DirectLineChat.open(one.url);
  await chat.say(one.url, ASK);
  await chat.hears(one.url, /Order 1001/i);
  await chat.say(one.url, 'open a ticket');
  await chat.hears(one.url, /\?/);
  await postgres.stopServer();
  const status = await chat.say(one.url, 'open a ticket');
  // The local Direct Line keeps its activities there, too: it cannot take the message, and says so.
  expect(status).toBeGreaterThanOrEqual(500);
  expect((await fetch(`${one.url}/readyz`)).status).toBe(503);
  expect((await fetch(`${one.url}/livez`)).status).toBe(200);
  await postgres.startServer();
  await eventually(async () => ((await fetch(`${one.url}/readyz`)).ok ? true : undefined), 'ready again');
  await eventually(async () => ((await chat.say(two.url, ASK)) === 200 ? true : undefined), 'takes messages again');
  await chat.hears(one.url, /Order 1001/i);
}, 90_000);
