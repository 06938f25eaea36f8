import type { IncomingMessage } from 'node:http';
import type { Activity, CloudAdapter } from 'botbuilder';
import { createServer, plugins, type Next, type Request, type Response, type Server } from 'restify';
import type { AppConfig } from '../services/config';
import type { Logger } from '../services/logger';
import { answerInTime } from './answerInTime';
import { isCardAction } from './cardAction';
import { findActivityFault, isLoopbackHost } from './incomingActivity';
import { lateResponse } from './teamsActivities';
import { systemClock } from '../services/operations/clock';
import { serviceUrlRule } from './serviceUrls';
import { publicAddressOf, RefusalLimit } from './refusalLimit';
import { hasReadableAddress } from './requestAddress';
import type { TeamsBot } from './teamsBot';
import { addOps, type OpsDependencies } from './ops/opsRoutes';
import { hasOpsCredentials } from './ops/opsAccess';
import { addWebhooks, type WebhookRouteDependencies } from './webhookRoute';

/** Larger than any activity of a channel: Teams stops at 100 KB, attachments are links. */
const MAX_BODY_BYTES = 256 * 1024;
/** Azure waits 15 s for an answer; a caller that sends nothing for longer is not a channel. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
/** How often Node looks whether these are over; by default every 30 s, so that 10 s could become 40. */
const CHECK_EVERY_MS = 2_000;
/** Above what callers keep connections for, so that none is closed under a request on its way. */
const KEEP_ALIVE_MS = 125_000;

/** Teams shows an error to whoever clicked when nothing comes within about 5 s. */
const CLICK_ANSWERED_MS = 4_500;
/** What somebody is answered who should not be here; an unknown path too. */
const REFUSED: ReadonlySet<number> = new Set([400, 401, 403, 404, 413, 415]);

export interface ServerDependencies extends WebhookRouteDependencies {
  config: AppConfig;
  adapter: CloudAdapter;
  bot: TeamsBot;
  /** Rejects while the bot cannot do its work. */
  checkReady: () => Promise<void>;
  /** Metrics and the operations page, where they are served. */
  ops?: OpsDependencies;
  /** Who is not listened to for a while; by their addresses where absent. */
  refusals?: RefusalLimit;
}

/** The HTTP server: messages, and how the bot is. */
export function createBotServer(dependencies: ServerDependencies): Server {
  const { config, ops } = dependencies;
  const server = createBareServer(dependencies.log);
  const senderOf = (request: IncomingMessage) => publicAddressOf(request, config.TRUSTED_PROXIES);
  limitRefusals(server, dependencies.refusals ?? new RefusalLimit(systemClock, senderOf));
  addHealth(server, dependencies);
  addMessages(server, dependencies);
  addWebhooks(server, dependencies);
  if (ops && config.OPS_PORT === undefined) addOps(server, ops);
  return server;
}

/** The private server of metrics and the operations page; `undefined` where they are on the bot's own port. */
export function createOpsServer(ops: OpsDependencies): Server | undefined {
  if (ops.config.OPS_PORT === undefined) return undefined;
  const server = createBareServer(ops.log);
  addOps(server, ops);
  return server;
}

/** Where it listens: only this machine reaches it while nothing else guards it. */
export function opsAddress(config: AppConfig): Pick<AppConfig, 'PORT' | 'host'> {
  return { PORT: config.OPS_PORT ?? 0, host: hasOpsCredentials(config) ? config.host : '127.0.0.1' };
}

/** Answers everything unknown with 404, and says nothing about itself. */
function createBareServer(log: Logger): Server {
  const server = createServer({ name: '', handleUncaughtExceptions: false });
  limitTimes(server);
  refuseUnreadable(server);
  server.pre(plugins.pre.sanitizePath());
  server.pre((_request: Request, response: Response, next: Next) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    next();
  });
  server.on('restifyError', (_request: Request, response: Response, error: unknown, done: () => void) => {
    hideFailure(response, error, log);
    done();
  });
  return server;
}

