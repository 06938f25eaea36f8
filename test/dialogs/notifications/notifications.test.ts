import { TranscriptStore } from '../../../services/transcript/transcriptStore';
import { createCipher } from '../../../services/storage/cipher';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';
import { orderHappens, publish } from './happenings';

const OWNER = 'customer@example.com';
const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
afterEach(() => job.close());
const say = async (text: string) => (await job.say(text)).join('\n');
const rows = () => job.chat.database.query('SELECT * FROM subscriptions');
const optIn = async () => {
  await say(`where is order 1002? ${OWNER}`);
  return say('Tell me when it ships');
};

test('the button after an order that has not shipped', async () => {
  expect(await say(`where is order 1002? ${OWNER}`)).toMatch(/\[Tell me when it ships\].*\[Track another order\]/);
  expect(await say('Tell me when it ships')).toContain("I'll tell you here when order 1002 ships");
  expect(await rows()).toHaveLength(1);
});

test('nothing is offered where nothing can happen any more', async () => {
  expect(await say(`where is order 1004? ${OWNER}`)).not.toContain('[Tell me when');
});

test('catalogue 17: told once, with the way to the parcel and the way out', async () => {
  await optIn();
  const parcel = { carrier: 'UPS', trackingNumber: '1Z999' };
  await orderHappens(job, 'order.shipped', { id: 'e1', ...parcel });
  expect(await job.after(2_000)).toEqual([
    expect.stringMatching(
      /order \*\*1002\*\* is on its way with UPS!.*\[Track with UPS\]\(https:\/\/www\.ups\.com.*\[Stop these messages\]/s,
    ),
  ]);
  await orderHappens(job, 'order.shipped', { id: 'e1', ...parcel });
  await orderHappens(job, 'order.shipped', { occurredAt: '2020-01-01T00:00:00Z' });
  expect(await job.after(5_000)).toEqual([]);
  expect(await rows()).toHaveLength(1);
});

test('with the last word the subscription is gone', async () => {
  await optIn();
  await orderHappens(job, 'order.delivered');
  expect((await job.after(2_000)).join()).toMatch(/1002\*\* has been delivered.*\[Problem with an order\]/s);
  expect(await rows()).toEqual([]);
});

test('it stands in the record of the conversation', async () => {
  await optIn();
  await job.after(1_000);
  await orderHappens(job, 'order.shipped');
  await job.after(2_000);
  const transcripts = new TranscriptStore(job.chat.database, createCipher(Buffer.alloc(32, 7)));
  const lines = await transcripts.read('webchat/conversation-1/user-1');
  expect(lines.at(-1)).toMatchObject({ from: 'bot', text: expect.stringContaining('is on its way') as string });
  expect(await say('say that again please')).toContain('is on its way');
});

test.each([
  'tell me when it ships',
  'please notify me when it is delivered',
  'keep me posted',
  'notify me about order 1002',
])('in words: "%s"', async (words) => {
  await say(`where is order 1002? ${OWNER}`);
  expect(await say(words)).toContain("I'll tell you here when order 1002 ships");
});

test('without a proof it is asked for first, and refused with a wrong one', async () => {
  expect(await say('notify me about order 1002')).toContain('which e-mail address');
  expect(await say('other@example.com')).toContain("couldn't find");
  expect(await rows()).toEqual([]);
  expect(await say(`notify me about order 1002, ${OWNER}`)).toContain("I'll tell you here when order 1002 ships");
  expect(await rows()).toHaveLength(1);
});

test("another customer's order is not theirs to hear of, whatever the button said", async () => {
  await say(`where is order 1002? ${OWNER}`);
  expect(await say('notify me about order 1003')).not.toContain("I'll tell you");
  expect(await rows()).toEqual([]);
});

test('after half an hour of silence the proof is asked again', async () => {
  await say(`where is order 1002? ${OWNER}`);
  await job.chat.clock.advance(31 * 60_000);
  expect(await say('tell me when it ships')).not.toContain("I'll tell you");
  expect(await rows()).toEqual([]);
});

test('in a group nothing is offered', async () => {
  const conversation = { id: 'group', isGroup: true, conversationType: 'channel', name: '' };
  const heard = await job.say(`where is order 1002? ${OWNER}`, { conversation });
  expect(heard.join()).not.toContain('Tell me when');
});

describe('stop', () => {
  const both = async () => {
    await optIn();
    await job.chat.clock.advance(1_000);
    await say(`where is order 1001? ${OWNER}`);
    await say('Tell me when it arrives');
  };

  test('by word: all of them, and nothing is told any more', async () => {
    await both();
    expect(await say('unsubscribe')).toBe("All right, I won't tell you about order 1002 and order 1001 any more.");
    await orderHappens(job, 'order.shipped');
    expect(await job.after(2_000)).toEqual([]);
  });

  test('by word: one of them', async () => {
    await both();
    expect(await say('stop telling me about order 1001')).toBe(
      "All right, I won't tell you about order 1001 any more.",
    );
    expect(await rows()).toHaveLength(1);
  });

  test('by the button: the one that it belongs to, also in the middle of a job', async () => {
    await both();
    await orderHappens(job, 'order.shipped');
    await job.after(2_000);
    await say('Return something');
    const heard = (await job.click('Stop these messages')).join('\n');
    expect(heard).toMatch(/won't tell you about order 1002 any more.*What is the order number\?/s);
    expect(await rows()).toHaveLength(1);
    expect((await job.click('Stop these messages')).join('\n')).toContain('stopped already');
  });

  test('by the list', async () => {
    await both();
    expect(await say('what am I subscribed to?')).toMatch(
      /order 1002 and order 1001.*\[Stop: order 1002\].*\[Stop all messages\]/,
    );
    expect(await say('Stop: order 1002')).toContain("won't tell you about order 1002");
    expect(await say('My notifications')).toContain('order 1001');
    expect(await say('Stop all messages')).toContain("won't tell you about order 1001");
    expect(await say('my notifications')).toContain('you get no messages');
  });

  test("another's subscription is not stopped by a forged click", async () => {
    await optIn();
    const [row] = await job.chat.database.query<{ id: string }>('SELECT id FROM subscriptions');
    const other = { from: { id: 'user-2', name: '' }, value: { subscriptionId: row?.id } };
    await job.say('Stop these messages', other);
    expect(await rows()).toHaveLength(1);
  });
});

test('what a vendor writes does nothing', async () => {
  await optIn();
  await orderHappens(job, 'order.shipped', {
    carrier: '[click](javascript:alert(1)) <b>',
    trackingUrl: 'javascript:alert(1)',
  });
  const heard = (await job.after(2_000)).join();
  expect(heard).toContain('\\[click\\](javascript:alert(1)) \\<b\\>');
  expect(heard).not.toMatch(/[^\\]\]\(javascript/);
});

test('catalogue 16: 403, then nothing until the user writes again, then the newest', async () => {
  await optIn();
  job.chat.channel.refuseWith = 403;
  await orderHappens(job, 'order.shipped');
  await job.after(2_000);
  job.chat.channel.refuseWith = undefined;
  await orderHappens(job, 'order.cancelled', { occurredAt: '2030-01-02T00:00:00Z' });
  expect(await job.after(60_000, 10_000)).toEqual([]);
  await say('hello');
  expect(await job.after(2_000)).toEqual([expect.stringContaining('has been cancelled')]);
});

test('catalogue 16: 429 with Retry-After is sent again then', async () => {
  await optIn();
  Object.assign(job.chat.channel, { refuseWith: 429, retryAfter: '120' });
  await orderHappens(job, 'order.shipped');
  await job.after(2_000);
  Object.assign(job.chat.channel, { refuseWith: undefined, retryAfter: undefined });
  expect(await job.after(110_000, 10_000)).toEqual([]);
  expect(await job.after(20_000, 5_000)).toEqual([expect.stringContaining('is on its way')]);
});

test('catalogue 17: a process that dies tells it all the same, once', async () => {
  await optIn();
  await publish(job, { type: 'order.shipped' });
  job.chat.kill();
  await job.chat.boot();
  expect(await job.after(90_000, 10_000)).toEqual([expect.stringContaining('is on its way')]);
});

test('a German user is told in German', async () => {
  const german = { locale: 'de-DE' };
  await job.say(`wo ist Bestellung 1002? ${OWNER}`, german);
  const heard = (await job.say('sag mir Bescheid, wenn sie verschickt wird', german)).join();
  expect(heard).toContain('Ich gebe hier Bescheid, wenn Bestellung 1002 verschickt wird');
  await orderHappens(job, 'order.shipped', { carrier: 'DHL', trackingNumber: '123' });
  expect((await job.after(2_000)).join()).toMatch(
    /Ihre Bestellung \*\*1002\*\* ist mit DHL unterwegs.*\[Diese Nachrichten stoppen\]/s,
  );
  expect((await job.say('stopp', german)).join()).toContain('zu Bestellung 1002 melde ich mich nicht mehr');
});

test('what is stored says nothing of the user in clear', async () => {
  await optIn();
  await orderHappens(job, 'order.shipped', { carrier: 'Secret Carrier' });
  expect(JSON.stringify(await rows())).not.toMatch(/customer@|127\.0\.0\.1|Secret Carrier/i);
});
