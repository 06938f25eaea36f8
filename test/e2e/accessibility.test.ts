import type { Page } from 'playwright-core';
import { violations } from './helpers/axe';
import { PIXEL, type ChatPage } from './helpers/chatPage';
import { Conversations } from './helpers/conversations';

const TICKET = 'open an urgent ticket, my screen is black, my mail is customer@example.com';

const SEND_BOX = '.webchat__send-box-text-box__input';

const users = Conversations.forTests();

const WIDTHS = [
  [360, 740],
  [1440, 900],
] as const;

/** At both widths and in both schemes, changed under the open conversation as a device does it at sunset. */
async function isSound(page: Page): Promise<void> {
  for (const [width, height] of WIDTHS) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await atRest(page);
      expect({ width, colorScheme, violations: await violations(page) }).toMatchObject({ violations: [] });
    }
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  }
}

/** The page has drawn what it was told, and no colour is on its way to another. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  await page.evaluate(`Promise.allSettled(document.getAnimations()
    .filter((each) => each instanceof CSSTransition).map(({ finished }) => finished))`);
}

describe('WCAG 2.2 AA holds and nothing sticks out, on a phone and a desk, light and dark', () => {
  test('with the menu, an order, a review card, suggestions and feedback', async () => {
    const chat = await users.chat();
    await chat.ask('where is order 1005? customer@example.com', 'Parcel 2 of 2', 'anything else');
    await isSound(chat.page);
    await chat.ask(TICKET, 'Your ticket', 'Screen stays black');
    await isSound(chat.page);
    await chat.ask('abc', "I didn't get that", 'Change topic');
    await isSound(chat.page);
    await chat.press('Open the ticket', 'How was that?');
    await isSound(chat.page);
  });

  test('with products side by side, and the mails', async () => {
    const chat = await users.chat();
    await chat.page.route('https://cdn.shopify.com/**', (route) =>
      route.fulfill({ contentType: 'image/png', body: PIXEL }),
    );
    await chat.ask('Find a product', 'What are you looking for?');
    await chat.ask('bl', /See it in the shop.*See it in the shop/s);
    await chat.page.locator('#chat').getByRole('img', { name: 'Blue T-Shirt' }).first().waitFor();
    await isSound(chat.page);

    await chat.ask('my recent orders', 'e-mail address');
    await chat.ask('anybody@example.com', 'What is the code?');
    await chat.page.goto(`${users.bot.url}/mail`);
    await chat.page.getByRole('heading', { name: 'is your code' }).first().waitFor();
    await isSound(chat.page);
  });

  test('with the operations page, while somebody waits for a person', async () => {
    const chat = await users.chat();
    await chat.ask('agent', /e-mail/);
    await chat.page.goto(`${users.bot.url}/ops`);
    await chat.page.getByRole('button', { name: 'Mark as taken care of' }).first().waitFor();
    await isSound(chat.page);
  });
});

test('an order can be tracked with the keyboard alone', async () => {
  const chat = await users.chat();
  await tabTo(chat, SEND_BOX);
  await chat.page.keyboard.type('where is order 1001? customer@example.com');
  await chat.page.keyboard.press('Enter');
  await chat.sees('1Z999AA10123456784');
});

test('with the keyboard alone an answer on the review card is changed, and the card is sent', async () => {
  const before = (await users.bot.records('zendesk', 'ticket')).length;
  const chat = await users.chat();
  await chat.ask(TICKET, 'Your ticket');
  await enterCard(chat);
  await tabTo(chat, '[role="button"][aria-label="Change priority"]');
  await chat.page.keyboard.press('Enter');
  await chat.sees('How urgent is it?');
  await chat.page.keyboard.press('Escape');
  await tabTo(chat, SEND_BOX);
  await chat.page.keyboard.type('low');
  await chat.page.keyboard.press('Enter');
  await chat.seesCards('Your ticket', 2);
  await enterCard(chat);
  await tabTo(chat, '.ac-pushButton.style-positive');
  await chat.page.keyboard.press('Enter');
  await chat.sees('your ticket has the number');
  const opened = (await users.bot.records<{ priority: string }>('zendesk', 'ticket')).slice(before);
  expect(opened).toMatchObject([{ priority: 'low' }]);
});

/** Web Chat's own way in: from the box back to the transcript, which is one stop; Enter leads into its newest message, Escape out. */
async function enterCard(chat: ChatPage): Promise<void> {
  await tabTo(chat, SEND_BOX);
  await tabTo(chat, '.webchat__basic-transcript', 'Shift+Tab');
  await chat.page.keyboard.press('Enter');
}

/** Presses a key until an element is reached. */
async function tabTo(chat: ChatPage, selector: string, key = 'Tab'): Promise<void> {
  const isThere = () => chat.page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)})`);
  for (let tabs = 0; tabs < 40 && !(await isThere()); tabs++) await chat.page.keyboard.press(key);
  expect(await isThere()).toBe(true);
}
