import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { BotProcess } from './botProcess';
import { openBrowser } from './browser';
import { ChatPage, mailedCode, type Persona } from './chatPage';

/** Time for a conversation on a machine with much else to do. */
const TEST_MS = 90_000;

const VISITOR: BrowserContextOptions = { locale: 'en-US', timezoneId: 'Europe/Berlin' };

/** One bot and one browser for all tests of a file; each test has users and records of its own. */
export class Conversations {
  #bot: BotProcess | undefined;
  #browser: Browser | undefined;
  #tab: Page | undefined;

  /** Sets the file's tests up and tidies up after them. */
  static forTests(): Conversations {
    const conversations = new Conversations();
    jest.setTimeout(TEST_MS);
    beforeAll(() => conversations.#start());
    beforeEach(() => conversations.bot.resetSandbox());
    afterEach(() => conversations.#closeOtherPages());
    afterAll(() => conversations.#stop());
    return conversations;
  }

  get bot(): BotProcess {
    if (!this.#bot) throw new Error('the bot runs only while there are tests');
    return this.#bot;
  }

  /** A new user, in the tab of the user before, or in a browser of their own that differs in something. */
  async chat(persona: Persona = 'customer', options?: BrowserContextOptions): Promise<ChatPage> {
    const chat = new ChatPage(options ? await this.#newPage(options) : await this.#sameTab());
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

  /** A tab knows Web Chat already, which takes most of the time until a page is there; the next user must not know the user before. */
  async #sameTab(): Promise<Page> {
    if (!this.#tab) return (this.#tab = await this.#newPage());
    await this.#tab.goto(`${this.bot.url}/livez`); // where no script puts anything back
    await this.#tab.evaluate('sessionStorage.clear()');
    return this.#tab;
  }

  async #newPage(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#browser?.newContext({ ...VISITOR, ...options });
    if (!context) throw new Error('the browser runs only while there are tests');
    return context.newPage();
  }

  async #closeOtherPages(): Promise<void> {
    const pages = this.#browser?.contexts().flatMap((context) => context.pages()) ?? [];
    await Promise.all(pages.filter((page) => page !== this.#tab).map((page) => page.close()));
    await this.#tab?.unrouteAll();
  }

  async #stop(): Promise<void> {
    await this.#browser?.close();
    await this.#bot?.stop();
  }
}
