import './services/process/nodeVersion';
import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { config as readEnvFile } from 'dotenv';
import { createAdapter } from './bots/adapter';
import { createBot, type Bot } from './bots/createBot';
import { describeSetup } from './bots/ops/opsSetup';
import { createBotServer, createOpsServer, listen, opsAddress } from './bots/server';
import { maskSecrets } from './dialogs/entities/secrets';
import { ActivityStore } from './directline/activityStore';
import { mountDemoPage } from './directline/demoPage';
import { mountMailPage } from './directline/mailPage';
import { mountDirectLine } from './directline/directLineServer';
import { ensureSandbox } from './sandbox/sandboxProcess';
import { createLogger } from './services/logger';
import { createMailer } from './services/mail';
import { MailCatcher, type CaughtMail } from './services/mail/mailCatcher';
import { countLines } from './services/metrics/countedLogger';
import { PrometheusMetrics } from './services/metrics/prometheusMetrics';
import { systemClock } from './services/operations/clock';
import { explainFailure } from './services/process/explainFailure';
import { logLibraryPrints } from './services/process/libraryPrints';
import { readVersion } from './services/process/version';
import { watchParent } from './services/process/parentWatch';
import { SecretSources } from './services/secrets/secretSources';
import { SecretsWatch } from './services/secrets/secretsWatch';
import { databaseClock } from './services/storage/databaseClock';
import { openCipher } from './services/storage/keyCheck';
import { developmentKeys } from './services/storage/developmentKey';
import { keepHouse } from './services/storage/housekeeping';
import { openDatabase } from './services/storage/openDatabase';
import { Systems } from './services/systems';
import { vendors as knownVendors } from './services/vendors';
import { loadSettings } from './services/vendorsInUse';
import { VisitorStore } from './services/visitors/visitorStore';
import { webhookSources } from './services/webhooks/webhookSources';
import { createWebsite } from './website/createWebsite';

/** The project's folder, whether this file runs from `lib/` or as it is. */
const PROJECT = __dirname.endsWith('lib') ? join(__dirname, '..') : __dirname;
/** For attempts under way when the bot is told to stop; the rest is taken up by the next process. */
const STOP_GRACE_MS = 4_000;

/** A bot that runs. */
export interface Application {
  url: string;
  /** Whether there is a page to chat on; in production the website has its own. */
  hasPage: boolean;
  bot: Bot;
  /** Ends everything cleanly; done when nothing is left. */
  stop(): Promise<void>;
}

