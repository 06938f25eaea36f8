import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'restify';
import { addWebhooks } from '../../../bots/webhookRoute';
import type { EventType } from '../../../services/events/catalogue';
import type { BusinessEvent } from '../../../services/events/event';
import { EventBus } from '../../../services/events/eventBus';
import { createLogger } from '../../../services/logger';
import { systemClock, type Clock } from '../../../services/operations/clock';
import { createCipher } from '../../../services/storage/cipher';
import type { Database } from '../../../services/storage/database';
import { TaskStore } from '../../../services/tasks/taskStore';
import { TaskWorker } from '../../../services/tasks/taskWorker';
import { loadSettings } from '../../../services/vendorsInUse';
import { WebhookInbox } from '../../../services/webhooks/webhookInbox';
import { webhookSources } from '../../../services/webhooks/webhookSources';
import { registerWebhookTask } from '../../../services/webhooks/webhookTask';
import { openTestDatabase } from '../../helpers/testDatabase';

const TYPES: readonly EventType[] = [
  'order.shipped',
  'order.delivered',
  'order.cancelled',
  'order.refunded',
  'ticket.commented',
  'ticket.solved',
  'request.changed',
  'leave.decided',
  'contact.changed',
];

export interface ReceiverOptions {
  /** One of another receiver, for a second instance; its own where absent. */
  database?: Database;
  clock?: Clock;
  /** As in the environment. */
  settings?: Record<string, string>;
  /** What is done with each event besides noting it. */
  hear?: (event: BusinessEvent) => Promise<void>;
}

/** The way in for webhooks as it is in the bot, on a server of its own. */
export interface WebhookReceiver {
  url: string;
  database: Database;
  /** What subscribers were told so far, in that order. */
  events: BusinessEvent[];
  /** Whole lines of the log. */
  log: string[];
  post(vendor: string, body: string | Uint8Array, headers?: Record<string, string>): Promise<number>;
  /** Waits until everything that came in has been told. */
  told(): Promise<BusinessEvent[]>;
  stop(): Promise<void>;
}

export async function startReceiver(options: ReceiverOptions = {}): Promise<WebhookReceiver> {
  const { settings = {}, clock = systemClock, hear } = options;
  const database = options.database ?? (await openTestDatabase());
  const cipher = createCipher(Buffer.alloc(32, 7));
  const lines: string[] = [];
  const log = createLogger('debug', { write: (line: string) => void lines.push(line) });
  const tasks = new TaskWorker(new TaskStore(database, cipher, clock, `receiver-${Math.random()}`), clock, log);
  const bus = new EventBus(tasks, clock);
  registerWebhookTask({ database, cipher, tasks, events: bus, clock });
  const events: BusinessEvent[] = [];
  bus.subscribe({
    name: 'test',
    types: TYPES,
    async hear(event) {
      events.push(event);
      await hear?.(event);
    },
  });
  const sources = webhookSources(loadSettings(settings).vendorsInUse, settings, 'http://127.0.0.1:1');
  const webhooks = new WebhookInbox({ sources, database, tasks, clock, log });
  const server = createServer({ handleUncaughtExceptions: false });
  addWebhooks(server, { log, webhooks });
  server.listen(0, '127.0.0.1');
  const http = server.server as HttpServer;
  await once(http, 'listening');
  tasks.start();
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

  return {
    url,
    database,
    events,
    log: lines,
    async post(vendor, body, headers = {}) {
      const response = await fetch(`${url}/webhooks/${vendor}`, { method: 'POST', headers, body: Buffer.from(body) });
      await response.text();
      return response.status;
    },
    async told() {
      while ((await database.query('SELECT id FROM tasks')).length > 0) await pause();
      return events;
    },
    async stop() {
      const closed = new Promise<void>((resolve) => void server.close(resolve));
      http.closeAllConnections();
      await closed;
      await tasks.stop(5_000);
      if (!options.database) await database.close();
    },
  };
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 5));
