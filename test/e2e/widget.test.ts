import { SignJWT } from 'jose';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { violations } from './helpers/axe';
import { BotProcess, eventually } from './helpers/botProcess';
import { openBrowser } from './helpers/browser';
import { startForeignSite, type ForeignSite } from './helpers/foreignSite';
import { WidgetPage } from './helpers/widgetPage';

const ASK = 'where is order 1001? customer@example.com';
const TRACKING = '1Z999AA10123456784';
const WELCOME = "Hello! I'm the";
const JWT_SECRET = 'what only the website and the bot know';
const MOST_BYTES = 20_000;

jest.setTimeout(120_000);

let bot: BotProcess;
let browser: Browser;
let site: ForeignSite;

/** The bot reaches its own Direct Line as it reaches Azure's: over HTTP, with the channel's secret. */
beforeAll(async () => {
  bot = await BotProcess.start((url) => ({
    DIRECT_LINE_SECRET: 'the secret of the channel',
    DIRECT_LINE_DOMAIN: `${url}/v3/directline`,
    WEBSITE_JWT_SECRET: JWT_SECRET,
  }));
  browser = await openBrowser();
  site = await startForeignSite(bot.url, 'data-color="#17603f" data-title="Contoso help" data-token-url="/token"', 2);
});

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await bot?.stop();
});

beforeEach(async () => {
  await bot.setFault();
  site.signedIn.jwt = undefined;
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

async function visit(options: BrowserContextOptions = {}): Promise<WidgetPage> {
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'Europe/Berlin', ...options });
  return WidgetPage.open(await context.newPage(), site.origin);
}

function jwtOf(email: string, name: string): Promise<string> {
  const token = new SignJWT({ sub: email, email, email_verified: true, name });
  const key = new TextEncoder().encode(JWT_SECRET);
  return token.setProtectedHeader({ alg: 'HS256' }).setExpirationTime('5m').sign(key);
}

test('opened by the keyboard it tracks an order, and goes on after a reload and on the next page; another tab is another chat', async () => {
  const widget = await visit();
  const { page } = widget;
  await page.locator('#other').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await widget.sees(WELCOME);
  const isInBox = async () => (await widget.focused()).includes('webchat__send-box-text-box__input') || undefined;
  await eventually(isInBox, 'the focus is in the box');
  await page.keyboard.type(ASK);
  await page.keyboard.press('Enter');
  await widget.sees(TRACKING);

  await page.reload();
  await widget.sees(ASK, TRACKING);
  await page.locator('#other').click();
  await page.getByRole('heading', { name: 'Jackets for every weather' }).waitFor();
  await widget.sees(ASK, TRACKING);

  const otherTab = await WidgetPage.open(await page.context().newPage(), site.origin);
  await otherTab.launcher.click();
  await otherTab.sees(WELCOME);
  expect(await otherTab.transcript()).not.toContain(TRACKING);

  await page.bringToFront();
  await widget.box.press('Escape');
  // The key is pressed in the frame, which tells the page of it in a message.
  await page.locator('iframe').waitFor({ state: 'hidden' });
  expect(await widget.launcher.getAttribute('aria-expanded')).toBe('false');
  expect(await widget.page.evaluate('document.activeElement.shadowRoot.activeElement.ariaHasPopup')).toBe('dialog');
  expect(widget.complaints).toEqual([]);
});

test('the script is small and alone until the chat is opened; two of them are one', async () => {
  const widget = await visit();
  const script = await fetch(`${bot.url}/widget.js`, { headers: { 'Accept-Encoding': 'identity' } });
  const { length } = Buffer.from(await script.arrayBuffer());
  const compressed = await fetch(`${bot.url}/widget.js`, { headers: { 'Accept-Encoding': 'br' } });
  console.log(`widget.js: ${length} bytes, ${compressed.headers.get('content-encoding')} asked for`);
  expect(length).toBeLessThan(MOST_BYTES);
  const ofBot = () => widget.loaded.filter((url) => url.startsWith(bot.url)).map((url) => new URL(url).pathname);
  expect(new Set(ofBot())).toEqual(new Set(['/widget.js']));
  expect(await widget.page.evaluate("Object.keys(window).filter((name) => name.startsWith('Business'))")).toEqual([
    'BusinessChat',
  ]);
  expect(await widget.launcher.count()).toBe(1);
  await widget.launcher.click();
  await widget.sees(WELCOME);
  expect(ofBot().join()).toContain('/assets/webchat-');
});

