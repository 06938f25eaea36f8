import { z } from 'zod';
import { ServiceError } from '../serviceError';
import type { Authorization } from './restClient';
import { parseRetryAfter } from './retryAfter';
import type { Transport } from './transport';

/** Renewed this long before it ends, so that it does not end on the way. */
const EARLY_MS = 30_000;

export interface AccessToken {
  token: string;
  /** Milliseconds since 1970; absent where the system does not say. */
  expiresAt?: number;
}

/** A user name and password, or an API key in their place. */
export function basicAuthorization(user: string, password: string): Authorization {
  const header = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return { header: () => Promise.resolve(header), renew: () => Promise.resolve(false) };
}

/**
 * An access token that is fetched when it is first needed, shared by all calls and renewed once for all that were refused
 * with it.
 */
export function tokenAuthorization(fetchToken: () => Promise<AccessToken>): Authorization {
  let current: Promise<AccessToken> | undefined;
  const fetchOnce = () => {
    const fetched = fetchToken();
    // A log-in that failed is not remembered: the next call tries again.
    fetched.catch(() => current === fetched && (current = undefined));
    return (current = fetched);
  };
  const valid = async () => {
    const token = await (current ?? fetchOnce());
    const isOver = token.expiresAt !== undefined && token.expiresAt - EARLY_MS < Date.now();
    return isOver ? fetchOnce() : token;
  };
  const bearer = ({ token }: AccessToken) => `Bearer ${token}`;
  return {
    header: async () => bearer(await valid()),
    renew: async (refused) => {
      if (current && bearer(await current) === refused) await fetchOnce();
      return true;
    },
  };
}

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().optional() });

export interface TokenRequest {
  vendor: string;
  displayName: string;
  transport: Transport;
  /** The token endpoint (RFC 6749, 3.2). */
  url: string;
  /** Sent as a form. */
  form: Record<string, string>;
  /** Where the client proves itself by a header and not in the form. */
  headers?: Record<string, string>;
}

/**
 * Asks an OAuth 2.0 token endpoint.
 *
 * @throws ServiceError `unauthenticated` when it refuses the credentials; `unavailable` or `rate_limited` when it does not
 *   answer for now.
 */
export async function requestToken(request: TokenRequest): Promise<AccessToken> {
  const { vendor, displayName, transport, url, form, headers } = request;
  const origin = { vendor, operation: 'logIn' };
  const {
    status,
    headers: answered,
    body,
  } = await transport({
    method: 'POST',
    url,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(form).toString(),
  });
  if (status >= 500 || status === 429) {
    const retryAfterMs = parseRetryAfter(answered.get('retry-after'));
    const code = status === 429 ? 'rate_limited' : 'unavailable';
    throw new ServiceError(code, `${displayName} log-in: HTTP ${status}`, { origin, retryAfterMs, notSent: true });
  }
  const parsed = tokenAnswer.safeParse(parseJson(body));
  // Nothing of the answer is repeated: it may hold the token or the secret.
  if (status !== 200 || !parsed.success)
    throw new ServiceError('unauthenticated', `${displayName} log-in: HTTP ${status}`, { origin });
  const { access_token: token, expires_in: seconds } = parsed.data;
  return { token, ...(seconds !== undefined && { expiresAt: Date.now() + seconds * 1000 }) };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
