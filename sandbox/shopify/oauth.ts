import { randomBytes } from 'node:crypto';
import { AccessTokens, type Account } from '../account';
import { json, type Answer } from '../answer';
import type { VendorRequest } from '../vendorSandbox';

const CLIENT_ID = 'sandbox-client';
/** 24 hours, short of the second that it took. */
const LIFETIME_S = 86_399;

/**
 * The log-in of an app of the Dev Dashboard. An app of before 2026 has one token that does not end: the account's secret.
 * https://shopify.dev/docs/apps/build/authentication-authorization/client-credentials-grant
 */
export class ShopifyOAuth {
  readonly #tokens: AccessTokens;

  constructor(private readonly account: Account) {
    this.#tokens = new AccessTokens(account);
  }

  accepts(token: string | undefined): boolean {
    return this.account.accepts(token) || this.#tokens.accepts(token);
  }

  /** `undefined` for another path. */
  answer({ method, path, body }: VendorRequest): Answer | undefined {
    if (method !== 'POST' || path !== '/admin/oauth/access_token') return undefined;
    const form = new URLSearchParams(body.toString('utf8'));
    const secret = form.get('client_secret') ?? '';
    if (form.get('grant_type') !== 'client_credentials') return json(400, { error: 'unsupported_grant_type' });
    if (form.get('client_id') !== CLIENT_ID || !this.account.accepts(secret)) {
      return json(400, { error: 'invalid_client', error_description: 'Client authentication failed' });
    }
    const token = `shpat_${randomBytes(16).toString('hex')}`;
    this.#tokens.add(token, secret);
    return json(200, { access_token: token, scope: 'write_orders,write_returns', expires_in: LIFETIME_S });
  }
}
