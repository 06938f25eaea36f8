import { join } from 'node:path';
import type { Server } from 'restify';
import type { AppConfig } from '../services/config';
import { createTransport } from '../services/http/boundedTransport';
import type { Clock } from '../services/operations/clock';
import type { Cipher } from '../services/storage/cipher';
import type { Database } from '../services/storage/database';
import type { VisitorStore } from '../services/visitors/visitorStore';
import { mountAssets } from './assets';
import { AzureDirectLine, DIRECT_LINE_TIMEOUT_MS } from './azureDirectLine';
import { channelSources } from './contentSecurityPolicy';
import { RequestRates } from './requestRates';
import type { Log } from './route';
import { createSignIn } from './signIn';
import { mountTokenRoute } from './tokenRoute';
import type { TokenSource } from './tokenSource';
import { mountWebChatBundle } from './webChatBundle';
import { mountWidget } from './widget';

export interface WebsiteDependencies {
  config: AppConfig;
  database: Database;
  cipher: Cipher;
  clock: Clock;
  visitors: VisitorStore;
  /** Hears why nobody was given a token. */
  onTokenRefused: (reason: string) => void;
  log: Log;
}

/** What other pages of this server need to show the chat too. */
export interface Website {
  /** Where Web Chat's bundle is served. */
  webChat: string;
  /** Where Direct Line is, when it is not here, in the words of a content security policy. */
  channel: string;
}

/**
 * Serves all that the chat on websites needs: tokens, the widget, Web Chat. `undefined` where there is no website.
 *
 * @param local the local Direct Line, in development; Azure's is used in its place where its secret is set
 */
export function createWebsite(
  server: Server,
  { config, database, cipher, clock, visitors, onTokenRefused, log }: WebsiteDependencies,
  local: TokenSource | undefined,
): Website | undefined {
  const { ALLOWED_ORIGINS: allowed, DIRECT_LINE_DOMAIN: domain, DIRECT_LINE_SECRET: secret, production } = config;
  const transport = createTransport({ timeoutMs: DIRECT_LINE_TIMEOUT_MS, maxBytes: 64 * 1024 });
  const isAzure = secret !== undefined && allowed?.length !== 0;
  const source = isAzure ? new AzureDirectLine({ domain, secret, transport, log }) : local;
  if (!source) return undefined;
  const origins = { allowed, production };
  const channel = isAzure ? channelSources(domain) : '';
  const webChat = mountWebChatBundle(server, log);
  mountAssets(server, join(__dirname, 'public'), log);
  mountTokenRoute(server, {
    ...{ source, visitors, origins, log },
    signIn: createSignIn(config, { transport, clock, log }),
    rates: new RequestRates(database, cipher, clock),
    trustedProxies: config.TRUSTED_PROXIES,
    onRefused: onTokenRefused,
  });
  const familiar = config.GERMAN_ADDRESS === 'du';
  mountWidget(server, { companyName: config.COMPANY_NAME, familiar, origins, webChat, channel, log });
  return { webChat, channel };
}
