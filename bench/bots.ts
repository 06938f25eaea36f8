import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { BotActivity } from './channel';
import { freePort, startChild } from './childProcess';
import type { Bot, Script } from './conversation';
import { emailOf } from './round';

/** The same for all instances on one database. */
const encryptionKey = randomBytes(32).toString('base64');

const CARD = 'application/vnd.microsoft.card.adaptive';

/** What this file was built into, where the bot's own index is as well. */
const BUILT = join(__dirname, '..');

export interface OurBotOptions {
  sandboxPort: number;
  databaseUrl: string;
}

/**
 * Starts this project's bot as it is: durable state, encryption, guess limits, the vendor's SDK against the sandbox. What a
 * developer's own settings file says is overruled, so that nothing leaves this machine.
 */
export async function startOurBot({ sandboxPort, databaseUrl }: OurBotOptions): Promise<Bot> {
  const port = await freePort();
  const child = await startChild({
    name: 'the bot',
    script: join(BUILT, 'index.js'),
    environment: {
      PORT: String(port),
      HOST: '127.0.0.1',
      // As `npm start` has it: the collector waits until there is much to collect otherwise.
      NODE_OPTIONS: '--max-semi-space-size=16 --max-old-space-size=512',
      NODE_ENV: 'development',
      LOG_LEVEL: 'silent',
      DATABASE_URL: databaseUrl,
      DATA_ENCRYPTION_KEY: encryptionKey,
      COMMERCE_VENDOR: 'shopify',
      SANDBOX: 'on',
      SANDBOX_PORT: String(sandboxPort),
      SANDBOX_URL: '',
      MicrosoftAppId: '',
    },
    readyUrl: `http://127.0.0.1:${port}/readyz`,
  });
  return {
    stop: () => child.stop(),
    pids: [child.pid],
    name: 'ours',
    endpoint: `http://127.0.0.1:${port}/api/messages`,
    script: ourScript,
  };
}

/** Starts the bot to compare with. */
export async function startStockBot(): Promise<Bot> {
  const port = await freePort();
  const child = await startChild({
    name: 'the stock bot',
    script: join(__dirname, 'stockBot.js'),
    environment: { PORT: String(port) },
    readyUrl: `http://127.0.0.1:${port}/`,
  });
  return {
    stop: () => child.stop(),
    pids: [child.pid],
    name: 'stock',
    endpoint: `http://127.0.0.1:${port}/api/messages`,
    script: stockScript,
  };
}

const ourScript: Script = (orderNumber) => [
  { says: 'track an order', isAnswer: asksFor('order number') },
  { says: orderNumber, isAnswer: asksFor('e-mail') },
  { says: emailOf(orderNumber), isAnswer: (activity) => isCardOf(activity, orderNumber) },
];

const stockScript: Script = (orderNumber) => [
  { says: 'track an order', isAnswer: asksFor('order number') },
  { says: orderNumber, isAnswer: asksFor('e-mail') },
  { says: emailOf(orderNumber), isAnswer: asksFor(`Order ${orderNumber}`) },
];

function asksFor(words: string): (activity: BotActivity) => boolean {
  return ({ text }) => text?.includes(words) === true;
}

function isCardOf({ attachments }: BotActivity, orderNumber: string): boolean {
  const card = attachments?.find(({ contentType }) => contentType === CARD);
  return card !== undefined && JSON.stringify(card.content).includes(`Order ${orderNumber}`);
}
