import { z } from 'zod';
import { ServiceError, type ServiceErrorCode } from '../serviceError';
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
    const awaited = current ?? fetchOnce();
    const token = await awaited;
    const isOver = token.expiresAt !== undefined && token.expiresAt - EARLY_MS < Date.now();
    if (!isOver) return token;
    // Of several that find it over at once, the first fetches for all.
    return current === undefined || current === awaited ? fetchOnce() : current;
  };
  const bearer = ({ token }: AccessToken) => `Bearer ${token}`;
  return {
    header: async () => bearer(await valid()),
    renew: async (refused) => {
      const used = current;
      // Another call that was refused with the same token may be fetching a new one already.
      if (used && bearer(await used) === refused && current === used) await fetchOnce();
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
 * @throws ServiceError `unauthenticated` or `forbidden` when it refuses the credentials; `misconfigured` when there is no
 *   token endpoint; `unavailable` or `rate_limited` when it does not answer for now.
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
  const parsed = tokenAnswer.safeParse(parseJson(body));
  if (status !== 200 || !parsed.success) {
    const retryAfterMs = parseRetryAfter(answered.get('retry-after'));
    // Nothing of the answer is repeated: it may hold the token or the secret.
    throw new ServiceError(codeOf(status), `${displayName} log-in: HTTP ${status}`, {
      origin,
      retryAfterMs,
      notSent: true,
    });
  }
  const { access_token: token, expires_in: seconds } = parsed.data;
  return { token, ...(seconds !== undefined && { expiresAt: Date.now() + seconds * 1000 }) };
}

/** What a token endpoint that gives no token means. https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
function codeOf(status: number): ServiceErrorCode {
  if (status === 429) return 'rate_limited';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'misconfigured';
  // A 200 without a token is the page of a proxy, or half an answer.
  return status === 200 || status === 408 || status >= 500 ? 'unavailable' : 'unauthenticated';
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
