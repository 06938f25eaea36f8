import { requestToken, tokenAuthorization } from '../../http/authorization';
import type { Transport } from '../../http/transport';

/** How the app proves itself: by a token that it was given once, or by its own id and secret. */
export interface ShopifyCredentials {
  SHOPIFY_SHOP_DOMAIN: string;
  /** Of an app that was made in the shop's admin, before 2026. */
  SHOPIFY_ADMIN_TOKEN?: string;
  /** Of an app of the Dev Dashboard. */
  SHOPIFY_CLIENT_ID?: string;
  SHOPIFY_CLIENT_SECRET?: string;
  /** Takes the place of `https://<shop domain>`; for the sandbox. */
  SHOPIFY_API_URL?: string;
}

/** The access token that all calls share. */
export interface ShopifySession {
  /** Logs in where nobody has yet, and again before the token ends. */
  token(): Promise<string>;
  /** The token was refused. Gives whether there is another one. */
  renew(refused: string): Promise<boolean>;
}

const BEARER = 'Bearer ';

/**
 * Apps of the Dev Dashboard get a token for 24 hours with the client credentials grant; an app and a shop of the same
 * organization need nobody's consent for it. Those made in a shop's admin have one that does not end; new ones cannot be made
 * since 2026.
 *
 * https://shopify.dev/docs/apps/build/authentication-authorization/client-credentials-grant (2026-11)
 */
export function createSession(credentials: ShopifyCredentials, transport: Transport): ShopifySession {
  const { SHOPIFY_ADMIN_TOKEN: given } = credentials;
  if (given !== undefined) return { token: () => Promise.resolve(given), renew: () => Promise.resolve(false) };
  const authorization = tokenAuthorization(() => logIn(credentials, transport));
  return {
    token: async () => (await authorization.header()).slice(BEARER.length),
    renew: (refused) => authorization.renew(BEARER + refused),
  };
}

function logIn(credentials: ShopifyCredentials, transport: Transport) {
  const { SHOPIFY_SHOP_DOMAIN, SHOPIFY_API_URL, SHOPIFY_CLIENT_ID = '', SHOPIFY_CLIENT_SECRET = '' } = credentials;
  const base = (SHOPIFY_API_URL ?? `https://${SHOPIFY_SHOP_DOMAIN}`).replace(/\/$/, '');
  return requestToken({
    ...{ vendor: 'shopify', displayName: 'Shopify', transport },
    url: `${base}/admin/oauth/access_token`,
    form: {
      grant_type: 'client_credentials',
      client_id: SHOPIFY_CLIENT_ID,
      client_secret: SHOPIFY_CLIENT_SECRET,
    },
  });
}
