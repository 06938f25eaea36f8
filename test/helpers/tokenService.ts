import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import {
  AuthenticationConstants,
  ClaimsIdentity,
  ServiceClientCredentialsFactory,
  type UserTokenClient,
} from 'botframework-connector';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';

export const TENANT = '11111111-2222-3333-4444-555555555555';
export const APP = '99999999-8888-7777-6666-555555555555';
export const OBJECT = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const CONNECTION = 'employees';

/** Entra's keys and the Bot Framework's token service, on this machine and with keys of our own. */
export class TestTokenService {
  /** What was asked, as `GET /api/usertoken/GetToken`. */
  readonly requests: string[] = [];
  /** Makes every request fail with this status, or hang with 0. */
  broken: number | undefined;
  /** The consent of a user or an administrator is missing. */
  needsConsent = false;
  readonly #tokens = new Map<string, string>();
  readonly #codes = new Map<string, string>();

  private constructor(
    readonly url: string,
    private readonly keys: Awaited<ReturnType<typeof generateKeyPair>>,
    private readonly close: () => Promise<void>,
  ) {}

  static async start(): Promise<TestTokenService> {
    const keys = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'own', alg: 'RS256', use: 'sig' };
    const server = createServer((request, response) => {
      void service.#answer(request, { keys: [jwk] }).then(([status, body]) => {
        if (status === 0) return;
        response.statusCode = status;
        response.setHeader('content-type', 'application/json').end(status === 404 ? undefined : JSON.stringify(body));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const service: TestTokenService = new TestTokenService(url, keys, async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    return service;
  }

  stop(): Promise<void> {
    return this.close();
  }

  /** The settings of a bot whose employees sign in here. */
  get settings(): Record<string, string> {
    return {
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppId: APP,
      MicrosoftAppPassword: 'not used',
      MicrosoftAppTenantId: TENANT,
      OAUTH_CONNECTION_NAME: CONNECTION,
      OAUTH_AUTHORITY: this.url,
    };
  }

  /** An access token as Entra would issue it now, with other claims where given; `null` leaves one out. */
  issue(claims: Record<string, unknown> = {}, key = this.keys.privateKey): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const all = {
      ...{ iss: `${this.url}/${TENANT}/v2.0`, aud: APP, tid: TENANT, oid: OBJECT, scp: 'access_as_user', ver: '2.0' },
      ...{ preferred_username: 'Employee@example.com', iat: now, exp: now + 3600 },
      ...claims,
    };
    const payload = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as JWTPayload;
    return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'own' }).sign(key);
  }

  /** The user signs in on the page: the service has their token, or gives it for the code that the page shows. */
  signIn(userId: string, token: string, code?: string): void {
    if (code === undefined) this.#tokens.set(userId, token);
    else this.#codes.set(`${userId} ${code}`, token);
  }

  hasToken(userId: string): boolean {
    return this.#tokens.has(userId);
  }

  /** How often something was asked. */
  count(path: string): number {
    return this.requests.filter((request) => request.endsWith(path)).length;
  }

  /** The library's own client of the service. */
  client(): Promise<UserTokenClient> {
    const identity = new ClaimsIdentity([{ type: AuthenticationConstants.AudienceClaim, value: APP }], true);
    return this.authentication().createUserTokenClient(identity);
  }

  /** The library's authentication, as for a cloud of its own; keys of channels are where `metadataUrl` says. */
  authentication(metadataUrl = `${this.url}/metadata`): ConfigurationBotFrameworkAuthentication {
    const cloud = {
      ToChannelFromBotLoginUrl: `${this.url}/login`,
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
      OAuthUrl: this.url,
      ToBotFromChannelOpenIdMetadataUrl: metadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: metadataUrl,
      ValidateAuthority: true,
    };
    return new ConfigurationBotFrameworkAuthentication(cloud, new OwnCredentials());
  }

  async #answer(request: IncomingMessage, keys: object): Promise<[number, unknown]> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const body = await readBody(request);
    this.requests.push(`${request.method} ${pathname}`);
    const userId = searchParams.get('userId') ?? '';
    if (this.broken !== undefined) return [this.broken, {}];
    switch (pathname) {
      case `/${TENANT}/discovery/v2.0/keys`:
        return [200, keys];
      case '/metadata':
        return [200, { issuer: 'https://api.botframework.com', jwks_uri: `${this.url}/channelKeys` }];
      case '/channelKeys':
        return [200, { keys: (keys as { keys: object[] }).keys.map((key) => ({ ...key, endorsements: ['msteams'] })) }];
      case '/api/usertoken/GetToken':
        return this.#getToken(userId, searchParams.get('code'));
      case '/api/usertoken/exchange':
        return this.#exchange(userId, JSON.parse(body) as { token?: string });
      case '/api/usertoken/SignOut':
        this.#tokens.delete(userId);
        return [200, {}];
      case '/api/botsignin/GetSignInResource':
        return [
          200,
          { signInLink: `${this.url}/page`, tokenExchangeResource: { id: 'exchange-1', uri: `api://${APP}` } },
        ];
      case '/page':
        return [200, 'Here one signs in and is shown a code.'];
      default:
        return [404, {}];
    }
  }

  #getToken(userId: string, code: string | null): [number, unknown] {
    const token = code ? this.#codes.get(`${userId} ${code}`) : this.#tokens.get(userId);
    if (token === undefined) return [404, {}];
    this.#tokens.set(userId, token);
    return [200, { connectionName: CONNECTION, token, expiration: '2099-01-01T00:00:00Z' }];
  }

  #exchange(userId: string, { token = '' }: { token?: string }): [number, unknown] {
    if (this.needsConsent) return [400, { error: { code: 'consent_required', message: 'consent' } }];
    this.#tokens.set(userId, token);
    return [200, { channelId: 'msteams', connectionName: CONNECTION, token }];
  }
}

/** In the place of Entra, which would give the bot a token of its own. */
class OwnCredentials extends ServiceClientCredentialsFactory {
  isValidAppId(appId: string): Promise<boolean> {
    return Promise.resolve(appId === APP);
  }

  isAuthenticationDisabled(): Promise<boolean> {
    return Promise.resolve(false);
  }

  createCredentials() {
    return Promise.resolve({
      signRequest<T extends { headers: { set(name: string, value: string): void } }>(request: T): Promise<T> {
        request.headers.set('authorization', 'Bearer own');
        return Promise.resolve(request);
      },
    }) as unknown as ReturnType<ServiceClientCredentialsFactory['createCredentials']>;
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
