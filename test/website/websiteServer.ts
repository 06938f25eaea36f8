import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import restify from 'restify';
import { loadConfig } from '../../services/config';
import { createCipher } from '../../services/storage/cipher';
import type { Database } from '../../services/storage/database';
import { VisitorStore } from '../../services/visitors/visitorStore';
import { createWebsite } from '../../website/createWebsite';
import { ManualClock } from '../helpers/manualClock';
import { openTestDatabase } from '../helpers/testDatabase';

export const WEBSITE = 'https://www.example.com';
export const SECRET = 'the secret of the channel';

/** As in production, but for Direct Line's address. */
export const PRODUCTION = {
  NODE_ENV: 'production',
  MicrosoftAppId: 'app',
  MicrosoftAppPassword: 'secret',
  MicrosoftAppTenantId: 'tenant',
  DATA_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
  ALLOWED_ORIGINS: `${WEBSITE},https://shop.example.com`,
  DIRECT_LINE_SECRET: SECRET,
};

export interface WebsiteServer {
  origin: string;
  clock: ManualClock;
  database: Database;
  visitors: VisitorStore;
  /** What was logged: nothing of it may be a secret. */
  logged: string[];
  /** Why nobody was given a token, each time. */
  refused: string[];
  /** Asks for a token. A string goes as it is. */
  ask(body?: object | string, headers?: Record<string, string>): Promise<Response>;
  stop(): Promise<void>;
}

interface Options {
  domain: string;
  settings?: Record<string, string>;
  /** What another instance has: the same database and time. */
  shared?: Pick<WebsiteServer, 'database' | 'clock'>;
}

/** The website's part of the bot on a server of its own; `domain` is where Direct Line is. */
export async function startWebsite({ domain, settings = {}, shared }: Options): Promise<WebsiteServer> {
  const config = { ...loadConfig({ ...PRODUCTION, ...settings }), DIRECT_LINE_DOMAIN: domain };
  const database = shared?.database ?? (await openTestDatabase());
  const clock = shared?.clock ?? new ManualClock();
  const cipher = createCipher(Buffer.alloc(32, 7));
  const visitors = new VisitorStore(database, cipher, clock);
  const logged: string[] = [];
  const refused: string[] = [];
  const log = (event: string, { error, ...fields }: { error?: unknown } = {}) =>
    void logged.push(`${event} ${JSON.stringify(fields)} ${error instanceof Error ? String(error) : ''}`);
  const server = restify.createServer();
  const parts = {
    config,
    database,
    cipher,
    clock,
    visitors,
    onTokenRefused: (reason: string) => void refused.push(reason),
    log,
  };
  createWebsite(server, parts, undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    ...{ origin, clock, database, visitors, logged, refused },
    ask: (body = {}, headers = {}) =>
      fetch(`${origin}/api/directline/token`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: WEBSITE, ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    async stop() {
      (server.server as HttpServer).closeAllConnections();
      await new Promise<void>((resolve) => void server.close(resolve));
      if (!shared) await database.close();
    },
  };
}
