import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { BotProcess } from './botProcess';
import { openBrowser } from './browser';
import { ChatPage, mailedCode, type Persona } from './chatPage';

/** Time for a conversation on a machine with much else to do. */
const TEST_MS = 90_000;

/** One bot and one browser for all tests of a file; each test has users and records of its own. */
export class Conversations {
  #bot: BotProcess | undefined;
  #browser: Browser | undefined;
  readonly #contexts: BrowserContext[] = [];

  /** Sets the file's tests up and tidies up after them. */
  static forTests(): Conversations {
    const conversations = new Conversations();
    jest.setTimeout(TEST_MS);
    beforeAll(() => conversations.#start());
    beforeEach(() => conversations.bot.resetSandbox());
    afterEach(() => conversations.#closePages());
    afterAll(() => conversations.#stop());
    return conversations;
  }

  get bot(): BotProcess {
    if (!this.#bot) throw new Error('the bot runs only while there are tests');
    return this.#bot;
  }

  /** A new user on a page of their own. */
  async chat(persona: Persona = 'customer', options: BrowserContextOptions = {}): Promise<ChatPage> {
    const context = await this.#browser?.newContext({ locale: 'en-US', timezoneId: 'Europe/Berlin', ...options });
    if (!context) throw new Error('the browser runs only while there are tests');
    this.#contexts.push(context);
    const chat = new ChatPage(await context.newPage());
    await chat.open(this.bot.url, persona);
    return chat;
  }

  /** The code that was mailed last, from a second tab. */
  codeFor(email: string, chat: ChatPage): Promise<string> {
    return mailedCode(chat.page.context(), this.bot.url, email);
  }

  async #start(): Promise<void> {
    [this.#bot, this.#browser] = await Promise.all([BotProcess.start(), openBrowser()]);
  }

  async #closePages(): Promise<void> {
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()));
  }

  async #stop(): Promise<void> {
    await this.#browser?.close();
    await this.#bot?.stop();
  }
}
