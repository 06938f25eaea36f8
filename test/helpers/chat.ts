import type { Activity } from 'botbuilder';
import type { UserTokenClient } from 'botframework-connector';
import { createBot, type Bot } from '../../bots/createBot';
import { loadConfig, type AppConfig } from '../../services/config';
import { createLogger, type Logger } from '../../services/logger';
import type { Services } from '../../services/services';
import { createCipher } from '../../services/storage/cipher';
import type { Database } from '../../services/storage/database';
import { VisitorStore } from '../../services/visitors/visitorStore';
import { noticeDeath, openTestDatabase } from './testDatabase';
import { MemoryChannel } from './channel';
import { MailCatcher } from '../../services/mail/mailCatcher';
import { ManualClock, settle } from './manualClock';
import { testRecognizer } from './recognizer';

export interface ChatOptions {
  services: Services;
  clock?: ManualClock;
  database?: Database;
  channelId?: string;
  /** The client of the token service, where somebody signs in. */
  tokens?: UserTokenClient;
  settings?: Record<string, string>;
  log?: Logger;
}

/** A whole bot in a conversation, on a clock that is moved by hand. */
export class Chat {
  #bot: Bot | undefined;
  /** What the bot sent by e-mail. */
  readonly mails = new MailCatcher();
  #read = 0;

  private constructor(
    public channel: MemoryChannel,
    readonly clock: ManualClock,
    readonly database: Database,
    readonly config: AppConfig,
    private readonly services: Services,
    private readonly log: Logger,
  ) {}

  static async start({ services, clock, database, channelId, tokens, log, settings = {} }: ChatOptions): Promise<Chat> {
    const config = loadConfig({ COMPANY_TIME_ZONE: 'UTC', ...settings });
    const chat = new Chat(
      new MemoryChannel(channelId, tokens),
      clock ?? new ManualClock(),
      database ?? (await openTestDatabase()),
      config,
      services,
      log ?? createLogger('silent'),
    );
    await chat.boot();
    return chat;
  }

  get bot(): Bot {
    if (!this.#bot) throw new Error('the bot is not running');
    return this.#bot;
  }

  /** Starts a process on the database as it is; after `kill`, the next one. */
  async boot(): Promise<void> {
    this.channel = this.channel.reconnect();
    if (this.database.isShared) await noticeDeath(this.database);
    const cipher = createCipher(Buffer.alloc(32, 7));
    this.#bot = createBot({
      config: this.config,
      database: this.database,
      cipher,
      visitors: new VisitorStore(this.database, cipher, this.clock),
      services: this.services,
      adapter: this.channel,
      clock: this.clock,
      log: this.log,
      recognizer: testRecognizer(),
      mailer: this.mails,
      hearsFrom: () => true,
    });
    await this.#bot.start();
  }

  /** As `kill -9`: timers and everything in memory are gone, the database stays. */
  kill(): void {
    this.clock.forgetTimers();
    this.#bot = undefined;
  }

  /** Sends a message and waits until the bot has come to rest; what it answers is read with `heard`. */
  async say(text: string, more: Partial<Activity> = {}): Promise<string[]> {
    const { handler } = this.bot;
    const turn = this.channel.deliver({ text, ...more }, (context) => handler.run(context));
    turn.catch(() => undefined);
    await settle();
    return this.heard();
  }

  /** Any activity; resolves with the turn. */
  async send(activity: Partial<Activity>): Promise<string[]> {
    const { handler } = this.bot;
    await this.channel.deliver(activity, (context) => handler.run(context));
    return this.heard();
  }

  /** What the bot has said since the last call, as a reader would see it; typing and events are left out. */
  heard(): string[] {
    const news = this.channel.sent.slice(this.#read);
    this.#read = this.channel.sent.length;
    return news.filter(({ type }) => type === 'message').map(describe);
  }

  async close(): Promise<void> {
    const stopped = this.#bot?.stop(0);
    await this.clock.advance(1);
    await stopped;
    await this.database.close();
  }
}

interface CardContent {
  buttons?: { title: string }[];
  body?: { type: string; actions?: { title: string }[] }[];
}

/** A message in one line: its text, its card in words, its buttons. */
export function describe(activity: Partial<Activity>): string {
  const cards = (activity.attachments ?? []).flatMap(({ contentType, content }) => {
    const { buttons = [], body = [] } = content as CardContent;
    // A card of nothing but buttons, where there are no hero cards.
    if (body.length > 0 && body.every(({ type }) => type === 'ActionSet'))
      return body.flatMap(({ actions = [] }) => actions.map(({ title }) => `[${title}]`));
    if (contentType === 'application/vnd.microsoft.card.adaptive') return [`(card) ${activity.summary ?? ''}`];
    return buttons.map(({ title }) => `[${title}]`);
  });
  const suggestions = (activity.suggestedActions?.actions ?? []).map(({ title }) => `[${title}]`);
  return [activity.text ?? '', ...cards, ...suggestions].filter(Boolean).join(' ');
}
