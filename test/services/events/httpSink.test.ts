import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudEvent, HTTP } from 'cloudevents';
import { EventBus } from '../../../services/events/eventBus';
import { connectEventSink } from '../../../services/events/eventSinks';
import { createHttpSink } from '../../../services/events/httpSink';
import { createLogger } from '../../../services/logger';
import { createCipher } from '../../../services/storage/cipher';
import type { Database } from '../../../services/storage/database';
import { TaskStore } from '../../../services/tasks/taskStore';
import { TaskWorker } from '../../../services/tasks/taskWorker';
import { ManualClock } from '../../helpers/manualClock';
import { openTestDatabase } from '../../helpers/testDatabase';

const SECRET = 'a secret of the receiver';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  at: number;
}

interface Answer {
  status: number;
  headers?: Record<string, string>;
}

let clock: ManualClock;
let database: Database;
let worker: TaskWorker;
let events: EventBus;
let receiver: Server;
let url: string;
let received: Received[];
/** What the receiver answers, one after the other; then 204. */
let answers: Answer[];

beforeEach(async () => {
  [received, answers] = [[], []];
  clock = new ManualClock();
  database = await openTestDatabase();
  receiver = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString(), at: clock.now() });
      const { status, headers } = answers.shift() ?? { status: 204 };
      response.writeHead(status, headers);
      response.end();
    })();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/events`;
  start();
});

afterEach(async () => {
  const stopped = worker.stop(0);
  await clock.advance(1);
  await stopped;
  receiver.closeAllConnections();
  receiver.close();
  await database.close();
});

function start(): void {
  const cipher = createCipher(Buffer.alloc(32, 7));
  const log = createLogger('silent');
  worker = new TaskWorker(new TaskStore(database, cipher, clock, 'this instance'), clock, log);
  events = new EventBus(worker, clock);
  const config = { EVENTS_URL: url, EVENTS_SOURCE: '/bot', EVENTS_SIGNING_SECRET: SECRET };
  connectEventSink({ config, events, cipher, clock, log });
  worker.start();
}

const publish = (number: string, orderedBy = 'conversation of anna@example.com') =>
  events.publish({ type: 'order.delivered', subject: number, orderedBy, data: order(number) });

const order = (orderNumber: string) => ({
  vendor: 'shopify',
  occurredAt: '2026-03-04T09:00:00Z',
  orderNumber,
});

/** Moves time on in small steps; in between the receiver answers in its own time. */
async function after(ms: number, stepMs = 500): Promise<void> {
  for (let passed = 0; passed < ms; passed += stepMs) {
    await clock.advance(stepMs);
    await answered();
  }
}

async function answered(): Promise<void> {
  const underWay = () => database.query('SELECT id FROM tasks WHERE lease_until > 0');
  for (let waits = 0; waits < 1_000 && (await underWay()).length > 0; waits++) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    await clock.advance(0);
  }
}

/** Makes what waits for its next attempt due, without hours of polling, until there is nothing more to wait for. */
async function retryUntil(done: () => boolean): Promise<void> {
  for (let rounds = 0; rounds < 60 && !done(); rounds++) {
    await database.query('UPDATE tasks SET due_at = $1', [clock.now()]);
    await after(1_000, 1_000);
  }
}

const eventOf = ({ headers, body }: Received) => HTTP.toEvent({ headers, body }) as CloudEvent<{ orderNumber: string }>;
const numbers = () => received.map((each) => eventOf(each).subject);
const deadLetters = () => database.query<{ document: string }>('SELECT reason FROM dead_letters');

test('an event goes out as a CloudEvent in one body, signed with the time', async () => {
  await publish('1001');
  await after(500);
  const [request] = received;
  if (!request) throw new Error('nothing was received');
  expect(request.headers['content-type']).toMatch(/^application\/cloudevents\+json/);
  const event = eventOf(request);
  expect(event.validate()).toBe(true);
  expect(event).toMatchObject({
    specversion: '1.0',
    source: '/bot',
    type: 'chatbot.order.delivered',
    subject: '1001',
    dataschema: 'urn:business-chat-bot:event:order.delivered:1',
    data: order('1001'),
  });
  const timestamp = String(request.headers['x-events-timestamp']);
  expect(Number(timestamp) * 1000).toBeLessThanOrEqual(request.at);
  expect(request.at - Number(timestamp) * 1000).toBeLessThan(1_500);
  const expected = createHmac('sha256', SECRET).update(`${timestamp}.${request.body}`).digest('hex');
  expect(request.headers['x-events-signature']).toBe(`sha256=${expected}`);
});

test('what events are ordered by goes out as a fingerprint, the same for the same', async () => {
  await publish('1001');
  await publish('1002');
  await publish('2001', 'another');
  await after(2_000);
  const keys = received.map((each) => [eventOf(each).subject, eventOf(each)['partitionkey']] as const);
  const keyOf = new Map(keys);
  expect(keyOf.get('1001')).toBe(keyOf.get('1002'));
  expect(keyOf.get('2001')).not.toBe(keyOf.get('1001'));
  for (const { body } of received) expect(body).not.toContain('anna');
});

test('a receiver that is down gets everything later, in order, each once', async () => {
  answers = [{ status: 503 }, { status: 500 }];
  for (const number of ['1', '2', '3']) await publish(number);
  await after(12_000);
  expect(numbers()).toEqual(['1', '1', '1', '2', '3']);
  expect(new Set(received.slice(0, 3).map((each) => eventOf(each).id)).size).toBe(1);
  expect(await deadLetters()).toEqual([]);
});

test('a receiver that names a time is not asked before', async () => {
  answers = [{ status: 429, headers: { 'retry-after': '20' } }];
  await publish('1');
  await after(15_000);
  expect(received).toHaveLength(1);
  await after(10_000);
  expect(received).toHaveLength(2);
  expect((received[1]?.at ?? 0) - (received[0]?.at ?? 0)).toBeGreaterThanOrEqual(20_000);
});

test.each([
  [400, {}],
  [404, {}],
  [301, { location: 'http://127.0.0.1:9/elsewhere' }],
])(
  'an event that is refused with %d is set aside after ten attempts, and the next goes on',
  async (status, headers) => {
    answers = Array.from({ length: 10 }, () => ({ status, headers }));
    await publish('refused');
    await publish('next');
    await retryUntil(() => numbers().includes('next'));
    expect(numbers()).toEqual([...Array.from({ length: 10 }, () => 'refused'), 'next']);
    expect(await deadLetters()).toEqual([{ reason: 'SinkError' }]);
  },
);

test('an outage of hours loses nothing, however many attempts it takes', async () => {
  answers = Array.from({ length: 14 }, () => ({ status: 502 }));
  await publish('1');
  await retryUntil(() => received.length === 15);
  expect(received).toHaveLength(15);
  expect(await deadLetters()).toEqual([]);
});

test('a receiver that is down is asked for one event at a time, and gets all when it is back', async () => {
  answers = Array.from({ length: 8 }, () => ({ status: 503 }));
  const conversations = Array.from({ length: 40 }, (_, index) => String(index));
  await publish('first', 'first');
  await after(500);
  for (const conversation of conversations) await publish(conversation, conversation);
  await after(8_000);
  const whileDown = received.length;
  expect(whileDown).toBeLessThan(10);
  answers = [];
  await retryUntil(() => new Set(numbers()).size === 41);
  expect(new Set(numbers())).toEqual(new Set(['first', ...conversations]));
});

test('a receiver that does not answer is given up on', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const sink = createHttpSink({ url: address, secret: SECRET, clock, timeoutMs: 50 });
  const event = new CloudEvent<object>({ source: '/bot', type: 'chatbot.order.delivered', data: order('1') });
  await expect(sink.send(event)).rejects.toThrow('no whole answer within 50 ms');
  silent.closeAllConnections();
  silent.close();
});
