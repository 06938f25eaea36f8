import { randomBytes } from 'node:crypto';
import { AccessTokens, type Account } from '../account';
import { json, type Answer } from '../answer';

/** The one application that is registered in the sandbox's instance. */
const CLIENT_ID = 'sandbox-client';
/** The instance's default for access tokens. */
const LIFETIME_S = 1_800;

/**
 * `/oauth_token.do` with the client credentials grant, and the tokens that it gave.
 * https://www.servicenow.com/docs/r/platform-security/authentication/r_OAuthAPIRequestParameters.html
 */
export class OAuth {
  private readonly tokens: AccessTokens;

  constructor(private readonly account: Account) {
    this.tokens = new AccessTokens(account);
  }

  answer(body: string): Answer {
    const form = new URLSearchParams(body);
    if (form.get('grant_type') !== 'client_credentials') return refused('unsupported_grant_type');
    const secret = form.get('client_secret') ?? '';
    if (form.get('client_id') !== CLIENT_ID || !this.account.accepts(secret)) return refused('server_error');
    const token = randomBytes(43).toString('base64url');
    this.tokens.add(token, secret);
    return json(200, { access_token: token, scope: 'useraccount', token_type: 'Bearer', expires_in: LIFETIME_S });
  }

  allows(authorization: string | undefined): boolean {
    return this.tokens.accepts(/^Bearer (.+)$/.exec(authorization ?? '')?.[1]);
  }
}

function refused(error: string): Answer {
  return json(401, { error_description: 'access_denied', error });
}
