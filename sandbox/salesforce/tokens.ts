import { randomBytes } from 'node:crypto';
import { AccessTokens, type Account } from '../account';
import { json, type Answer } from '../answer';
import type { VendorRequest } from '../vendorSandbox';
import { recordId } from './recordId';

/** The one app that may log in. */
const CLIENT_ID = 'sandbox-client';
const ORG = recordId('00D', 1);
const USER = recordId('005', 1);

/** The log-in of one org. Its tokens are worth nothing in another one, or after the sandbox was reset. */
export class Tokens {
  private readonly valid: AccessTokens;

  constructor(private readonly account: Account) {
    this.valid = new AccessTokens(account);
  }

  accepts(authorization: string | undefined): boolean {
    const token = /^(?:Bearer|OAuth) (.+)$/i.exec(authorization ?? '')?.[1];
    return this.valid.accepts(token);
  }

  /** `/services/oauth2/token` and `/revoke`; `undefined` for anything else. */
  answer({ method, path, headers, body }: VendorRequest): Answer | undefined {
    if (method !== 'POST') return undefined;
    const form = new URLSearchParams(body.toString('utf8'));
    if (path === '/services/oauth2/revoke') {
      const known = this.valid.delete(form.get('token') ?? '');
      return known ? json(200, {}) : refusal('unsupported_token_type', 'this token type is not supported');
    }
    return path === '/services/oauth2/token' ? this.token(form, headers.host ?? '') : undefined;
  }

  /** https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_client_credentials_flow.htm */
  private token(form: URLSearchParams, host: string): Answer {
    if (form.get('grant_type') !== 'client_credentials') {
      return refusal('unsupported_grant_type', 'grant type not supported');
    }
    if (form.get('client_id') !== CLIENT_ID) return refusal('invalid_client_id', 'client identifier invalid');
    const secret = form.get('client_secret') ?? '';
    if (!this.account.accepts(secret)) return refusal('invalid_client', 'invalid client credentials');
    const token = `${ORG.slice(0, 15)}!AQ${randomBytes(24).toString('base64url')}`;
    this.valid.add(token, secret);
    const base = `http://${host}/salesforce`;
    return json(200, {
      access_token: token,
      signature: randomBytes(32).toString('base64'),
      scope: 'api',
      instance_url: base,
      id: `${base}/id/${ORG}/${USER}`,
      token_type: 'Bearer',
      issued_at: String(Date.now()),
    });
  }
}

function refusal(error: string, description: string): Answer {
  return json(400, { error, error_description: description });
}
