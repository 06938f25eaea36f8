import type { Page } from 'playwright-core';
import { eventually } from './botProcess';

/** The demo page as a user works with it. */
export class ChatPage {
  constructor(readonly page: Page) {}

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.sees('What can I do', 'Hello!');
  }

  async say(text: string): Promise<void> {
    const box = this.page.getByRole('textbox', { name: /message/i });
    await box.fill(text);
    await box.press('Enter');
  }

  async click(button: string): Promise<void> {
    await this.page.getByRole('button', { name: button }).last().click();
  }

  /** Waits until one of the texts can be read, and gives how long that took, in milliseconds. */
  async sees(...texts: string[]): Promise<number> {
    const start = performance.now();
    await eventually(
      async () => {
        const transcript = await this.transcript();
        return texts.some((text) => transcript.includes(text)) ? true : undefined;
      },
      `"${texts.join('" or "')}" in the chat`,
      60_000,
    );
    return performance.now() - start;
  }

  transcript(): Promise<string> {
    return this.page.locator('main').innerText();
  }

  /** How often a text can be read. */
  async count(text: string): Promise<number> {
    return (await this.transcript()).split(text).length - 1;
  }
}