/** Puts the parts together: settings, storage, systems, bot, server. */
export async function start(given: Record<string, string | undefined>): Promise<Application> {
  const sources = new SecretSources(given);
  const { environment, faults } = await sources.read();
  const { config, vendorsInUse } = loadSettings(environment, faults);
  const version = readVersion(PROJECT);
  const vendors = vendorsInUse.map(({ definition }) => definition.id);
  const metrics = new PrometheusMetrics({ version, vendors, withProcess: true });
  const log = countLines(createLogger(config.logLevel), metrics);
  logLibraryPrints(log);
  const database = await openDatabase(config.DATABASE_URL, PROJECT, log);
  const clock = database.isShared ? await databaseClock(database, systemClock) : systemClock;
  const keys = config.DATA_ENCRYPTION_KEY ?? developmentKeys(join(PROJECT, 'data', 'encryption.key'));
  const cipher = await openCipher(database, keys);
  const sandboxUrl = config.SANDBOX_URL ?? `http://127.0.0.1:${config.SANDBOX_PORT}`;
  const needsSandbox = vendorsInUse.some(({ onSandbox }) => onSandbox);
  const systems = new Systems(config, environment, vendorsInUse, sandboxUrl, { database, clock, log });

  const adapter = createAdapter(config);
  const mailer = createMailer(config, showMail);
  const visitors = new VisitorStore(database, cipher, clock);
  const signsIn = config.WEBSITE_JWT_SECRET ?? config.WEBSITE_JWKS_URL;
  const endpoint = () => `http://127.0.0.1:${server.address().port}`;
  const bot = createBot({
    config,
    database,
    cipher,
    services: systems.services,
    adapter,
    clock,
    log,
    metrics,
    ...(signsIn && { visitors }),
    ...(mailer && { mailer }),
    webhookSources: webhookSources(vendorsInUse, environment, sandboxUrl),
    ...(!config.authenticated && { localServiceUrl: () => `${endpoint()}/directline` }),
  });
  const setup = describeSetup(config, vendorsInUse, environment, version);
  const ops = { config, cipher, clock, log, metrics, setup, desk: bot.desk };
  const opsServer = createOpsServer(ops);
  const server = createBotServer({
    config,
    log,
    metrics,
    ops,
    adapter,
    bot: bot.handler,
    webhooks: bot.webhooks,
    checkReady: () => database.ping(),
  });
  const logChannel = (event: string, { error, ...fields }: { error?: unknown } = {}) =>
    error === undefined ? log.warn(event, fields) : log.error(event, error, fields);
  const directLine = config.authenticated
    ? undefined
    : mountDirectLine(server, {
        store: new ActivityStore(database, cipher),
        botEndpoint: () => `${endpoint()}/api/messages`,
        log: logChannel,
        mask: (text) => maskSecrets(text).text,
        secret: cipher.derive('direct line tokens'),
        siteSecret: config.DIRECT_LINE_SECRET,
      });
  const onTokenRefused = (reason: string) => metrics.count('bot_token_refusals_total', { reason });
  const parts = { config, database, cipher, clock, visitors, onTokenRefused, log: logChannel };
  const website = createWebsite(server, parts, directLine?.tokens);
  if (directLine && website) {
    mountDemoPage(server, {
      ...website,
      companyName: config.COMPANY_NAME,
      development: !config.production,
      sandboxUrl: needsSandbox ? sandboxUrl : undefined,
      mails: mailer instanceof MailCatcher,
      log: logChannel,
    });
    if (mailer instanceof MailCatcher) mountMailPage(server, mailer, logChannel);
  } else {
    // Nobody may upgrade a connection then; restify would leave the asker waiting.
    server.on('upgrade', (_request: unknown, socket: Socket) => void socket.destroy());
  }

  const sandbox = needsSandbox ? await ensureSandbox(sandboxUrl) : undefined;
  try {
    await listen(server, config);
    if (opsServer) await listen(opsServer, opsAddress(config));
  } catch (error) {
    await sandbox?.undo();
    throw error;
  }
  await bot.start();
  await sandbox?.sendWebhooksTo(endpoint());
  const stopHousekeeping = keepHouse(database, clock, log, config.RETENTION_DAYS);
  const secretsWatch = new SecretsWatch({
    ...{ sources, environment, systems, clock, log },
    vendors: knownVendors,
    everyMinutes: config.SECRETS_RELOAD_MINUTES,
    onRenewed: (renewed) => bot.webhooks.takeSecrets(webhookSources(vendorsInUse, renewed, sandboxUrl)),
  });
  secretsWatch.start();

  // restify types its HTTP server too broadly.
  const http = server.server as HttpServer;
  const url = endpoint();
  return {
    url,
    hasPage: directLine !== undefined,
    bot,
    async stop() {
      await stopHousekeeping();
      await secretsWatch.stop();
      await directLine?.close();
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      http.closeIdleConnections();
      opsServer?.close();
      await bot.stop(STOP_GRACE_MS);
      http.closeAllConnections();
      opsServer?.server?.closeAllConnections();
      await closed;
      await database.close();
      if (!config.SANDBOX_URL) await sandbox?.stop(url);
    },
  };
}

/** In development mails are read here and at `/mail`. */
function showMail({ to, subject }: CaughtMail): void {
  console.log(`  Mail to ${to}: ${subject}`);
}

async function main(): Promise<void> {
  readEnvFile({ path: join(PROJECT, '.env'), quiet: true });
  const application = await start(process.env);
  if (application.hasPage) console.log(`\n  Chat in the browser:  ${application.url}`);
  console.log(`  Messages (Emulator, Playground, channels): ${application.url}/api/messages\n`);
  let stopping: Promise<void> | undefined;
  const stop = () => void (stopping ??= application.stop().then(() => process.exit(0)));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
  watchParent(stop);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`${explainFailure(error, process.env)}\n`);
    process.exit(1);
  });
}
