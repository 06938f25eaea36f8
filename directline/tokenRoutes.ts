import type { Request, Server } from 'restify';
import { z } from 'zod';
import { bearerToken, sessionOf, type Channel } from './channel';
import { ChannelError } from './channelError';
import { publicRoute } from './crossOrigin';
import { newSession, personaSchema, TOKEN_LIFETIME_S, type Session } from './directLineToken';
import { isFromThisMachine, ownOrigin } from './loopback';
import { readJson } from './requestBody';
import { RequestBudget } from './requestBudget';
import { route, type Answer } from './route';

/** Generous: the pages of one office, or a test run, may share an address. */
const TOKENS_PER_MINUTE = 240;
/** How long after its end a token still proves who continues a conversation: a closed laptop, a night. */
const CONTINUE_FOR_MS = 24 * 3600 * 1000;

const pageSchema = z.object({ persona: personaSchema.default('customer'), conversationId: z.string().nullish() });
const generateSchema = z.object({
  user: z.object({ id: z.string().startsWith('dl_', 'user ids in tokens start with dl_').nullish() }).nullish(),
});

export function mountTokenRoutes(server: Server, channel: Channel): void {
  const budget = new RequestBudget(TOKENS_PER_MINUTE);
  server.post(
    '/api/directline/token',
    publicRoute(channel.log, (request) => answerPage(channel, budget, request)),
  );
  server.post(
    '/v3/directline/tokens/generate',
    route(channel.log, (request) => generate(channel, request)),
  );
  server.post(
    '/v3/directline/tokens/refresh',
    publicRoute(channel.log, async (request) => {
      const token = bearerToken(request);
      const { conversationId } = channel.tokens.verify(token);
      return { status: 200, body: tokenFor(channel, await sessionOf(channel, conversationId, token)) };
    }),
  );
}

/**
 * Gives the page its token. With the token it had before, the same user goes on in the same conversation; the answer has a
 * `conversationId` when there is one to reconnect to.
 */
async function answerPage(channel: Channel, budget: RequestBudget, request: Request): Promise<Answer> {
  const seconds = budget.spend(request.socket.remoteAddress ?? '');
  if (seconds > 0) throw new ChannelError(429, 'TooManyRequests', `Too many tokens. Try again in ${seconds} s.`);
  const { persona, conversationId } = await readJson(request, pageSchema);
  const session = previousSession(channel, request, conversationId ?? undefined) ?? newSession(persona);
  const isStarted = await channel.store.isStarted(session.conversationId);
  return {
    status: 200,
    body: {
      token: channel.tokens.issue(session),
      userId: session.userId,
      conversationId: isStarted ? session.conversationId : undefined,
      domain: `${ownOrigin(request, channel.bot.origin)}/v3/directline`,
      expires_in: TOKEN_LIFETIME_S,
    },
  };
}

/** The session to go on with; `undefined` for a newcomer. A conversation can be taken up only with its own token. */
function previousSession(channel: Channel, request: Request, conversationId: string | undefined): Session | undefined {
  const token = bearerToken(request);
  if (!token && conversationId === undefined) return undefined;
  const session = channel.tokens.verify(token, CONTINUE_FOR_MS);
  if (conversationId !== undefined && conversationId !== session.conversationId) {
    throw new ChannelError(403, 'BadArgument', 'The token is for another conversation.');
  }
  return session;
}

/** For programs on this machine. The real service asks for its secret here, which no page may hold. */
async function generate(channel: Channel, request: Request): Promise<Answer> {
  if (!isFromThisMachine(request) || request.headers.origin) {
    throw new ChannelError(403, 'Forbidden', 'Only programs on this machine may generate tokens.');
  }
  const { user } = await readJson(request, generateSchema);
  const session = newSession('customer');
  return { status: 200, body: tokenFor(channel, { ...session, userId: user?.id ?? session.userId }) };
}

function tokenFor(channel: Channel, session: Session): object {
  return {
    conversationId: session.conversationId,
    token: channel.tokens.issue(session),
    expires_in: TOKEN_LIFETIME_S,
  };
}
