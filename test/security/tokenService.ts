import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConfigurationBotFrameworkAuthenticationOptions } from 'botbuilder';
import { SignJWT } from 'jose';

export const APP_ID = '11111111-2222-3333-4444-555555555555';
export const TENANT_ID = '99999999-8888-7777-6666-555555555555';
export const SERVICE_URL = 'https://smba.trafficmanager.net/emea/';
export const CHANNEL_ISSUER = 'https://api.botframework.com';
/** Whose tokens the Emulator and other bots bring. */
export const EMULATOR_ISSUER = 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/';
const MINUTE_S = 60;

/** A registration of a bot, as production needs it. */
export const PRODUCTION = {
  NODE_ENV: 'production',
  ALLOWED_ORIGINS: 'none',
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppId: APP_ID,
  MicrosoftAppPassword: 'not used here',
  MicrosoftAppTenantId: TENANT_ID,
  DATA_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
};

/** The keys of the channels' service by their id. */
export type KeyId = 'channel' | 'skype' | 'emulator';

export interface Token {
  key?: KeyObject;
  kid?: string;
  alg?: string;
  claims?: Record<string, unknown>;
}

/** A service that says which keys are a channel's, in place of Microsoft's, and tokens that it would give. */
export interface TokenService {
  cloud: ConfigurationBotFrameworkAuthenticationOptions;
  keys: Record<KeyId, KeyObject>;
  /** A token that is right but for what is told to be different; a claim of `undefined` is left out. */
  token(different?: Token): Promise<string>;
  stop(): Promise<void>;
}

export async function startTokenService(): Promise<TokenService> {
  const keys = { channel: newKey(), skype: newKey(), emulator: newKey() };
  const documentOf = (kids: readonly KeyId[], endorsements: Partial<Record<KeyId, string[]>>) => ({
    keys: kids.map((kid) => ({
      ...createPublicKey(keys[kid]).export({ format: 'jwk' }),
      ...{ kid, use: 'sig', endorsements: endorsements[kid] },
    })),
  });
  const server = createServer(({ url = '' }, response) => {
    const [, side = '', file] = url.split('/');
    const jwks =
      side === 'channel'
        ? documentOf(['channel', 'skype'], { channel: ['msteams', 'webchat', 'directline'], skype: ['skype'] })
        : documentOf(['emulator'], {});
    const answer = file === 'keys' ? jwks : { jwks_uri: `${origin()}/${side}/keys` };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    keys,
    cloud: {
      ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
      ToChannelFromBotOAuthScope: CHANNEL_ISSUER,
      ToBotFromChannelTokenIssuer: CHANNEL_ISSUER,
      OAuthUrl: 'https://api.botframework.com',
      ToBotFromChannelOpenIdMetadataUrl: `${origin()}/channel/openid`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${origin()}/emulator/openid`,
    },
    token: ({ key = keys.channel, kid = 'channel', alg = 'RS256', claims = {} } = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const times = { iat: now, nbf: now - MINUTE_S, exp: now + 60 * MINUTE_S };
      return new SignJWT({ iss: CHANNEL_ISSUER, aud: APP_ID, serviceurl: SERVICE_URL, ...times, ...claims })
        .setProtectedHeader({ alg, kid, typ: 'JWT' })
        .sign(key);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function newKey(): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
}

/** The same token with another header, signed with what `sign` makes of it; without, not at all. */
export function withHeader(token: string, header: object, sign = (_signed: string) => ''): string {
  const signed = `${base64url(JSON.stringify(header))}.${token.split('.')[1]}`;
  return `${signed}.${sign(signed)}`;
}

/** Signed with a public key as if that were a shared secret. */
export function hmacWith(publicKey: string): (signed: string) => string {
  return (signed) => createHmac('sha256', publicKey).update(signed).digest('base64url');
}

export function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
