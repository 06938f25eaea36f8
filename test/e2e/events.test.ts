import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { CloudEvent } from 'cloudevents';
import { EventBus } from '../../services/events/eventBus';
import { connectEventSink } from '../../services/events/eventSinks';
import { createNatsSink } from '../../services/events/natsSink';
import { createLogger } from '../../services/logger';
import { systemClock } from '../../services/operations/clock';
import { createCipher } from '../../services/storage/cipher';
import type { Database } from '../../services/storage/database';
import { openSqlite } from '../../services/storage/sqlite';
import { TaskStore } from '../../services/tasks/taskStore';
import { TaskWorker } from '../../services/tasks/taskWorker';
import { BotProcess, eventually, LIB } from './helpers/botProcess';
import { NatsServer, natsBinary, type Stored } from './helpers/natsServer';
import { Visitor } from './helpers/visitor';

const STREAM = 'CHATBOT';
const binary = natsBinary();

jest.setTimeout(90_000);

(binary ? describe : describe.skip)('events to NATS JetStream', () => {
  let nats: NatsServer;
  beforeEach(async () => void (nats = await NatsServer.prepare(binary ?? '')));
  afterEach(() => nats.remove());

  /** What the example of a consumer prints, up to a word. */
  async function printedByConsumer(word: string): Promise<string> {
    const script = join(LIB, 'scripts', 'consumeEvents.js');
    const consumer = spawn(process.execPath, [script], { env: { ...process.env, EVENTS_URL: nats.address() } });
    let printed = '';
    consumer.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    try {
      await eventually(() => Promise.resolve(printed.includes(word) ? true : undefined), `the consumer prints ${word}`);
      return printed;
    } finally {
      consumer.kill('SIGKILL');
      await once(consumer, 'exit');
    }
  }

  /** Waits until the stream holds so many events of a type. */
  const stored = (count: number, type: string) =>
    eventually(
      async () => {
        const found = (await nats.read(STREAM)).filter(({ subject }) => subject === `chatbot.${type}`);
        return found.length >= count ? found : undefined;
      },
      `${count} × ${type}`,
      60_000,
    );

  describe('from the outbox', () => {
    let folder: string;
    let database: Database;
    let stop: () => Promise<void>;
    let publish: (number: number, orderedBy: string) => Promise<void>;

    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'events-'))));
    afterEach(async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    });

    async function start(): Promise<void> {
      database = await openSqlite(join(folder, 'bot.db'));
      const cipher = createCipher(Buffer.alloc(32, 7));
      const log = createLogger('silent');
      const worker = new TaskWorker(new TaskStore(database, cipher, systemClock, 'this instance'), systemClock, log);
      const events = new EventBus(worker, systemClock);
      const config = { EVENTS_URL: nats.address(), EVENTS_SOURCE: '/bot', EVENTS_SIGNING_SECRET: undefined };
      const sink = connectEventSink({ config, events, cipher, clock: systemClock, log });
      worker.start();
      publish = (number, orderedBy) =>
        events.publish({
          type: 'leave.withdrawn',
          subject: String(number),
          orderedBy,
          data: { requestId: String(number) },
        });
      stop = async () => {
        await worker.stop(5_000);
        await sink.close();
        await database.close();
      };
    }

    const numbersOf = (all: Stored[], orderedBy: number) =>
      all.map(({ body }) => Number(body['subject'])).filter((number) => number % 3 === orderedBy);

    test('what happened before and while NATS was away arrives when it is back: all of it, in order, once', async () => {
      await start();
      const numbers = Array.from({ length: 60 }, (_, number) => number);
      for (const number of numbers.slice(0, 20)) await publish(number, `conversation ${number % 3}`);
      await nats.start();
      await stored(20, 'leave.withdrawn');
      await nats.stop('SIGKILL');
      for (const number of numbers.slice(20, 40)) await publish(number, `conversation ${number % 3}`);
      await nats.start();
      for (const number of numbers.slice(40)) await publish(number, `conversation ${number % 3}`);
      const all = await stored(60, 'leave.withdrawn');
      await eventually(
        async () => ((await database.query('SELECT id FROM tasks')).length === 0 ? true : undefined),
        'the outbox is empty',
      );
      expect(await nats.read(STREAM)).toHaveLength(60);
      expect(new Set(all.map(({ id }) => id)).size).toBe(60);
      for (const conversation of [0, 1, 2])
        expect(numbersOf(all, conversation)).toEqual(numbers.filter((number) => number % 3 === conversation));
    });

    test('an event that is sent again, because the process died before it noted that, is stored once', async () => {
      await nats.start();
      await start();
      await publish(1, 'conversation');
      await stored(1, 'leave.withdrawn');
      await stop();
      await start();
      const [first] = await nats.read(STREAM);
      const document = createCipher(Buffer.alloc(32, 7)).seal(
        JSON.stringify({
          id: first?.id,
          type: 'leave.withdrawn',
          time: first?.body['time'],
          subject: '1',
          orderedBy: 'conversation',
          data: { requestId: '1' },
        }),
        'again',
      );
      await database.query(
        `INSERT INTO tasks (id, kind, task_key, in_order, due_at, attempts, lease_until, document)
         VALUES ('again', 'event:sink', 'conversation', 1, 0, 1, 0, $1)`,
        [document],
      );
      await publish(2, 'conversation');
      await stored(2, 'leave.withdrawn');
      expect((await nats.read(STREAM)).map(({ body }) => body['subject'])).toEqual(['1', '2']);
    });
  });

  test('a server that wants a password gets it, and a stream of the company stays the only one', async () => {
    const guarded = await NatsServer.prepare(binary ?? '', { user: 'bot', pass: 'p@ss/word' });
    const log = createLogger('silent');
    const [stranger, sink] = [createNatsSink(guarded.address('wrong'), log), createNatsSink(guarded.address(), log)];
    try {
      await guarded.start();
      const connection = await guarded.connect();
      const { streams } = await jetstreamManager(connection);
      await streams.add({ name: 'COMPANY', subjects: ['chatbot.>', 'shop.>'] });
      const event = new CloudEvent<object>({ source: '/bot', type: 'chatbot.leave.withdrawn', data: {} });
      for (let tries = 0; tries < 3; tries++) await expect(stranger.send(event)).rejects.toThrow(/authorization/i);
      await sink.send(event);
      expect(await streams.names().next()).toEqual(['COMPANY']);
      expect(await guarded.read('COMPANY')).toMatchObject([{ subject: 'chatbot.leave.withdrawn', id: event.id }]);
      await connection.close();
    } finally {
      await Promise.all([stranger.close(), sink.close()]);
      await guarded.remove();
    }
  });

  test('the bot starts and answers without NATS; what it did is told when NATS is there', async () => {
    const bot = await BotProcess.start({ EVENTS_URL: nats.address() });
    try {
      const visitor = await Visitor.enter(bot.url);
      await visitor.say('Where is my order 1001? My e-mail is customer@example.com', '1001');
      await nats.start();
      const [event] = await stored(1, 'order.looked_up');
      expect(event?.body).toMatchObject({
        specversion: '1.0',
        source: '/business-chat-bot',
        type: 'chatbot.order.looked_up',
        data: { orderNumber: '1001' },
      });
      expect(JSON.stringify(event)).not.toContain('customer@example.com');
      expect(await printedByConsumer('order.looked_up')).toMatch(/chatbot\.order\.looked_up 1001 .*shipped/s);
    } finally {
      await bot.stop();
    }
  });
});
