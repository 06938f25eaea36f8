import { ASK, CARD, LookUp, MORE } from '../helpers/lookUp';
import type { Chat } from '../helpers/chat';
import type { ManualVendor } from '../helpers/vendor';

let lookUp: LookUp;
let chat: Chat;
let vendor: ManualVendor;

beforeEach(async () => {
  lookUp = await LookUp.start();
  ({ chat, vendor } = lookUp);
});

afterEach(() => chat.close());

test('an answer that the channel refuses within the turn comes later', async () => {
  await chat.say(ASK);
  chat.channel.refuseWith = 502;
  await lookUp.answer();
  chat.channel.refuseWith = undefined;
  expect((await lookUp.after(30_000)).join()).toContain('(card) Order 1001');
});

test('an answer that cannot be stored at the moment is not told as a failure', async () => {
  await chat.say(ASK);
  jest.spyOn(chat.database, 'transaction').mockRejectedValueOnce(new Error('disk is full'));
  expect((await lookUp.answer()).join()).not.toContain('Something went wrong');
  // The lease of the interrupted attempt ends, and the look-up is made again.
  await lookUp.after(36_000);
  expect(vendor.calls.length).toBeGreaterThan(1);
  expect((await lookUp.answer()).join()).toContain('(card) Order 1001');
});

test('a channel that does not answer holds the conversation no longer than 15 s', async () => {
  jest.spyOn(chat.channel, 'sendActivities').mockReturnValueOnce(new Promise(() => undefined));
  await chat.say('menu');
  const next = chat.say('help');
  await lookUp.after(15_000);
  await next;
  expect((await lookUp.after(0)).concat(chat.channel.sent.map(({ text }) => text ?? '')).join()).toContain(
    'These words work',
  );
});

test('a turn that returns everything at once is not followed by words that waited for it', async () => {
  const turn = chat.send({ text: ASK, deliveryMode: 'expectReplies' });
  await chat.clock.advance(15_100);
  expect(await turn).toEqual([expect.stringContaining('[Try again]')]);
  expect(await lookUp.after(5_000)).toEqual([]);
});

test('a look-up left by "menu" that fails is told', async () => {
  await chat.say(ASK);
  await lookUp.after(16_000);
  await chat.say('menu');
  expect((await lookUp.after(20_000)).join()).toContain('could not get an answer');
});

test('after the welcome a number means its button, whoever the channel says the arrival is from', async () => {
  const joins = {
    type: 'conversationUpdate',
    from: { id: 'conversation-1', name: '' },
    membersAdded: [{ id: 'user-1', name: '' }],
  };
  await chat.send(joins);
  expect(await chat.say('1')).toEqual([expect.stringContaining('What is the order number?')]);
});

test('an answer comes as usual after all that', async () => {
  await chat.say(ASK);
  expect(await lookUp.answer()).toEqual([CARD, MORE]);
});
