import type { Browser, BrowserContextOptions } from 'playwright-core';
import { BotProcess, eventually } from './helpers/botProcess';
import { openBrowser } from './helpers/browser';
import { startForeignSite, type ForeignSite } from './helpers/foreignSite';
import { WidgetPage } from './helpers/widgetPage';

const WELCOME = "Hello! I'm the";
const PHONE = { viewport: { width: 320, height: 568 }, isMobile: true, hasTouch: true };

jest.setTimeout(120_000);

let bot: BotProcess;
let browser: Browser;
let site: ForeignSite;

beforeAll(async () => {
  bot = await BotProcess.start();
  browser = await openBrowser();
  site = await startForeignSite(bot.url, 'data-title="Cash $& back" data-language="constructor"');
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await bot?.stop();
});

afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

async function visit(options: BrowserContextOptions = {}, path = '/'): Promise<WidgetPage> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1000, height: 700 }, ...options });
  return WidgetPage.open(await context.newPage(), site.origin + path);
}

test('a page that makes its body anew keeps the chat, which takes no room in it and knows odd attributes', async () => {
  const widget = await visit();
  expect(await widget.launcher.getAttribute('aria-label')).toBe('Open the chat: Cash $& back');
  await widget.launcher.click();
  await widget.sees(WELCOME);
  await widget.page.evaluate(
    "document.body.replaceWith(Object.assign(document.createElement('body'), { innerHTML: '<p>Other</p>' }))",
  );
  await widget.page.addStyleTag({ url: '/site.css' });
  await widget.say('menu');
  await widget.sees('What can I do for you?');
  // Its middle: under the mouse it is a little larger.
  const { x, y, width, height } = (await widget.launcher.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  expect([x + width / 2, y + height / 2]).toEqual([950, 650]);
  expect(widget.complaints).toEqual([]);
});

test('a page that isolates itself shows it all the same', async () => {
  const widget = await visit({}, '/isolated');
  expect(await widget.page.evaluate('crossOriginIsolated')).toBe(true);
  await widget.launcher.click();
  await widget.sees(WELCOME);
  expect(widget.complaints).toEqual([]);
});

test('opened while the bot is down it says so, can be closed on a phone, and is there once the bot is', async () => {
  const widget = await visit(PHONE);
  await bot.kill();
  await widget.launcher.click();
  await widget.page.getByText('The chat cannot be reached').waitFor();
  await widget.launcher.click();
  await widget.page.locator('main:not([inert])').waitFor();
  await widget.launcher.click();
  await bot.boot();
  await widget.sees(WELCOME);
  await widget.launcher.waitFor({ state: 'hidden' });
  const isInBox = async () => (await widget.focused()).includes('webchat__send-box-text-box__input') || undefined;
  await eventually(isInBox, 'the focus is in the box');
});

test('on the narrowest phone all of it is on the screen, and nothing makes the phone zoom; who zooms gets no other size', async () => {
  const widget = await visit(PHONE);
  await widget.launcher.click();
  await widget.sees(WELCOME);
  const right = await widget.frame.getByRole('button', { name: 'Send' }).boundingBox();
  expect((right?.x ?? 0) + (right?.width ?? 0)).toBeLessThanOrEqual(320);
  expect(
    await widget.inside.evaluate(
      "getComputedStyle(document.querySelector('.webchat__send-box-text-box__input')).fontSize",
    ),
  ).toBe('16px');
  const session = await widget.page.context().newCDPSession(widget.page);
  await session.send('Emulation.setPageScaleFactor', { pageScaleFactor: 2 });
  await eventually(async () => (await widget.page.evaluate('visualViewport.scale')) === 2 || undefined, 'it is zoomed');
  const height = await widget.page.evaluate(
    "document.querySelector('html > div').shadowRoot.querySelector('iframe').clientHeight",
  );
  expect(height).toBe(568);
});