describe.each([
  [360, 740, 'light'],
  [1280, 860, 'dark'],
] as const)('at %i × %i, %s', (width, height, colorScheme) => {
  test('WCAG 2.2 AA holds, closed and open, and no policy is violated', async () => {
    const widget = await visit({ viewport: { width, height }, colorScheme });
    const { page } = widget;
    expect(await violations(page)).toEqual([]);
    await widget.launcher.click();
    await widget.sees(WELCOME);
    await widget.say(ASK);
    await widget.sees(TRACKING, 'anything else');
    for (const each of [page, widget.inside]) expect(await violations(each)).toEqual([]);
    const size = await page.locator('iframe').boundingBox();
    if (width < 480) expect(size).toEqual({ x: 0, y: 0, width, height });
    expect(await widget.inside.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    // What a chat that covers the page lies on cannot be reached.
    expect(await page.evaluate("document.querySelector('main').inert")).toBe(width < 480);
    await widget.frame.getByRole('button', { name: 'Close the chat' }).click();
    await page.locator('main:not([inert])').waitFor();
    expect(widget.complaints).toEqual([]);
  });
});

test('what is said while the chat is closed is counted, on the next page too, and read when it is opened', async () => {
  const widget = await visit();
  await widget.launcher.click();
  await widget.sees(WELCOME);
  await bot.setFault({ mode: 'latency', latencyMs: 3_500 });
  await widget.say(ASK);
  await widget.sees(ASK);
  await widget.box.press('Escape');
  await widget.page.locator('#other').click();
  const told = async () =>
    /\d+ new message/.test((await widget.launcher.getAttribute('aria-label')) ?? '') ? true : undefined;
  await eventually(told, 'the launcher tells of new messages');
  expect(await widget.page.getByRole('status').first().innerText()).toMatch(/^\d+ new messages?$/);
  await widget.launcher.click();
  await widget.sees(TRACKING);
  expect(await widget.launcher.getAttribute('aria-label')).toBe('Close the chat');
});

test('whoever the website has signed in is asked nothing, and leaves nothing to the next user', async () => {
  site.signedIn.jwt = await jwtOf('customer@example.com', 'Sarah Miller');
  const widget = await visit();
  await widget.launcher.click();
  await widget.sees('Hello Sarah!');
  await widget.say('my recent orders');
  await widget.sees('1005', '1002');
  expect(await widget.transcript()).not.toContain('code');
  await widget.page.reload();
  await widget.sees('Hello Sarah!', '1002');

  site.signedIn.jwt = undefined;
  await widget.page.evaluate('BusinessChat.userChanged()');
  await widget.sees('this is a new one', WELCOME);
  expect(await widget.transcript()).not.toContain('Sarah');
  await widget.say('my recent orders');
  await widget.sees('e-mail address');
  expect(await widget.frame.locator('#notice').isVisible()).toBe(false);
});

test('a forged sign-in is said, and no chat begins', async () => {
  site.signedIn.jwt = `${await jwtOf('customer@example.com', 'Sarah')}x`;
  const widget = await visit();
  await widget.launcher.click();
  await widget.sees('We could not confirm who you are');
  expect(await widget.box.count()).toBe(0);
  site.signedIn.jwt = await jwtOf('customer@example.com', 'Sarah Miller');
  await widget.frame.getByRole('button', { name: 'Try again' }).click();
  await widget.sees('Hello Sarah!');
});

test('without internet it says so, and sends what was written afterwards', async () => {
  const widget = await visit();
  await widget.launcher.click();
  await widget.sees(WELCOME);
  await widget.page.context().setOffline(true);
  await widget.sees('No internet');
  await widget.page.context().setOffline(false);
  await widget.sees('Online');
  await widget.say(ASK);
  await widget.sees(TRACKING);
});
