import type { BrowserContext, Locator, Page } from 'playwright-core';
import { eventually } from './botProcess';

export type Persona = 'customer' | 'employee';

/** A part of what is said, or its form. */
export type Expected = string | RegExp;

const SEND_BOX = { name: /message|nachricht/i };
const WITHIN_MS = 60_000;
const ANSWER_WITHIN_MS = 25_000;
/** A picture of one white pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTjW0AAAAABJRU5ErkJggg==',
  'base64',
);

/** The demo page as a user works with it. */
export class ChatPage {
  constructor(readonly page: Page) {}

  async open(url: string, persona: Persona = 'customer'): Promise<void> {
    await this.page.goto(url);
    await this.sees('What can I do', 'Hello!', 'Hallo');
    if (persona === 'employee') await this.choose('Employee', 'signed in as');
  }

  /** Chooses something on the panel beside the chat; it is open on a wide page. */
  async choose(option: string, ...expected: Expected[]): Promise<void> {
    await this.page.locator('.panel .segments label', { hasText: option }).click();
    if (expected.length > 0) await this.sees(...expected);
  }

  async say(text: string): Promise<void> {
    const box = this.page.getByRole('textbox', SEND_BOX);
    await box.fill(text);
    await box.press('Enter');
  }

  async click(button: string): Promise<void> {
    await this.button(button).click();
  }

  /** The newest button of that name. */
  button(name: string): Locator {
    return this.page.locator('#chat').getByRole('button', { name, exact: true }).last();
  }

  /** Says something and waits until all of it can be read in what comes after; gives that. */
  ask(text: string, ...expected: Expected[]): Promise<string> {
    return this.#hears(() => this.say(text), expected);
  }

  /** The same by a button. */
  press(button: string, ...expected: Expected[]): Promise<string> {
    return this.#hears(() => this.click(button), expected);
  }

  /** The same by a user who clicks everything twice. */
  pressTwice(button: string, ...expected: Expected[]): Promise<string> {
    return this.#hears(() => this.button(button).dblclick(), expected);
  }

  /** Attaches a file with the paper clip and sends it. */
  attach(name: string, ...expected: Expected[]): Promise<string> {
    const send = async () => {
      const chosen = this.page.waitForEvent('filechooser');
      await this.page
        .getByRole('button', { name: /upload|attach/i })
        .first()
        .click();
      await (await chosen).setFiles({ name, mimeType: 'image/png', buffer: PIXEL });
      await this.page.locator('.webchat__attachment-icon--checked').waitFor();
      await this.page.getByRole('textbox', SEND_BOX).press('Enter');
    };
    return this.#hears(send, expected);
  }

  /** Loads the page again; done when all that was said can be read again. */
  async reload(): Promise<void> {
    const before = await this.#activities().count();
    await this.page.reload();
    await this.#hasActivities(before);
  }

  /** The same conversation in another tab, as "duplicate this tab" does it. */
  async duplicate(): Promise<ChatPage> {
    const kept = await this.page.evaluate<string>("sessionStorage.getItem('conversation')");
    const page = await this.page.context().newPage();
    await page.addInitScript(`sessionStorage.setItem('conversation', ${JSON.stringify(kept)})`);
    await page.goto(this.page.url());
    const other = new ChatPage(page);
    await other.#hasActivities(await this.#activities().count());
    return other;
  }

  /** Waits until one of the texts can be read, and gives how long that took, in milliseconds. */
  async sees(...texts: Expected[]): Promise<number> {
    const start = performance.now();
    await eventually(
      async () => {
        const transcript = await this.transcript();
        return texts.some((text) => holds(transcript, text)) ? true : undefined;
      },
      `"${texts.join('" or "')}" in the chat`,
      WITHIN_MS,
    );
    return performance.now() - start;
  }

  async transcript(): Promise<string> {
    return plain(await this.page.locator('#chat').innerText());
  }

  /** Waits until so many messages hold a text. */
  async seesCards(text: string, count: number): Promise<void> {
    const all = async () => ((await this.count(text)) >= count ? true : undefined);
    await eventually(all, `"${text}" ${count} times in the chat`, ANSWER_WITHIN_MS);
  }

  /** How many messages hold a text. */
  async count(text: string): Promise<number> {
    const said = await this.page.locator('#chat .webchat__bubble__content').allInnerTexts();
    return said.filter((each) => plain(each).includes(text)).length;
  }

  #activities(): Locator {
    return this.page.locator('#chat .webchat__basic-transcript__activity');
  }

  async #hasActivities(count: number): Promise<void> {
    const all = async () => ((await this.#activities().count()) >= count ? true : undefined);
    await eventually(all, `${count} messages in the chat`, WITHIN_MS);
  }

  async #hears(act: () => Promise<void>, expected: readonly Expected[]): Promise<string> {
    const activities = this.#activities();
    const before = await activities.count();
    await act();
    let heard = '';
    const all = async () => {
      const suggested = await this.page.locator('#chat .webchat__suggested-actions').allInnerTexts();
      heard = plain([...(await activities.allInnerTexts()).slice(before), ...suggested].join('\n'));
      return expected.every((text) => holds(heard, text)) ? heard : undefined;
    };
    return eventually(all, `"${expected.join('" and "')}" in the answer`, ANSWER_WITHIN_MS).catch((error: unknown) => {
      throw new Error(`${String(error)}; it was:\n${heard}`);
    });
  }
}

/** The newest code that was mailed to somebody, read where a developer reads it: on the mail page, in another tab. */
export async function mailedCode(context: BrowserContext, url: string, email: string): Promise<string> {
  const page = await context.newPage();
  const newest = async () => {
    await page.goto(`${url}/mail`);
    const mail = await page.locator('article', { hasText: email }).first().innerText({ timeout: 1_000 });
    return /\d{6}/.exec(mail)?.[0];
  };
  const code = await eventually(newest, `a code for ${email}`);
  await page.close();
  return code;
}

function holds(text: string, expected: Expected): boolean {
  return typeof expected === 'string' ? text.includes(expected) : expected.test(text);
}

/** Without Web Chat's curly apostrophes and the invisible spaces around its links. */
function plain(text: string): string {
  return text.replaceAll('’', "'").replaceAll('\u200B', '');
}
