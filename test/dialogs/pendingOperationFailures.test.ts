import { ServiceError } from '../../services/serviceError';
import { ASK, CARD, GOOD_NEWS, MORE, STILL, WAY_OUT, LookUp } from '../helpers/lookUp';
import type { Chat } from '../helpers/chat';
import { anOrder, type ManualVendor } from '../helpers/vendor';

let vendor: ManualVendor;
let chat: Chat;
let after: (ms: number) => Promise<string[]>;
let answer: (number?: string) => Promise<string[]>;

beforeEach(async () => {
  const lookUp = await LookUp.start();
  ({ vendor, chat } = lookUp);
  after = (ms) => lookUp.after(ms);
  answer = (number) => lookUp.answer(number);
});

afterEach(() => chat.close());

describe('a system that fails', () => {
  const down = () => new ServiceError('unavailable', 'down');

  test('is asked again with growing waits, and the way out comes as soon as it makes no more sense', async () => {
    await chat.say(ASK);
    for (let second = 0; second < 14; second++) {
      if (!vendor.last.aborted()) vendor.last.fail(down());
      await chat.clock.advance(1_000);
    }
    expect(vendor.calls.length).toBeGreaterThanOrEqual(4);
    const heard = chat.heard();
    expect(heard.at(-1)).toMatch(/\[Try again\] \[Talk to a person\]/);
    expect(heard.at(-1)).toMatch(/Reference [0-9A-Z]{6}/);
  });

  test('tells at once when trying again cannot help', async () => {
    await chat.say(ASK);
    vendor.last.fail(new ServiceError('forbidden', 'no scope read_orders'));
    const [told] = await after(0);
    expect(told).toContain('not allowed');
    expect(told).not.toContain('read_orders');
  });

  test('try again makes a new look-up', async () => {
    await chat.say(ASK);
    vendor.last.fail(new ServiceError('forbidden', 'no'));
    await after(0);
    await chat.say('1');
    expect(vendor.calls).toHaveLength(2);
    expect(await answer()).toEqual([expect.stringContaining('try again'), CARD, MORE].slice(1));
  });

  test('Retry-After is honoured, and what is absurd ends the attempts', async () => {
    await chat.say(ASK);
    vendor.last.fail(new ServiceError('rate_limited', 'slow down', { retryAfterMs: 4_000 }));
    await after(3_999);
    expect(vendor.calls).toHaveLength(1);
    await after(1);
    expect(vendor.calls).toHaveLength(2);
    chat.heard();
    vendor.last.fail(new ServiceError('rate_limited', 'slow down', { retryAfterMs: 86_400_000 }));
    expect(await after(0)).toEqual([expect.stringContaining('very busy')]);
  });

  test('a click on a card of a finished look-up is explained, not executed', async () => {
    await chat.say(ASK);
    await after(16_000);
    const operationId = String(
      (chat.channel.sent.at(-1)?.attachments?.[0]?.content as { buttons: { value: { operationId: string } }[] })
        .buttons[0]?.value.operationId,
    );
    await answer();
    const calls = vendor.calls.length;
    expect(await chat.say('Try again', { value: { operationId } })).toEqual([expect.stringContaining('finished')]);
    expect(vendor.calls).toHaveLength(calls);
  });
});

test('a look-up that never got an answer is no guess', async () => {
  for (let times = 0; times < 7; times++) {
    await chat.say(`where is order 1001? someone${times}@example.com`);
    await after(3_000);
    await chat.say('cancel');
  }
  chat.heard();
  await chat.say(ASK);
  expect(await answer()).toEqual([CARD, MORE]);
});

describe('kill -9 and restart', () => {
  test.each([100, 3_000, 7_000, 14_000])('%i ms into a look-up: the answer still comes', async (ms) => {
    await chat.say(ASK);
    await after(ms);
    chat.kill();
    await chat.boot();
    await after(500);
    expect(vendor.calls).toHaveLength(2);
    chat.heard();
    const told = await answer();
    expect(told).toContainEqual(CARD);
    expect(await after(200_000)).toEqual([]);
  });

  test('between 5 s and 15 s: the way out still comes, at its time', async () => {
    await chat.say(ASK);
    expect(await after(8_000)).toEqual([STILL]);
    chat.kill();
    await chat.boot();
    expect(await after(6_999)).toEqual([]);
    expect(await after(1)).toEqual([WAY_OUT]);
  });

  test('down from 3 s to 60 s: no stale "still checking", but the way out', async () => {
    await chat.say(ASK);
    await after(3_000);
    chat.kill();
    await chat.clock.advance(57_000);
    await chat.boot();
    const told = await after(10);
    expect(told).toEqual([WAY_OUT]);
    expect(await answer()).toEqual([GOOD_NEWS, CARD, MORE]);
  });

  test('down for an hour: the way out, not an answer that nobody expects', async () => {
    await chat.say(ASK);
    await after(3_000);
    chat.kill();
    await chat.clock.advance(3_600_000);
    await chat.boot();
    const told = await after(10);
    expect(told.at(-1)).toMatch(/\[Try again\]/);
    expect(vendor.calls).toHaveLength(1);
  });

  test('after the answer was told nothing is told again', async () => {
    await chat.say(ASK);
    await answer();
    chat.kill();
    await chat.boot();
    expect(await after(200_000)).toEqual([]);
    expect(vendor.calls).toHaveLength(1);
  });
});

test('a message that is delivered twice is answered once', async () => {
  await chat.say(ASK, { id: 'same' });
  await answer();
  expect(await chat.say(ASK, { id: 'same' })).toEqual([]);
  expect(vendor.calls).toHaveLength(1);
});

test('a channel that refuses for good is not tried again', async () => {
  await chat.say(ASK);
  await after(4_000);
  chat.channel.refuseWith = 403;
  await after(2_000);
  chat.channel.refuseWith = undefined;
  expect(await after(200_000)).toEqual([]);
});

test('a channel that refuses for a moment gets the answer later, once', async () => {
  await chat.say(ASK);
  await after(5_500);
  chat.heard();
  chat.channel.refuseWith = 502;
  expect(await answer()).toEqual([]);
  chat.channel.refuseWith = undefined;
  expect(await after(30_000)).toEqual([CARD, MORE]);
});

test('a turn that cannot be followed by anything waits for the answer and gives everything back', async () => {
  const turn = chat.send({ text: ASK, deliveryMode: 'expectReplies' });
  await chat.clock.advance(9_000);
  vendor.last.answer(anOrder());
  expect(await turn).toEqual([CARD, MORE]);
});