/** First of all: whatever comes after it reads the address. */
function refuseUnreadable(server: Server): void {
  server.pre((request: Request, response: Response, next: Next) => {
    if (hasReadableAddress(request)) return next();
    response.send(400, { code: 'BadRequest', message: 'The address of this request cannot be read.' });
    return next(false);
  });
}

/** What a route did not expect is for the log; restify would send its message. */
function hideFailure(response: Response, error: unknown, log: Logger): void {
  const { statusCode = 500 } = (error ?? {}) as { statusCode?: number };
  if (statusCode < 500 || response.headersSent) return;
  log.error('request.failed', error);
  response.send(500, { code: 'Internal', message: 'This did not work. Please try again.' });
}

function limitTimes(server: Server): void {
  const http = server.server as unknown as Record<string, number>;
  Object.assign(http, {
    requestTimeout: REQUEST_TIMEOUT_MS,
    headersTimeout: HEADERS_TIMEOUT_MS,
    connectionsCheckingInterval: CHECK_EVERY_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
}

/** Before routing: what is refused costs a few lines, whatever it is. Afterwards every 4xx of a request that was sent counts. */
function limitRefusals(server: Server, refusals: RefusalLimit): void {
  server.pre((request: Request, response: Response, next: Next) => {
    const waitSeconds = request.method === 'POST' ? refusals.waitSeconds(request) : 0;
    if (waitSeconds === 0) return next();
    response.header('retry-after', String(waitSeconds));
    response.send(429, { code: 'TooManyRequests' });
    return next(false);
  });
  server.on('after', (request: Request, response: Response) => {
    if (request.method === 'POST' && REFUSED.has(response.statusCode)) refusals.count(request);
  });
}

function addHealth(server: Server, { checkReady, log }: ServerDependencies): void {
  server.get('/livez', async (_request: Request, response: Response) => {
    response.send(200, { status: 'alive' });
    return Promise.resolve();
  });
  server.get('/readyz', async (_request: Request, response: Response) => {
    const fault = await checkReady().then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    if (fault) log.error('not_ready', fault.error);
    response.send(fault ? 503 : 200, { status: fault ? 'not ready' : 'ready' });
  });
}

/** Rejects when the port is taken; restify would end the process otherwise. */
export function listen(server: Server, { PORT, host }: Pick<AppConfig, 'PORT' | 'host'>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(PORT, host, resolve);
  });
}

/** The parser hands its options to the reader, which has the limit; the types do not know that. */
const bodyOptions = { mapParams: false, maxBodySize: MAX_BODY_BYTES };

function addMessages(server: Server, { config, adapter, bot, log }: ServerDependencies): void {
  const mayAnswerAt = serviceUrlRule(config);
  const refuse = (response: Response, status: number, reason: string) => {
    log.warn('activity.refused', { status, reason });
    response.send(status, { error: { code: 'BadRequest', message: reason } });
  };
  server.post(
    '/api/messages',
    (request: Request, response: Response, next: Next) => {
      // A few compressed bytes can stand for a flood, and no channel compresses.
      if (request.is('application/json') && !request.headers['content-encoding']) return next();
      refuse(response, 415, 'the content type must be application/json, not compressed');
      next(false);
      return undefined;
    },
    ...plugins.jsonBodyParser(bodyOptions),
    async (request: Request, response: Response) => {
      const activity = request.body as Partial<Activity>;
      const fault = findActivityFault(activity);
      if (fault !== undefined) return refuse(response, 400, fault);
      // A page whose host name was pointed at this machine sends JSON unasked, and reads what `expectReplies` returns.
      if (!config.authenticated && !isLoopbackHost(request.headers.host))
        return refuse(response, 403, 'the host must be this machine while MicrosoftAppId is not set');
      if (!mayAnswerAt(activity.serviceUrl)) {
        const where = config.authenticated ? 'at a known host of a channel' : 'on this machine';
        return refuse(response, 403, `serviceUrl must be ${where}`);
      }
      const answer = isCardAction(activity)
        ? answerInTime(response, CLICK_ANSWERED_MS, lateResponse(activity.locale))
        : response;
      await adapter.process(request, answer, (context) => bot.run(context));
      if (response.statusCode === 401) log.warn('activity.refused', { status: 401, reason: 'not authenticated' });
    },
  );
}
