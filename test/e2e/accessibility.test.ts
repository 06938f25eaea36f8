import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { BotProcess } from './helpers/botProcess';
import { openBrowser } from './helpers/browser';
import { ChatPage } from './helpers/chatPage';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

jest.setTimeout(60_000);

let bot: BotProcess;
let browser: Browser;

beforeAll(async () => {
  bot = await BotProcess.start();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await bot?.stop();
});

/** What axe finds, each with the elements it is about. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const results = await page.evaluate<AxeResults>(`axe.run({ runOnly: ${JSON.stringify(WCAG_22_AA)} })`);
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

test.each([
  [360, 740, 'light'],
  [360, 740, 'dark'],
  [1440, 900, 'light'],
  [1440, 900, 'dark'],
] as const)('at %i × %i, %s: WCAG 2.2 AA holds and nothing sticks out', async (width, height, colorScheme) => {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: 'en-US' });
  const chat = new ChatPage(await context.newPage());
  await chat.open(bot.url);
  await chat.say('where is order 1005? customer@example.com');
  await chat.sees('Parcel 2 of 2');
  await chat.sees('anything else');
  expect(await violations(chat.page)).toEqual([]);
  const overflow = await chat.page.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect(overflow).toBeLessThanOrEqual(0);
  await context.close();
});

test('an order can be tracked with the keyboard alone', async () => {
  const context = await browser.newContext({ locale: 'en-US' });
  const chat = new ChatPage(await context.newPage());
  await chat.open(bot.url);
  const isInBox = () =>
    chat.page.evaluate(
      'document.activeElement?.matches(\'[data-testid="send box text area"], .webchat__send-box-text-box__input\')',
    );
  for (let tabs = 0; tabs < 20 && !(await isInBox()); tabs++) await chat.page.keyboard.press('Tab');
  expect(await isInBox()).toBe(true);
  await chat.page.keyboard.type('where is order 1001? customer@example.com');
  await chat.page.keyboard.press('Enter');
  await chat.sees('1Z999AA10123456784');
  await context.close();
});
