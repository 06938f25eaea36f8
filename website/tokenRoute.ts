import { randomBytes } from 'node:crypto';
import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import type { Visitor, VisitorStore } from '../services/visitors/visitorStore';
import { ChannelError } from './channelError';
import { clientAddress, networkOf } from '../services/http/clientAddress';
import { allowOrigin, checkedOrigin, type OriginRules } from './origins';
import { readJson } from './requestBody';
import type { RequestRates } from './requestRates';
import { route, type Log } from './route';
import type { SignIn } from './signIn';
import type { IssuedToken, TokenSource } from './tokenSource';

export const TOKEN_PATH = '/api/directline/token';
/** Generous: the pages of one office may share an address. */
export const TOKENS_PER_ADDRESS = 240;
/** What a flood from many addresses at once may cost. */
export const TOKENS_PER_ORIGIN = 6_000;

/** Nothing else may be said: a page that names its user's id is told so, not passed over. */
const askSchema = z.strictObject({
  persona: z.enum(['customer', 'employee']).default('customer'),
  conversationId: z.string().nullish(),
  jwt: z.string().min(1).max(8_192).nullish(),
});
type Ask = z.output<typeof askSchema>;

export interface TokenRouteOptions {
  source: TokenSource;
  /** Absent where no website signs its users in. */
  signIn?: SignIn | undefined;
  visitors: VisitorStore;
  rates: RequestRates;
  origins: OriginRules;
  trustedProxies: number;
  /** Hears why nobody was given a token. */
  onRefused: (reason: string) => void;
  log: Log;
}

/** `POST /api/directline/token`: gives a page the token that its chat needs, and keeps the secret to itself. */
export function mountTokenRoute(server: Server, options: TokenRouteOptions): void {
  const { log, origins } = options;
  server.opts(
    TOKEN_PATH,
    route(log, async (request, response) => {
      allowOrigin(response, checkedOrigin(request, origins));
      response.setHeader('Access-Control-Allow-Methods', 'POST');
      response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type');
      response.setHeader('Access-Control-Max-Age', '600');
      return Promise.resolve({ status: 204 });
    }),
  );
  server.post(
    TOKEN_PATH,
    route(log, async (request, response) => {
      try {
        return { status: 200, body: await answerPage(options, request, response) };
      } catch (error) {
        if (error instanceof ChannelError) options.onRefused(error.code);
        throw error;
      }
    }),
  );
}

async function answerPage(options: TokenRouteOptions, request: Request, response: Response): Promise<object> {
  const origin = checkedOrigin(request, options.origins);
  allowOrigin(response, origin);
  response.setHeader('Cache-Control', 'no-store');
  // Pages with a Web Chat of their own read when to come back.
  response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
  const { expiresInS, ...issued } = await answer(options, request, origin);
  return { ...issued, domain: options.source.domainFor(request), expires_in: expiresInS };
}

async function answer(options: TokenRouteOptions, request: Request, origin: string | undefined): Promise<IssuedToken> {
  const { source, rates, visitors, trustedProxies } = options;
  await rates.spend(`token address ${networkOf(clientAddress(request, trustedProxies))}`, TOKENS_PER_ADDRESS);
  if (origin) await rates.spend(`token origin ${origin}`, TOKENS_PER_ORIGIN);
  const ask = await readJson(request, askSchema);
  const visitor = await whoIs(options, ask.jwt);
  const previous = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!previous && ask.conversationId)
    throw new ChannelError(401, 'Unauthorized', 'A conversation goes on only with its own token.');
  const userId = `dl_${randomBytes(16).toString('base64url')}`;
  const issued = previous
    ? await goOn(options, previous, ask, visitor)
    : await source.generate({ userId, origin, persona: ask.persona });
  if (visitor) await visitors.remember(issued.userId, visitor);
  return issued;
}

async function whoIs({ signIn }: TokenRouteOptions, jwt: Ask['jwt']): Promise<Visitor | undefined> {
  if (!jwt) return undefined;
  if (signIn) return signIn(jwt);
  throw new ChannelError(401, 'SignInOff', 'No website signs its users in here: WEBSITE_JWT_SECRET is not set.');
}

/**
 * The same user in the same conversation. Whoever signs in, signs out or is somebody else than before gets a conversation of
 * their own: what was said is not theirs.
 */
async function goOn(
  { source, visitors }: TokenRouteOptions,
  previous: string,
  { conversationId }: Ask,
  visitor: Visitor | undefined,
): Promise<IssuedToken> {
  const issued = await source.refresh(previous);
  if (!issued || (conversationId && conversationId !== issued.conversationId))
    throw new ChannelError(403, 'TokenExpired', 'This conversation cannot go on; begin another one.');
  const known = await visitors.subjectOf(issued.userId);
  if (known === visitor?.subject) return issued;
  await visitors.signOut(issued.userId);
  throw new ChannelError(409, 'OtherUser', 'This conversation is of another user; begin another one.');
}
