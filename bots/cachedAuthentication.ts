import {
  BotFrameworkAuthentication,
  type AuthenticateRequestResult,
  type ClaimsIdentity,
  type ConnectorClient,
  type ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector';
import type { Activity } from 'botbuilder';
import { refuseOwnWay, requireChannel, toAuthenticationError } from './authenticityCheck';
import { ServiceUrlError, type MayAnswerAt } from './serviceUrls';

/** Conversations of many customers share a handful of addresses; more would be an attack on memory. */
const CLIENTS_KEPT = 100;

export interface AuthenticationRules {
  /** Where messages may be sent to. */
  mayAnswerAt: MayAnswerAt;
  /** Of which cloud the channels must be; absent where the Emulator's tokens are taken as well. */
  onlyChannels?: 'public' | 'government';
}

/**
 * Adds to the library's authentication what it lacks: one answer to every token that is not right, and no client for an
 * address that messages may not be sent to, whether they are replies or the bot's own.
 *
 * Keeps connector clients, which the library otherwise builds anew for each turn, and builds the token client only when a
 * dialog signs somebody in: together a quarter of a turn's work. Everything else is the wrapped authentication's.
 */
export class CachedAuthentication extends BotFrameworkAuthentication {
  readonly #inner: BotFrameworkAuthentication;
  readonly #clients = new Map<string, Promise<ConnectorClient>>();

  readonly #rules: AuthenticationRules;

  constructor(inner: BotFrameworkAuthentication, rules: AuthenticationRules) {
    super();
    this.#inner = inner;
    this.#rules = rules;
  }

  async authenticateRequest(activity: Activity, authHeader: string): Promise<AuthenticateRequestResult> {
    const result = await this.#authenticated(activity, authHeader);
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

  async #authenticated(activity: Activity, authHeader: string): Promise<AuthenticateRequestResult> {
    const { onlyChannels } = this.#rules;
    try {
      refuseOwnWay(activity);
      const result = await this.#inner.authenticateRequest(activity, authHeader);
      if (onlyChannels) requireChannel(result.claimsIdentity, onlyChannels === 'government');
      return result;
    } catch (error) {
      throw toAuthenticationError(error);
    }
  }

  #cached(factory: ConnectorFactory, { claims }: ClaimsIdentity): ConnectorFactory {
    // A client carries the credentials of one app for one audience.
    const identity = claims
      .filter(({ type }) => type === 'aud' || type === 'appid' || type === 'azp')
      .map(({ value }) => value);
    return {
      create: (serviceUrl, audience) => {
        if (!this.#rules.mayAnswerAt(serviceUrl)) return Promise.reject(new ServiceUrlError());
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
