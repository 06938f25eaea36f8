import type { Browser } from 'playwright-core';
import { BotProcess, eventually } from './helpers/botProcess';
import { openBrowser } from './helpers/browser';
import { ChatPage } from './helpers/chatPage';

const ASK = 'where is order 1001? customer@example.com';
const STILL_CHECKING = 'still checking';
const WAY_OUT = 'I still have no answer';
const TRACKING = '1Z999AA10123456784';

jest.setTimeout(120_000);

let bot: BotProcess;
let browser: Browser;
let chat: ChatPage;

beforeAll(async () => {
  bot = await BotProcess.start();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await bot?.stop();
});

beforeEach(async () => {
  await bot.setFault();
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'Europe/Berlin' });
  chat = new ChatPage(await context.newPage());
  await chat.open(bot.url);
});

afterEach(() => chat.page.context().close());

test('order 1001 is tracked in one message', async () => {
  await chat.say(ASK);
  await chat.sees(TRACKING);
  const transcript = await chat.transcript();
  for (const part of ['On its way', 'January 20, 2026', 'Blue T-Shirt', 'Black Jeans', 'UPS'])
    expect(transcript).toContain(part);
});

test('a double click on a suggestion says it once, and the box can still be used', async () => {
  await chat.say(ASK);
  await chat.sees('anything else');
  await chat.page.getByRole('button', { name: 'Track another order' }).last().dblclick();
  await chat.sees('What is the order number?');
  await chat.say('1002');
  await chat.sees('Order 1002');
  expect(await chat.count('does not look like an order number')).toBe(0);
});

test('a shop that needs 7 s: first "still checking", then the answer', async () => {
  await bot.setFault({ mode: 'latency', latencyMs: 7_000 });
  await chat.say(ASK);
  const start = performance.now();
  await chat.sees(STILL_CHECKING);
  const stillCheckingMs = performance.now() - start;
  expect(await chat.count(TRACKING)).toBe(0);
  await chat.sees(TRACKING);
  console.log(
    `"still checking" after ${Math.round(stillCheckingMs)} ms, answer after ${Math.round(performance.now() - start)} ms`,
  );
  expect(stillCheckingMs).toBeGreaterThan(4_000);
});

test('a shop that hangs: "hello?" is answered, a reload loses nothing, the way out comes, keep waiting ends in the answer', async () => {
  await bot.setFault({ mode: 'latency', latencyMs: 18_500 });
  await chat.say(ASK);
  const start = performance.now();
  await chat.sees(STILL_CHECKING);
  await chat.say('hello?');
  await chat.sees('so far');
  await chat.page.reload();
  await chat.sees('hello?');
  await chat.sees(WAY_OUT);
  const wayOutMs = performance.now() - start;
  await chat.click('Keep waiting');
  await chat.sees('keep at it');
  await chat.sees(TRACKING);
  console.log(`way out after ${Math.round(wayOutMs)} ms, answer after ${Math.round(performance.now() - start)} ms`);
  expect(wayOutMs).toBeGreaterThan(13_000);
  expect(await chat.count(STILL_CHECKING)).toBeGreaterThan(0);
});

test('each way out works: try again, talk to a person', async () => {
  await bot.setFault({ mode: 'hang' });
  await chat.say(ASK);
  await chat.sees(WAY_OUT);
  await bot.setFault();
  // The last known status stands there already, with the same number.
  await chat.press('Try again', TRACKING, 'anything else');
  await chat.click('Talk to a person');
  await chat.sees('Your reference is');
});

test('the panel makes all systems fail and be well again, offers sentences, and leads to the mails', async () => {
  const faulty = async () => {
    const faults = (await (await fetch(`${bot.sandboxUrl}/control/faults`)).json()) as { vendor: string }[];
    return faults.map(({ vendor }) => vendor).sort();
  };
  await chat.choose('Failing');
  const all = ['salesforce', 'servicenow', 'shopify', 'workday', 'zendesk'];
  await eventually(async () => ((await faulty()).join() === all.join() ? true : undefined), 'all systems fail');
  await chat.choose('Normal');
  await eventually(async () => ((await faulty()).length === 0 ? true : undefined), 'no system fails');
  await chat.page.getByRole('button', { name: 'Is the red mug in stock?' }).click();
  await chat.sees('Sold out');
  expect(await chat.page.getByRole('link', { name: 'Mails the bot has sent' }).getAttribute('href')).toBe('mail');
  await chat.choose('Employee', 'signed in as');
  await chat.page.getByRole('button', { name: "I'd like next Mon–Wed off" }).click();
  await chat.sees('Your leave request');
});

test('kill -9 while the shop is asked, and a restart: the answer still comes, without a reload', async () => {
  await bot.setFault({ mode: 'latency', latencyMs: 7_000 });
  await chat.say(ASK);
  await chat.sees(STILL_CHECKING);
  await bot.kill();
  await bot.setFault();
  await bot.boot();
  await chat.sees(TRACKING);
});
