import {
  BotFrameworkAuthentication,
  type AuthenticateRequestResult,
  type ClaimsIdentity,
  type ConnectorClient,
  type ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector';
import type { Activity } from 'botbuilder';

/** Conversations of many customers share a handful of addresses; more would be an attack on memory. */
const CLIENTS_KEPT = 100;

/**
 * Keeps connector clients, which the library otherwise builds anew for each turn, and builds the token client only when a
 * dialog signs somebody in: together a quarter of a turn's work. Everything else is the wrapped authentication's.
 */
export class CachedAuthentication extends BotFrameworkAuthentication {
  readonly #inner: BotFrameworkAuthentication;
  readonly #clients = new Map<string, Promise<ConnectorClient>>();

  constructor(inner: BotFrameworkAuthentication) {
    super();
    this.#inner = inner;
  }

  async authenticateRequest(activity: Activity, authHeader: string): Promise<AuthenticateRequestResult> {
    const result = await this.#inner.authenticateRequest(activity, authHeader);
    const { connectorFactory, claimsIdentity } = result;
    if (connectorFactory) result.connectorFactory = this.#cached(connectorFactory, claimsIdentity);
    return result;
  }

  createConnectorFactory(claimsIdentity: ClaimsIdentity): ConnectorFactory {
    return this.#cached(this.#inner.createConnectorFactory(claimsIdentity), claimsIdentity);
  }

  createUserTokenClient(claimsIdentity: ClaimsIdentity): Promise<UserTokenClient> {
    return Promise.resolve(lazy(() => this.#inner.createUserTokenClient(claimsIdentity)));
  }

  override getOriginatingAudience(): string {
    return this.#inner.getOriginatingAudience();
  }

  override authenticateChannelRequest(authHeader: string): Promise<ClaimsIdentity> {
    return this.#inner.authenticateChannelRequest(authHeader);
  }

  override authenticateStreamingRequest(
    authHeader: string,
    channelIdHeader: string,
  ): Promise<AuthenticateRequestResult> {
    return this.#inner.authenticateStreamingRequest(authHeader, channelIdHeader);
  }

  #cached(factory: ConnectorFactory, { claims }: ClaimsIdentity): ConnectorFactory {
    // A client carries the credentials of one app for one audience.
    const identity = claims
      .filter(({ type }) => type === 'aud' || type === 'appid' || type === 'azp')
      .map(({ value }) => value);
    return {
      create: (serviceUrl, audience) => {
        const key = [serviceUrl, audience, ...identity].join(' ');
        const known = this.#clients.get(key);
        if (known) return known;
        if (this.#clients.size >= CLIENTS_KEPT) this.#clients.delete(this.#clients.keys().next().value ?? '');
        const client = factory.create(serviceUrl, audience ?? '');
        client.catch(() => this.#clients.delete(key));
        this.#clients.set(key, client);
        return client;
      },
    };
  }
}

/** An object whose methods, all asynchronous, wait until it has been made. */
function lazy(make: () => Promise<UserTokenClient>): UserTokenClient {
  let made: Promise<UserTokenClient> | undefined;
  return new Proxy({} as UserTokenClient, {
    get: (_target, name) => {
      // Promises ask what they are given whether it is a promise itself.
      if (typeof name === 'symbol' || name === 'then') return undefined;
      return async (...parameters: unknown[]) => {
        const client = (await (made ??= make())) as unknown as Record<string, (...all: unknown[]) => unknown>;
        return client[name]?.(...parameters);
      };
    },
  });
}
