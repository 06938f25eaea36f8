import { PassThrough } from 'node:stream';
import { createLogger } from '../../services/logger';
import { ServiceError } from '../../services/serviceError';
import { Chat } from '../helpers/chat';
import { ManualVendor, anOrder } from '../helpers/vendor';

const MINUTE = 60_000;

let vendor: ManualVendor;
let chat: Chat;

beforeEach(async () => {
  vendor = new ManualVendor();
  chat = await Chat.start({ services: vendor.services });
});

afterEach(() => chat.close());

async function trackOrder(): Promise<void> {
  await chat.say('where is order 1001? customer@example.com');
  vendor.last.answer(anOrder());
  await chat.clock.advance(0);
  chat.heard();
}

describe('welcome', () => {
  const joins = { type: 'conversationUpdate', membersAdded: [{ id: 'user-1', name: '' }] };

  test('says that it is a bot and what it can do, with the menu', async () => {
    expect(await chat.send(joins)).toEqual([expect.stringMatching(/a bot.*where your order is.*\[Track an order\]/s)]);
  });

  test('comes once, however many updates the channel sends, also after a restart', async () => {
    await chat.send(joins);
    expect(await chat.send(joins)).toEqual([]);
    chat.kill();
    await chat.boot();
    expect(await chat.send(joins)).toEqual([]);
  });

  test('is not for the bot itself', async () => {
    expect(await chat.send({ ...joins, membersAdded: [{ id: 'bot', name: '' }] })).toEqual([]);
  });
});

describe('half an hour of silence', () => {
  test('in the middle of something: continue asks the same question again', async () => {
    await chat.say('track an order');
    await chat.clock.advance(31 * MINUTE);
    expect(await chat.say('1001')).toEqual([expect.stringMatching(/Welcome back.*\[Continue\] \[Start over\]/s)]);
    expect(await chat.say('yes')).toEqual([expect.stringContaining('What is the order number?')]);
    expect(await chat.say('1001')).toEqual([expect.stringContaining('which e-mail')]);
  });

  test('in the middle of something: start over shows the menu', async () => {
    await chat.say('track an order');
    await chat.clock.advance(31 * MINUTE);
    await chat.say('hi');
    expect(await chat.say('Start over')).toEqual([expect.stringContaining('[Track an order]')]);
    expect(await chat.say('1001')).toEqual([expect.stringContaining('which e-mail')]);
  });

  test('29 minutes are no silence', async () => {
    await chat.say('track an order');
    await chat.clock.advance(29 * MINUTE);
    expect(await chat.say('1001')).toEqual([expect.stringContaining('which e-mail')]);
  });

  test('forgets what was verified', async () => {
    await trackOrder();
    await chat.clock.advance(31 * MINUTE);
    expect(await chat.say('and 1002?')).toEqual([expect.stringContaining('which e-mail')]);
  });
});

test('a file in the middle of a question is no answer, and the question is asked again', async () => {
  await chat.say('track an order');
  const file = { text: '', attachments: [{ contentType: 'image/png', contentUrl: 'https://example.com/a.png' }] };
  expect(await chat.send(file)).toEqual([
    expect.stringContaining('Thank you for the file'),
    expect.stringContaining('What is the order number?'),
  ]);
});

describe('whatever is sent', () => {
  test.each([
    ['nothing', { text: '' }, 'did not receive any words'],
    ['blanks', { text: ' \n ' }, 'did not receive any words'],
    ['no text at all', { text: undefined as unknown as string }, 'did not receive any words'],
    [
      'a file',
      { text: '', attachments: [{ contentType: 'image/png', contentUrl: 'https://example.com/a.png' }] },
      'Thank you for the file',
    ],
    ['a novel', { text: 'lorem '.repeat(5_000) }, 'a lot at once'],
    ['an emoji', { text: '🤷🏽‍♀️' }, 'Talk to a person'],
    ['a form of an unknown card', { text: '', value: { operationId: 'x'.repeat(9_000) } }, 'finished'],
    ['a form without a name', { text: '', value: { anything: [1, 2] } }, 'Talk to a person'],
  ])('%s is answered', async (_name, activity, answer) => {
    expect(await chat.send(activity)).toEqual([expect.stringContaining(answer)]);
  });

  test.each(['event', 'typing', 'messageReaction', 'endOfConversation', 'installationUpdate', 'somethingNew'])(
    'an activity of type %s changes nothing',
    async (type) => {
      await chat.say('track an order');
      expect(await chat.send({ type, name: 'pendingOperation', value: { operationId: 'forged' } })).toEqual([]);
      expect(await chat.say('1001')).toEqual([expect.stringContaining('which e-mail')]);
    },
  );
});

describe('an error within a turn', () => {
  test('is apologised for with a reference that is found in the log, and the conversation goes on', async () => {
    const lines = new PassThrough();
    const broken = await Chat.start({ services: vendor.services, log: createLogger('error', lines) });
    jest.spyOn(broken.bot.operations, 'begin').mockRejectedValueOnce(new Error('disk of customer@example.com is full'));
    const [apology] = await broken.say('where is order 1001? customer@example.com');
    const reference = /Reference ([0-9A-Z]{6})/.exec(apology ?? '')?.[1];
    const log = String(lines.read());
    expect(log).toContain(reference);
    expect(log).not.toContain('customer@example.com');
    expect(await broken.say('track an order')).toEqual([expect.stringContaining('What is the order number?')]);
    await broken.close();
  });

  test('a reference of a failed look-up is found in the log as well', async () => {
    const lines = new PassThrough();
    const failing = await Chat.start({ services: vendor.services, log: createLogger('error', lines) });
    await failing.say('where is order 1001? customer@example.com');
    vendor.last.fail(new ServiceError('misconfigured', 'wrong shop'));
    await failing.clock.advance(0);
    const reference = /Reference ([0-9A-Z]{6})/.exec(failing.heard().join())?.[1];
    expect(String(lines.read())).toContain(reference);
    await failing.close();
  });
});

test('two users of one Teams channel have dialogs of their own', async () => {
  await chat.say('track an order', { from: { id: 'anna', name: '' } });
  expect(await chat.say('1001', { from: { id: 'ben', name: '' } })).toEqual([expect.stringContaining('which e-mail')]);
  expect(await chat.say('1002', { from: { id: 'anna', name: '' } })).toEqual([
    expect.stringContaining('was order 1002'),
  ]);
});

test('mentions of the bot are removed, all of them', async () => {
  const mention = { type: 'mention', text: '<at>Bot</at>', mentioned: { id: 'bot', name: 'Bot' } };
  expect(await chat.say('<at>Bot</at> help <at>Bot</at>', { entities: [mention, mention] })).toEqual([
    expect.stringContaining('These words work at any time'),
  ]);
});

test('a hand-over is announced to the channel, with a record that outlives a restart', async () => {
  await trackOrder();
  await chat.say('agent');
  expect(chat.channel.sent).toContainEqual(expect.objectContaining({ type: 'event', name: 'handoff.initiate' }));
  chat.kill();
  await chat.boot();
  const [handoff] = await chat.bot.handoffs.listOpen();
  expect(handoff).toMatchObject({ reason: 'asked', email: 'customer@example.com' });
  expect(handoff?.transcript.map(({ text }) => text).join()).toContain('where is order 1001?');
});
