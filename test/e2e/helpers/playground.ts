import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Locator, Page } from 'playwright-core';
import { eventually, freePort } from './botProcess';

/** Pinned here and in package.json; 15 MB that nobody else needs, so it is fetched when it is wanted. */
const PACKAGE = '@microsoft/m365agentsplayground@0.2.28';
const ANSWER_WITHIN_MS = 20_000;
const FETCHED_WITHIN_MS = 60_000;

/** The Microsoft 365 Agents Playground: another maker's client that behaves as Teams does, and its page. */
export class Playground {
  #page: Page | undefined;

  private constructor(
    readonly url: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(botUrl: string): Promise<Playground> {
    const port = await freePort();
    const to = ['--app-endpoint', `${botUrl}/api/messages`, '--channel-id', 'msteams', '--port', String(port)];
    const child = spawn('npx', ['--yes', PACKAGE, 'start', ...to, '--disable-telemetry'], {
      // Its own window is not wanted, and it must end with all that it starts.
      env: { ...process.env, BROWSER: 'none' },
      stdio: ['ignore', 'ignore', 'inherit'],
      detached: true,
    });
    const playground = new Playground(`http://127.0.0.1:${port}`, child);
    const answers = async () => ((await fetch(playground.url)).ok ? true : undefined);
    await eventually(answers, `${PACKAGE} answers; npx fetches it from the npm registry`, FETCHED_WITHIN_MS);
    return playground;
  }

  async open(page: Page): Promise<void> {
    this.#page = page;
    await page.goto(this.url);
    // What it logs would be read as if it had been said.
    await page.getByRole('button', { name: 'Toggle Log Panel' }).click();
  }

  get page(): Page {
    if (!this.#page) throw new Error('open a page first');
    return this.#page;
  }

  async choose(chat: 'Personal Chat' | 'Group Chat' | 'My Team - General'): Promise<void> {
    await this.page.getByRole('treeitem', { name: chat }).click();
  }

  /** Says something, mentioning the bot where others read it too; in a channel as a new post. */
  async say(text: string, { mention = false, post = false } = {}): Promise<void> {
    const box = this.page.locator('[role=textbox]').first();
    await box.click();
    if (mention) {
      await this.page.keyboard.type('@Test');
      await this.page.getByRole('menuitem', { name: 'Test Bot' }).click();
    }
    await this.page.keyboard.type(`${mention ? ' ' : ''}${text}`);
    await this.page
      .getByRole('button', { name: post ? 'Post' : 'Send Message' })
      .first()
      .click();
  }

  /** The newest button of that name. */
  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true }).last();
  }

  /** Has the playground send an activity of its menu. */
  async mock(item: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Mock an Activity' }).click();
    await this.page.locator('[role=menu]').getByText(item, { exact: true }).click();
    const send = this.page.getByRole('button', { name: 'Send activity' });
    // Some are sent at once.
    if (
      await send.waitFor({ timeout: 1_500 }).then(
        () => true,
        () => false,
      )
    )
      await send.click();
    await send.waitFor({ state: 'hidden' });
  }

  /** Waits until a text can be read so many times. */
  async sees(text: string, times = 1): Promise<void> {
    const all = async () => ((await this.count(text)) >= times ? true : undefined);
    await eventually(all, `"${text}" ${times} times`, ANSWER_WITHIN_MS).catch(async (error: unknown) => {
      throw new Error(`${String(error)}; there is:\n${await this.#text()}`);
    });
  }

  async count(text: string): Promise<number> {
    return (await this.#text()).split(text).length - 1;
  }

  async stop(): Promise<void> {
    const { pid, exitCode } = this.process;
    if (pid === undefined || exitCode !== null) return;
    const ended = once(this.process, 'exit');
    // The group: npx does not pass a signal on.
    process.kill(-pid, 'SIGTERM');
    await ended;
  }

  #text(): Promise<string> {
    return this.page.locator('body').innerText();
  }
}
