import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose';
import { z } from 'zod';
import type { AppConfig } from '../services/config';
import type { Transport } from '../services/http/transport';
import type { Clock } from '../services/operations/clock';
import { normalizeEmail } from '../services/verification/normalize';
import type { Visitor } from '../services/visitors/visitorStore';
import { ChannelError } from './channelError';
import type { Log } from './route';

/** Between the clocks of two servers. */
const CLOCK_TOLERANCE_S = 30;
const RETRY_AFTER_S = 5;

/** What a website's token must say; some providers write the boolean as a text. */
const claimsSchema = z.object({
  sub: z.string().min(1).max(256).optional(),
  email: z.string().max(320).transform(normalizeEmail).pipe(z.string()),
  email_verified: z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]),
  name: z.string().trim().max(100).optional().catch(undefined),
});

/** Tells who the user is that a website with a log-in of its own has signed a token for. */
export type SignIn = (token: string) => Promise<Visitor>;

export interface SignInDependencies {
  transport: Transport;
  clock: Clock;
  log: Log;
}

type SignInSettings = Pick<
  AppConfig,
  'WEBSITE_JWT_SECRET' | 'WEBSITE_JWKS_URL' | 'WEBSITE_JWT_ISSUER' | 'WEBSITE_JWT_AUDIENCE'
>;

/**
 * Reads tokens as the settings have it; `undefined` where no website signs users in. The algorithms are ours to choose, never
 * the token's (RFC 8725, 3.1).
 *
 * Reading throws ChannelError 401 when the token is not genuine (`JwtInvalid`), has run out (`JwtExpired`) or speaks of an
 * address that its user has not confirmed (`EmailNotVerified`); 503 when the keys cannot be fetched.
 */
export function createSignIn(
  settings: SignInSettings,
  { transport, clock, log }: SignInDependencies,
): SignIn | undefined {
  const { WEBSITE_JWT_ISSUER: issuer, WEBSITE_JWT_AUDIENCE: audience } = settings;
  const verify = createVerify(settings, transport);
  if (!verify) return undefined;
  return async (token) => {
    const options: JWTVerifyOptions = {
      requiredClaims: ['exp', 'email'],
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(clock.now()),
      ...(issuer && { issuer }),
      ...(audience && { audience }),
    };
    const claims = await verify(token, options).catch((error: unknown) => {
      throw refusalOf(error, log);
    });
    return toVisitor(claims);
  };
}

type Verify = (token: string, options: JWTVerifyOptions) => Promise<JWTPayload>;

function createVerify(
  { WEBSITE_JWT_SECRET, WEBSITE_JWKS_URL }: SignInSettings,
  transport: Transport,
): Verify | undefined {
  if (WEBSITE_JWT_SECRET) {
    const key = new TextEncoder().encode(WEBSITE_JWT_SECRET);
    return async (token, options) => (await jwtVerify(token, key, { ...options, algorithms: ['HS256'] })).payload;
  }
  if (!WEBSITE_JWKS_URL) return undefined;
  const keys = createRemoteJWKSet(new URL(WEBSITE_JWKS_URL), { [customFetch]: asFetch(transport) });
  return async (token, options) =>
    (await jwtVerify(token, keys, { ...options, algorithms: ['RS256', 'ES256'] })).payload;
}

/** Keys come with the limits that everything from outside has. */
function asFetch(transport: Transport) {
  return async (url: string, { headers, signal }: { headers: Headers; signal: AbortSignal }): Promise<Response> => {
    const answer = await transport({ method: 'GET', url, headers: Object.fromEntries(headers), signal });
    return new Response(new Uint8Array(answer.body), { status: answer.status, headers: answer.headers });
  };
}

const KEYS_NOT_TO_BE_HAD = [errors.JWKSTimeout, errors.JWKSInvalid];

function refusalOf(error: unknown, log: Log): ChannelError {
  if (error instanceof errors.JWTExpired)
    return new ChannelError(401, 'JwtExpired', 'The token of the signed-in user has expired.');
  const isToken = error instanceof errors.JOSEError && error.code !== errors.JOSEError.code;
  if (isToken && !KEYS_NOT_TO_BE_HAD.some((kind) => error instanceof kind))
    return new ChannelError(401, 'JwtInvalid', 'The token of the signed-in user is not valid here.');
  log('website.no_keys', { error });
  const message = 'The keys of the identity provider cannot be fetched now.';
  return new ChannelError(503, 'ServiceUnavailable', message, { retryAfterS: RETRY_AFTER_S });
}

/** An address that nobody has confirmed proves nothing: anybody can type another's when they register. */
function toVisitor(payload: JWTPayload): Visitor {
  const { success, data } = claimsSchema.safeParse(payload);
  if (!success) throw new ChannelError(401, 'JwtInvalid', 'The token needs email and email_verified.');
  if (!data.email_verified)
    throw new ChannelError(401, 'EmailNotVerified', 'The signed-in user has not confirmed their e-mail address.');
  const { sub, email, name } = data;
  return { subject: sub ?? email, email, ...(name && { name }) };
}
