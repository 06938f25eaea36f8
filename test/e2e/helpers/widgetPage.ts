import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { eventually } from './botProcess';

const ANSWER_WITHIN_MS = 25_000;

/** A website's page with the widget on it, as a visitor works with it. */
export class WidgetPage {
  /** Whatever the browser complained about: errors of scripts, violations of a content security policy. */
  readonly complaints: string[] = [];
  /** The addresses of everything that was loaded. */
  readonly loaded: string[] = [];

  private constructor(readonly page: Page) {
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('request', (request) => this.loaded.push(request.url()));
  }

  static async open(page: Page, url: string): Promise<WidgetPage> {
    const widget = new WidgetPage(page);
    // In every frame.
    await page.addInitScript(
      "addEventListener('securitypolicyviolation', (event) => console.error('violated', event.violatedDirective, event.blockedURI))",
    );
    await page.goto(url);
    await widget.launcher.waitFor();
    return widget;
  }

  get launcher(): Locator {
    return this.page.locator('button[aria-haspopup="dialog"]');
  }

  get box(): Locator {
    return this.frame.getByRole('textbox', { name: /message|nachricht/i });
  }

  /** The chat's own page, to look at as a page. */
  get inside(): Frame {
    const found = this.page.frames().find((frame) => frame.url().includes('/widget#'));
    if (!found) throw new Error('the chat has not been loaded');
    return found;
  }

  get frame(): FrameLocator {
    return this.page.frameLocator('iframe');
  }

  async say(text: string): Promise<void> {
    await this.box.fill(text);
    await this.box.press('Enter');
  }

  /** Waits until all of it can be read in the chat. */
  async sees(...texts: string[]): Promise<void> {
    let seen = '';
    const all = async () => {
      seen = (await this.frame.locator('body').innerText()).replaceAll('’', "'").replaceAll('\u200B', '');
      return texts.every((text) => seen.includes(text)) ? true : undefined;
    };
    await eventually(all, `"${texts.join('" and "')}"`, ANSWER_WITHIN_MS).catch((error: unknown) => {
      throw new Error(`${String(error)}; it was:\n${seen}`);
    });
  }

  /** The class of what has the focus in the chat. */
  async focused(): Promise<string> {
    return this.inside.evaluate('document.activeElement?.className ?? ""');
  }

  async transcript(): Promise<string> {
    return this.frame.locator('#chat').innerText();
  }
}
