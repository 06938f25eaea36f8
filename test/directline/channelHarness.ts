import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import restify from 'restify';
import { ActivityStore } from '../../directline/activityStore';
import { mountDirectLine } from '../../directline/directLineServer';
import { systemClock } from '../../services/operations/clock';
import { createCipher } from '../../services/storage/cipher';
import type { Database } from '../../services/storage/database';
import { VisitorStore } from '../../services/visitors/visitorStore';
import { RequestRates } from '../../website/requestRates';
import { mountTokenRoute } from '../../website/tokenRoute';
import { openTestDatabase } from '../helpers/testDatabase';

export interface TestActivity {
  type: string;
  id: string;
  text?: string;
  serviceUrl: string;
  replyToId?: string;
  from: { id: string; role?: string };
  recipient: { id: string };
  conversation: { id: string };
  membersAdded?: { id: string }[];
  attachments?: { contentType: string; contentUrl: string; name: string }[];
  channelData: Record<string, unknown>;
  [field: string]: unknown;
}

export interface Token {
  token: string;
  userId: string;
  conversationId?: string;
  domain: string;
  expires_in: number;
}

/** What the channel answers when a conversation is started or taken up again. */
export interface Connection {
  conversationId: string;
  token: string;
  expires_in: number;
  streamUrl: string;
}

/** A channel with a small bot behind it, on one server, as in the program itself. */
export interface ChannelHarness {
  origin: string;
  /** What the bot has answered, oldest first. */
  received: TestActivity[];
  /** Waits until the bot has answered an activity that passes. */
  botAnswers(passes: (activity: TestActivity) => boolean): Promise<TestActivity>;
  getToken(body?: object, previous?: string): Promise<Token>;
  /** Calls the client's side as JSON. */
  call(method: string, path: string, options?: { token?: string; body?: unknown; origin?: string }): Promise<Response>;
  /** Sends as the bot, without a turn. */
  sendAsBot(conversationId: string, activity: object, method?: string, activityId?: string): Promise<Response>;
  /** Stops the server and leaves the database, as a killed process does. */
  stop(): Promise<void>;
  /** Starts a new server on the same port and database. */
  restart(): Promise<ChannelHarness>;
}

interface HarnessOptions {
  database?: Database;
  port?: number;
  botTimeoutMs?: number;
}

/** Starts a channel. The bot greets, repeats what is said, fails on "fail" and does not answer on "hang". */
export async function startChannel(options: HarnessOptions = {}): Promise<ChannelHarness> {
  const database = options.database ?? (await openTestDatabase());
  const server = restify.createServer();
  const received: TestActivity[] = [];
  const waiting = new Set<() => void>();
  const hanging: (() => void)[] = [];

  server.post('/api/messages', restify.plugins.jsonBodyParser(), async (request, response) => {
    const activity = request.body as unknown as TestActivity;
    if (activity.text === 'hang') await new Promise<void>((resolve) => hanging.push(resolve));
    if (activity.text === 'fail') return void response.send(500);
    if (activity.type === 'conversationUpdate') await reply(activity, 'welcome');
    if (activity.type === 'message') await reply(activity, `echo: ${activity.text}`);
    received.push(activity);
    for (const look of waiting) look();
    response.send(200);
  });
  const directLine = mountDirectLine(server, {
    store: new ActivityStore(database, createCipher(Buffer.alloc(32, 7))),
    botEndpoint: () => `${origin}/api/messages`,
    log: () => undefined,
    secret: 'a secret for tests',
    ...(options.botTimeoutMs !== undefined && { botTimeoutMs: options.botTimeoutMs }),
  });
  const cipher = createCipher(Buffer.alloc(32, 7));
  mountTokenRoute(server, {
    source: directLine.tokens,
    visitors: new VisitorStore(database, cipher, systemClock),
    rates: new RequestRates(database, cipher, systemClock),
    origins: { allowed: undefined, production: false },
    trustedProxies: 0,
    onRefused: () => undefined,
    log: () => undefined,
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const origin = `http://127.0.0.1:${port}`;

  return {
    origin,
    received,
    async botAnswers(passes) {
      const { promise, resolve } = Promise.withResolvers<TestActivity>();
      const look = (): void => {
        const found = received.find(passes);
        if (found) resolve(found);
      };
      waiting.add(look);
      look();
      return promise.finally(() => waiting.delete(look));
    },
    async getToken(body = {}, previous) {
      const answer = await send(`${origin}/api/directline/token`, 'POST', body, previous);
      return (await answer.json()) as Token;
    },
    call: (method, path, { token, body, origin: page } = {}) =>
      send(`${origin}${path}`, method, body, token, page === undefined ? {} : { Origin: page }),
    sendAsBot: (conversationId, activity, method = 'POST', activityId = '') =>
      send(
        `${origin}/directline/v3/conversations/${conversationId}/activities${activityId && '/'}${encodeURIComponent(activityId)}`,
        method,
        activity,
      ),
    async stop() {
      for (const release of hanging) release();
      await directLine.close();
      (server.server as HttpServer).closeAllConnections();
      await new Promise<void>((resolve) => void server.close(resolve));
    },
    restart: () => startChannel({ ...options, database, port }),
  };
}

export const activitiesOf = (conversationId: string): string =>
  `/v3/directline/conversations/${conversationId}/activities`;

/** Starts a conversation and waits until the bot has said its welcome. */
export async function startConversation(channel: ChannelHarness, persona = 'customer') {
  const token = await channel.getToken({ persona });
  const answer = await channel.call('POST', '/v3/directline/conversations', { token: token.token });
  expect(answer.status).toBe(201);
  await channel.botAnswers((activity) => activity.membersAdded?.[1]?.id === token.userId);
  return { token, conversationId: ((await answer.json()) as Connection).conversationId };
}

async function reply(to: TestActivity, text: string): Promise<void> {
  const url = `${to.serviceUrl}/v3/conversations/${to.conversation.id}/activities/${encodeURIComponent(to.id)}`;
  await send(url, 'POST', { type: 'message', text, replyToId: to.id, from: to.recipient, recipient: to.from });
}

async function send(url: string, method: string, body?: unknown, token?: string, more: object = {}): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }), ...more };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(url, { method, headers, ...(body !== undefined && { body: text }) });
}
