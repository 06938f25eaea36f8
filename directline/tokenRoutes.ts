import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Request, Server } from 'restify';
import { z } from 'zod';
import { ChannelError } from '../website/channelError';
import { readJson } from '../website/requestBody';
import { route } from '../website/route';
import type { IssuedToken, TokenSource } from '../website/tokenSource';
import { bearerToken, sessionOf, type Channel } from './channel';
import { publicRoute } from './crossOrigin';
import { newSession, TOKEN_LIFETIME_S, type Session } from './directLineToken';
import { isFromThisMachine, ownOrigin } from './loopback';

/** How long after its end a token still proves who continues a conversation: a closed laptop, a night. */
const CONTINUE_FOR_MS = 24 * 3600 * 1000;

const generateSchema = z.object({
  user: z.object({ id: z.string().startsWith('dl_', 'user ids in tokens start with dl_').nullish() }).nullish(),
});

/**
 * The real service's two routes.
 *
 * @param siteSecret what a program has to know to generate tokens, where the bot goes through these routes as through Azure's
 */
export function mountTokenRoutes(server: Server, channel: Channel, siteSecret: string | undefined): void {
  server.post(
    '/v3/directline/tokens/generate',
    route(channel.log, (request) => generate(channel, request, siteSecret)),
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

/** Tokens without a secret and without HTTP. Unlike the real service it goes on with an expired one, for a day. */
export function localTokens(channel: Channel): TokenSource {
  return {
    domainFor: (request: IncomingMessage) => `${ownOrigin(request, channel.bot.origin)}/v3/directline`,
    generate: ({ userId, persona }) => issue(channel, { ...newSession(persona), userId }),
    async refresh(token) {
      const session = previousSession(channel, token);
      return session && issue(channel, session);
    },
  };
}

async function issue(channel: Channel, session: Session): Promise<IssuedToken> {
  const { userId, conversationId } = session;
  const isStarted = await channel.store.isStarted(conversationId);
  return {
    token: channel.tokens.issue(session),
    userId,
    conversationId: isStarted ? conversationId : undefined,
    expiresInS: TOKEN_LIFETIME_S,
  };
}

function previousSession(channel: Channel, token: string): Session | undefined {
  try {
    return channel.tokens.verify(token, CONTINUE_FOR_MS);
  } catch (error) {
    if (error instanceof ChannelError) return undefined;
    throw error;
  }
}

/** For programs on this machine. The real service asks for its secret here, which no page may hold. */
async function generate(channel: Channel, request: Request, siteSecret: string | undefined) {
  if (!isFromThisMachine(request) || request.headers.origin) {
    throw new ChannelError(403, 'Forbidden', 'Only programs on this machine may generate tokens.');
  }
  if (siteSecret !== undefined && !isSame(siteSecret, bearerToken(request) ?? ''))
    throw new ChannelError(403, 'BadArgument', 'Invalid token or secret');
  const { user } = await readJson(request, generateSchema);
  const session = newSession('customer');
  return { status: 200, body: tokenFor(channel, { ...session, userId: user?.id ?? session.userId }) };
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function tokenFor(channel: Channel, session: Session): object {
  return {
    conversationId: session.conversationId,
    token: channel.tokens.issue(session),
    expires_in: TOKEN_LIFETIME_S,
  };
}
