import type { Server } from 'restify';
import type { Log } from '../website/route';
import type { TokenSource } from '../website/tokenSource';
import type { ActivityStore } from './activityStore';
import { ActivityStream } from './activityStream';
import { BotConnection } from './botConnection';
import type { Channel } from './channel';
import { mountClientRoutes } from './clientRoutes';
import { mountConnectorRoutes } from './connectorRoutes';
import { mountPreflight } from './crossOrigin';
import { DirectLineTokens } from './directLineToken';
import { mountFileRoute } from './fileRoute';
import { mountStream } from './streamUpgrade';
import { localTokens, mountTokenRoutes } from './tokenRoutes';

/** The real service's patience with a bot; it cannot be changed there. */
const BOT_TIMEOUT_MS = 15_000;

export interface DirectLineOptions {
  store: ActivityStore;
  /** Where the bot takes its activities; asked when one is sent, because the port may be known only after listening. */
  botEndpoint: () => string;
  log: Log;
  /** Makes unreadable what must not be stored, such as card numbers. */
  mask?: (text: string) => string;
  /** Signs tokens. The same after a restart, so that conversations go on. */
  secret: Buffer | string;
  /** What a program has to know to generate tokens; nothing where absent. */
  siteSecret?: string | undefined;
  /** How long the bot may take for a turn; 15 s as with the real service. */
  botTimeoutMs?: number;
}

/** The channel while it runs. */
export interface LocalDirectLine {
  /** Gives pages their tokens. */
  tokens: TokenSource;
  close(): Promise<void>;
}

/**
 * Mounts a local Direct Line 3.0 channel, for development: Web Chat on one side, the bot over HTTP on the other, with nothing
 * between them that production does not have.
 */
export function mountDirectLine(server: Server, options: DirectLineOptions): LocalDirectLine {
  const { store, log } = options;
  const channel: Channel = {
    store,
    log,
    mask: options.mask ?? ((text) => text),
    stream: new ActivityStream(store, log),
    bot: new BotConnection(options.botEndpoint, options.botTimeoutMs ?? BOT_TIMEOUT_MS),
    tokens: new DirectLineTokens(options.secret),
  };
  mountPreflight(server, log, '/v3/directline/*');
  mountTokenRoutes(server, channel, options.siteSecret);
  mountClientRoutes(server, channel);
  mountFileRoute(server, store, log);
  mountConnectorRoutes(server, channel);
  const stopStream = mountStream(server, channel);
  return {
    tokens: localTokens(channel),
    async close() {
      stopStream();
      channel.bot.close();
      await channel.stream.close();
    },
  };
}
