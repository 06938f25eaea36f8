import type { Browser } from 'playwright-core';
import { nextWeek } from '../helpers/leaveDays';
import { BotProcess } from './helpers/botProcess';
import { openBrowser } from './helpers/browser';
import { Playground } from './helpers/playground';

const ASK = 'where is order 1001? customer@example.com';
const TRACKING = '1Z999AA10123456784';
const PRODUCT = 'do you have a red mug?';
const LEAVE = `I need 3 days of vacation from ${nextWeek(1).date}`;

jest.setTimeout(90_000);

let bot: BotProcess;
let browser: Browser;
let teams: Playground;

beforeAll(async () => {
  [bot, browser] = await Promise.all([BotProcess.start(), openBrowser()]);
  teams = await Playground.start(bot.url);
  await teams.open(await browser.newPage({ locale: 'en-US', viewport: { width: 1400, height: 900 } }));
});

afterAll(async () => {
  await browser?.close();
  await teams?.stop();
  await bot?.stop();
});

afterEach(() => expect(bot.logged).not.toContain('turn.failed'));

test('the Playground has the bot installed: one welcome, with the whole menu', async () => {
  await teams.sees('assistant – a bot, but a helpful one');
  await teams.button('Talk to a person').waitFor();
  expect(await teams.count('a bot, but a helpful one')).toBe(1);
});

test('personal chat: an order as a card, what fits next as suggested actions', async () => {
  await teams.say(ASK);
  await teams.sees(TRACKING);
  await teams.button('Track another order').click();
  await teams.sees('What is the order number?');
  await teams.say('cancel');
  await teams.sees("I've stopped that");
});

test('a card submits: a button of the menu says its title', async () => {
  await teams.say('menu');
  await teams.sees('What can I do for you?');
  await teams.button('Report an IT problem').click();
  await teams.sees('What is wrong?');
  await teams.say('cancel');
  await teams.sees("I've stopped that", 2);
});

test('a card executes: leave is asked for once, and the card has no buttons any more', async () => {
  const before = await bot.records('workday', 'leaveRequest');
  await teams.say(LEAVE);
  await teams.button('Send the request').waitFor();
  await teams.button('Send the request').dblclick();
  await teams.sees('You chose: Send the request');
  await teams.sees('Your manager decides on it');
  expect(await teams.button('Send the request').count()).toBe(0);
  expect(await teams.count('Your manager decides on it')).toBe(1);
  expect(await bot.records('workday', 'leaveRequest')).toHaveLength(before.length + 1);
});

test('a slow system: the answer comes later, in the same chat', async () => {
  await bot.setFault({ mode: 'latency', latencyMs: 5_500 });
  await teams.say('where is order 1002? customer@example.com');
  await teams.sees('still checking');
  await teams.sees('Order 1002');
  await bot.setFault();
});

test('news come by themselves, and their button ends them', async () => {
  await teams.button('Tell me when it ships').click();
  await teams.sees("I'll tell you here when order 1002 ships");
  await bot.happen({ vendor: 'shopify', event: 'order.shipped', id: '1002' });
  await teams.sees('your order 1002 is on its way');
  await teams.button('Stop these messages').click();
  await teams.sees("I won't tell you about order 1002 any more");
});

test('here everybody is the employee of the settings, who gets what is theirs', async () => {
  await teams.say('how many vacation days do I have left?');
  await teams.sees('You have 9.5 vacation days');
});

test('group chat: a short greeting once, and an answer to a mention', async () => {
  await teams.choose('Group Chat');
  await teams.sees('Mention me with what you need');
  await teams.say(PRODUCT, { mention: true });
  await teams.sees('Red Mug');
  expect(await teams.count('Mention me with what you need')).toBe(1);
});

test('channel: a post that mentions the bot is answered in its thread', async () => {
  await teams.choose('My Team - General');
  await teams.say(PRODUCT, { mention: true, post: true });
  await teams.sees('Red Mug');
});

test('channel: what is for one pair of eyes goes on in the personal chat', async () => {
  await teams.say(ASK, { mention: true, post: true });
  await teams.sees('I go on in our personal chat');
  expect(await teams.count(TRACKING)).toBe(0);
  await teams.choose('Personal Chat');
  await teams.sees('where others read along: Track an order');
  await teams.sees(TRACKING);
  await teams.choose('My Team - General');
});

test('what happens around it is taken without a word', async () => {
  const greetings = await teams.count('Mention me with what you need');
  for (const item of ['Add user', 'Add channel', 'Rename channel', 'Remove user']) await teams.mock(item);
  await teams.choose('Personal Chat');
  await teams.say('help');
  await teams.sees('These words work at any time');
  await teams.choose('My Team - General');
  expect(await teams.count('Mention me with what you need')).toBe(greetings);
});

test('taken away and installed again: one welcome more', async () => {
  await teams.choose('Personal Chat');
  const welcomes = await teams.count('a bot, but a helpful one');
  await teams.mock('Uninstall application');
  await teams.mock('Install application');
  await teams.sees('a bot, but a helpful one', welcomes + 1);
  await teams.say(ASK);
  await teams.sees('anything else I can do for you');
});
