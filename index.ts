import './services/process/nodeVersion';
import type { Server as HttpServer } from 'node:http';
import { isAbsolute, join } from 'node:path';
import { config as readEnvFile } from 'dotenv';
import type { Server } from 'restify';
import { createAdapter } from './bots/adapter';
import { createBot, type Bot } from './bots/createBot';
import { createBotServer } from './bots/server';
import { ActivityStore } from './directline/activityStore';
import { mountDemoPage } from './directline/demoPage';
import { mountDirectLine } from './directline/directLineServer';
import { ensureSandbox } from './sandbox/sandboxProcess';
import { createServices, findVendorsInUse } from './services';
import { ConfigError, loadConfig, type AppConfig } from './services/config';
import { createLogger } from './services/logger';
import { systemClock } from './services/operations/clock';
import { watchParent } from './services/process/parentWatch';
import { createCipher } from './services/storage/cipher';
import { developmentKey } from './services/storage/developmentKey';
import { keepHouse } from './services/storage/housekeeping';
import { openSqlite } from './services/storage/sqlite';
import { StorageError } from './services/storage/storageError';

/** The project's folder, whether this file runs from `lib/` or as it is. */
const PROJECT = __dirname.endsWith('lib') ? join(__dirname, '..') : __dirname;
/** For attempts under way when the bot is told to stop; the rest is taken up by the next process. */
const STOP_GRACE_MS = 4_000;

/** A bot that runs. */
export interface Application {
  url: string;
  bot: Bot;
  /** Ends everything cleanly; done when nothing is left. */
  stop(): Promise<void>;
}

/** Puts the parts together: settings, storage, systems, bot, server. */
export async function start(environment: Record<string, string | undefined>): Promise<Application> {
  const config = loadConfig(environment);
  const vendorsInUse = findVendorsInUse(config, environment);
  const log = createLogger(config.logLevel);
  const database = await openSqlite(dataFile(config));
  const cipher = createCipher(config.DATA_ENCRYPTION_KEY ?? developmentKey(join(PROJECT, 'data', 'encryption.key')));
  const sandboxUrl = config.SANDBOX_URL ?? `http://127.0.0.1:${config.SANDBOX_PORT}`;
  const sandbox = vendorsInUse.some(({ onSandbox }) => onSandbox) ? await ensureSandbox(sandboxUrl) : undefined;
  const services = createServices(config, environment, vendorsInUse, sandboxUrl);

  const adapter = createAdapter(config);
  const bot = await createBot({ config, database, cipher, services, adapter, clock: systemClock, log });
  const server = createBotServer({
    config,
    log,
    adapter,
    bot: bot.handler,
    checkReady: () => database.ping(),
  });
  const logChannel = (event: string, fields?: object) => log.warn(event, fields);
  const endpoint = () => `http://127.0.0.1:${server.address().port}`;
  const directLine = config.authenticated
    ? undefined
    : mountDirectLine(server, {
        store: await ActivityStore.open(database),
        botEndpoint: () => `${endpoint()}/api/messages`,
        log: logChannel,
        secret: cipher.derive('direct line tokens'),
      });
  mountDemoPage(server, {
    companyName: config.COMPANY_NAME,
    development: !config.production,
    sandboxUrl: sandbox?.url,
    log: logChannel,
  });

  try {
    await listen(server, config);
  } catch (error) {
    await sandbox?.undo();
    throw error;
  }
  bot.start();
  const stopHousekeeping = keepHouse(database, systemClock, log);

  // restify types its HTTP server too broadly.
  const http = server.server as HttpServer;
  return {
    url: endpoint(),
    bot,
    async stop() {
      stopHousekeeping();
      await directLine?.close();
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      http.closeIdleConnections();
      await bot.stop(STOP_GRACE_MS);
      http.closeAllConnections();
      await closed;
      await database.close();
      if (!config.SANDBOX_URL) await sandbox?.stop();
    },
  };
}

/** Rejects when the port is taken; restify would crash the process otherwise. */
function listen(server: Server, { PORT, host }: AppConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(PORT, host, resolve);
  });
}

/** `sqlite:data/bot.db` is relative to the project, wherever the bot was started from. */
function dataFile({ DATABASE_URL }: AppConfig): string {
  const file = DATABASE_URL.slice('sqlite:'.length);
  return isAbsolute(file) || file === ':memory:' ? file : join(PROJECT, file);
}

/** A fault of the settings or the machine in words; of everything else the stack helps. */
function explain(error: unknown, environment: Record<string, string | undefined>): string {
  if (error instanceof ConfigError || error instanceof StorageError) return error.message;
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    return `Port ${environment['PORT'] ?? 3978} is in use by another program. Stop that, or choose another port with PORT.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function main(): Promise<void> {
  readEnvFile({ path: join(PROJECT, '.env'), quiet: true });
  const application = await start(process.env);
  console.log(`\n  Chat in the browser:  ${application.url}`);
  console.log(`  Emulator, Playground: ${application.url}/api/messages\n`);
  let stopping: Promise<void> | undefined;
  const stop = () => void (stopping ??= application.stop().then(() => process.exit(0)));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
  watchParent(stop);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(explain(error, process.env));
    process.exit(1);
  });
}
