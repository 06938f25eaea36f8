import { z } from 'zod';
import { decodeJwt } from 'jose';
import { parseRetryAfter } from '../services/http/retryAfter';
import type { Transport, TransportResponse } from '../services/http/transport';
import { ChannelError } from './channelError';
import type { Log } from './route';
import type { IssuedToken, TokenSource, TokenWish } from './tokenSource';

/** Somebody waits at a chat that is just opening. */
export const DIRECT_LINE_TIMEOUT_MS = 5_000;
const RETRY_AFTER_MS = 5_000;

const answerSchema = z.object({ token: z.string(), conversationId: z.string(), expires_in: z.number() });
/** Of a token itself. The service has just answered with it, so its signature needs no check. */
const claimsSchema = z.object({ user: z.string().startsWith('dl_') });

export interface AzureDirectLineOptions {
  /** Such as `https://directline.botframework.com/v3/directline`. */
  domain: string;
  /** Known to this server only. */
  secret: string;
  transport: Transport;
  log: Log;
}

/**
 * Azure Direct Line: the secret is exchanged for tokens that hold a user id and are good for one website.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-authentication
 */
export class AzureDirectLine implements TokenSource {
  readonly #options: AzureDirectLineOptions;

  constructor(options: AzureDirectLineOptions) {
    this.#options = options;
  }

  domainFor(): string {
    return this.#options.domain;
  }

  async generate({ userId, origin }: TokenWish): Promise<IssuedToken> {
    const body = { user: { id: userId }, ...(origin && { trustedOrigins: [origin] }) };
    const response = await this.#post('generate', this.#options.secret, body);
    const { token, expires_in: expiresInS } = this.#read(response);
    return { token, userId, expiresInS };
  }

  async refresh(previous: string): Promise<IssuedToken | undefined> {
    const response = await this.#post('refresh', previous);
    // 403 = expired or not genuine, 404 = the conversation has ended.
    if ([400, 401, 403, 404].includes(response.status)) return undefined;
    const { token, conversationId, expires_in: expiresInS } = this.#read(response);
    const claims = claimsSchema.safeParse(decodeJwt(token));
    return claims.success ? { token, userId: claims.data.user, conversationId, expiresInS } : undefined;
  }

  async #post(action: 'generate' | 'refresh', bearer: string, body?: object): Promise<TransportResponse> {
    const { domain, transport } = this.#options;
    try {
      return await transport({
        method: 'POST',
        url: `${domain}/tokens/${action}`,
        headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw this.#unavailable({ error });
    }
  }

  #read({ status, headers, body }: TransportResponse): z.output<typeof answerSchema> {
    const answer = answerSchema.safeParse(status < 300 ? parse(body) : undefined);
    if (answer.success) return answer.data;
    // 401 and 403 here: the secret is not, or no longer, one of the channel's keys.
    throw this.#unavailable({ status }, parseRetryAfter(headers.get('retry-after')));
  }

  /** Whatever it is, the visitor can do nothing about it but wait; what it is stands in the log. */
  #unavailable(why: Record<string, unknown>, waitMs = RETRY_AFTER_MS): ChannelError {
    this.#options.log('directline.no_token', why);
    const retryAfterS = Math.max(1, Math.ceil(waitMs / 1000));
    return new ChannelError(503, 'ServiceUnavailable', 'The chat cannot be reached now. Try again soon.', {
      retryAfterS,
    });
  }
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString());
  } catch {
    return undefined;
  }
}
