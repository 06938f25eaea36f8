import { randomUUID } from 'node:crypto';
import { AccessTokens, type Account } from '../account';
import { json, type Answer } from '../answer';
import type { VendorRequest } from '../vendorSandbox';

const CLIENT = `Basic ${Buffer.from('sandbox-client:sandbox-secret').toString('base64')}`;
const LIFETIME_SECONDS = 3_600;

/** The one API client of the tenant: its token endpoint, and which access tokens are good. */
export class WorkdayOAuth {
  private readonly tokens: AccessTokens;

  /** @param account with the refresh token as its secret */
  constructor(private readonly account: Account) {
    this.tokens = new AccessTokens(account);
  }

  /** https://www.rfc-editor.org/rfc/rfc6749#section-6 */
  token({ headers, body }: VendorRequest): Answer {
    const form = new URLSearchParams(body.toString('utf8'));
    if (headers.authorization !== CLIENT) return json(401, { error: 'invalid_client' });
    if (form.get('grant_type') !== 'refresh_token') return json(400, { error: 'unsupported_grant_type' });
    const secret = form.get('refresh_token') ?? '';
    if (!this.account.accepts(secret)) return json(400, { error: 'invalid_grant' });
    const token = `sandbox-access-${randomUUID()}`;
    this.tokens.add(token, secret);
    return json(200, { access_token: token, token_type: 'Bearer', expires_in: LIFETIME_SECONDS });
  }

  accepts(authorization: string | undefined): boolean {
    return this.tokens.accepts(authorization?.replace(/^Bearer /, ''));
  }
}
