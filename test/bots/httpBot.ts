import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity, CloudAdapter, ConfigurationBotFrameworkAuthenticationOptions } from 'botbuilder';
import { createAdapter } from '../../bots/adapter';
import type { RefusalLimit } from '../../bots/refusalLimit';
import { createBot, type Bot } from '../../bots/createBot';
import { describeSetup } from '../../bots/ops/opsSetup';
import { createBotServer, createOpsServer } from '../../bots/server';
import { loadConfig, type AppConfig } from '../../services/config';
import { createLogger, type Logger } from '../../services/logger';
import { countLines } from '../../services/metrics/countedLogger';
import { PrometheusMetrics } from '../../services/metrics/prometheusMetrics';
import { systemClock } from '../../services/operations/clock';
import type { Services } from '../../services/services';
import type { EventBus } from '../../services/events/eventBus';
import type { WebhookSource } from '../../services/webhooks/webhookSources';
import { createCipher } from '../../services/storage/cipher';
import type { Database } from '../../services/storage/database';
import { loadSettings } from '../../services/vendorsInUse';
import { openTestDatabase } from '../helpers/testDatabase';
import { describe as inWords } from '../helpers/chat';

/** The bot as it runs: its own HTTP server, the SDK's adapter, and a channel on HTTP that keeps what it is sent. */
export interface HttpBot {
  origin: string;
  port: number;
  /** The private port of /metrics and /ops, where there is one. */
  opsOrigin?: string;
  bot: Bot;
  database: Database;
  events: EventBus;
  /** Everything that the channel was sent. */
  sent: readonly Partial<Activity>[];
  /** The names of the events that were logged. */
  logged: string[];
  /** An activity as a channel would send it, with an id that was never used. */
  activity(more?: object): Record<string, unknown>;
  /** Posts to `/api/messages`; a string or bytes go as they are. */
  post(body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Says something in a conversation of its own, and gives what the bot answered. */
  ask(text: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** What only some tests have in place of the usual. */
export interface OddParts {
  /** The endpoints of another cloud. */
  cloud?: ConfigurationBotFrameworkAuthenticationOptions;
  refusals?: RefusalLimit;
  adapterOf?: (config: AppConfig) => CloudAdapter;
}

export async function startHttpBot(
  services: Services | ((database: Database, log: Logger) => Services),
  settings: Record<string, string> = {},
  webhookSources: readonly WebhookSource[] = [],
  { cloud, refusals, adapterOf = (config) => createAdapter(config, cloud) }: OddParts = {},
): Promise<HttpBot> {
  const config = loadConfig({ COMPANY_TIME_ZONE: 'UTC', ...settings });
  const database = await openTestDatabase();
  const logged: string[] = [];
  const vendorsInUse = config.production ? [] : loadSettings(settings).vendorsInUse;
  const vendors = vendorsInUse.map(({ definition }) => definition.id);
  const metrics = new PrometheusMetrics({ version: '1.2.3', vendors, withProcess: true });
  const lines = createLogger('debug', {
    write: (line: string) => void logged.push((JSON.parse(line) as { msg: string }).msg),
  });
  const log = countLines(lines, metrics);
  const systems = typeof services === 'function' ? services(database, log) : services;
  const adapter = adapterOf(config);
  const cipher = createCipher(Buffer.alloc(32, 7));
  const clock = systemClock;
  const bot = createBot({
    ...{ config, database, cipher, adapter, clock, log, metrics, webhookSources },
    services: systems,
  });
  const { handler, webhooks } = bot;
  const setup = describeSetup(config, vendorsInUse, settings, '1.2.3');
  const ops = { config, cipher, clock, log, metrics, setup, desk: bot.desk };
  const checkReady = () => database.ping();
  const odd = refusals ? { refusals } : {};
  const server = createBotServer({ config, log, metrics, adapter, bot: handler, webhooks, checkReady, ops, ...odd });
  const opsServer = createOpsServer(ops);
  const http = server.server as HttpServer;
  const channel = await startChannel();
  server.listen(0, '127.0.0.1');
  await once(http, 'listening');
  opsServer?.listen(0, '127.0.0.1');
  if (opsServer) await once(opsServer.server as HttpServer, 'listening');
  await bot.start();
  const { port } = http.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  let count = 0;

  const activity: HttpBot['activity'] = (more = {}) => ({
    type: 'message',
    id: `user-${++count}`,
    channelId: 'emulator',
    serviceUrl: channel.url,
    conversation: { id: 'conversation' },
    from: { id: 'user' },
    recipient: { id: 'bot' },
    locale: 'en-US',
    ...more,
  });
  const post: HttpBot['post'] = (body, headers = {}) =>
    fetch(`${origin}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });

  return {
    origin,
    port,
    ...(opsServer && { opsOrigin: `http://127.0.0.1:${opsServer.address().port}` }),
    bot,
    database,
    events: bot.events,
    sent: channel.sent,
    logged,
    activity,
    post,
    async ask(text) {
      const id = `asked-${++count}`;
      const response = await post(activity({ text, conversation: { id } }));
      if (response.status !== 200) throw new Error(`the bot refused "${text}" with ${response.status}`);
      return channel.sent
        .filter(({ type, conversation }) => type === 'message' && conversation?.id === id)
        .map(inWords);
    },
    async stop() {
      const closed = new Promise<void>((resolve) => void server.close(resolve));
      opsServer?.close();
      await bot.stop(0);
      http.closeAllConnections();
      opsServer?.server?.closeAllConnections();
      await closed;
      await channel.stop();
      await database.close();
    },
  };
}

async function startChannel() {
  const sent: Partial<Activity>[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      sent.push(JSON.parse(body) as Partial<Activity>);
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ id: `bot-${sent.length}` }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    sent,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
