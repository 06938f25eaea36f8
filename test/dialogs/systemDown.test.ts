import { ServiceError } from '../../services/serviceError';
import { Chat } from '../helpers/chat';
import { ASK, CARD, GOOD_NEWS, MORE, STILL, WAY_OUT, LookUp } from '../helpers/lookUp';
import { ManualClock } from '../helpers/manualClock';
import { anOrder, type ManualVendor } from '../helpers/vendor';

const MINUTE = 60_000;
const SATURDAY = Date.UTC(2026, 2, 7, 10);

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

const refused = () =>
  new ServiceError('unavailable', 'failed too often', { breakerOpen: true, notSent: true, retryAfterMs: 1_000 });

/** Asks a shop that is known to be down, and gives what is said in that turn. */
async function askInVain(question = ASK): Promise<string[]> {
  await chat.say(question);
  vendor.last.fail(refused());
  return after(0);
}

/** The order is looked up, and the shop goes down some time afterwards. */
async function lookUpBefore(ms: number): Promise<void> {
  await chat.say(ASK);
  expect(await answer()).toEqual([CARD, MORE]);
  await after(ms);
}

const DOWN = expect.stringMatching(
  /can't get an answer about order 1001.*\[Try again\] \[Talk to a person\]/s,
) as string;
const LAST_KNOWN = expect.stringContaining('the last I know about order 1001, from 2 minutes ago') as string;
const OLD_CARD = expect.stringMatching(/\(card\) Order 1001.*Last known, from 2 minutes ago\./s) as string;
const NOW = expect.stringContaining('Now I have reached it') as string;
/** Alike for everybody: but for what they wrote themselves, and the reference. */
const alike = (heard: string[]) =>
  heard.map((line) => line.replace(/Reference [0-9A-Z]{6}/, 'Reference').replace(/order \d{4}/g, 'order'));

describe('catalogue 5: one answer or one way out, at 5 s and 15 s sharp', () => {
  test.each([
    [2_000, [CARD, MORE]],
    [4_900, [CARD, MORE]],
    [5_100, [STILL, CARD, MORE]],
    [14_900, [STILL, CARD, MORE]],
    [15_100, [STILL, WAY_OUT, GOOD_NEWS, CARD, MORE]],
  ])('an answer after %i ms', async (latencyMs, expected) => {
    await chat.say(ASK);
    const heard = await after(latencyMs);
    heard.push(...(await answer()), ...(await after(200_000)));
    expect(heard).toEqual(expected);
  });

  test('at 5 s and 15 s, and not a moment before', async () => {
    await chat.say(ASK);
    expect(await after(4_999)).toEqual([]);
    expect(await after(1)).toEqual([STILL]);
    expect(await after(9_999)).toEqual([]);
    expect(await after(1)).toEqual([WAY_OUT]);
  });
});

describe('a system that is known to be down', () => {
  test('is told at once, in the same turn, with a way out and how else the company is reached', async () => {
    const heard = await askInVain();
    expect(heard).toEqual([DOWN]);
    expect(heard[0]).toContain('help@example.com');
    expect(heard[0]).toContain('+1 555 010 0199');
    expect(await after(200_000)).toEqual([]);
    expect(vendor.calls).toHaveLength(1);
  });

  test('takes a message when nobody works', async () => {
    await chat.close();
    chat = await Chat.start({ services: vendor.services, clock: new ManualClock(SATURDAY) });
    await chat.say(ASK);
    vendor.last.fail(refused());
    await chat.clock.advance(0);
    expect(chat.heard().join()).toContain('[Try again] [Leave a message]');
  });

  test('try again asks it again', async () => {
    await askInVain();
    await chat.say('Try again');
    expect(vendor.calls).toHaveLength(2);
    expect(await answer()).toEqual([CARD, MORE]);
  });
});

describe('catalogue 11: the last known status', () => {
  test('is shown with its age to whoever proves the order as before', async () => {
    await lookUpBefore(2 * MINUTE);
    expect(await askInVain()).toEqual([LAST_KNOWN, OLD_CARD, DOWN]);
  });

  test('is not shown to a wrong address, which hears the same as about an unknown order', async () => {
    await lookUpBefore(2 * MINUTE);
    const wrong = await askInVain('where is order 1001? my mail is thief@example.com');
    expect(wrong).toEqual([DOWN]);
    await chat.say('menu');
    chat.heard();
    const unknown = await askInVain('where is order 4711? my mail is thief@example.com');
    expect(alike(unknown)).toEqual(alike(wrong));
  });

  test('cannot be found by guessing while the system is down', async () => {
    await lookUpBefore(2 * MINUTE);
    for (let guess = 0; guess < 5; guess++) {
      expect(await askInVain(`where is order 1001? my mail is guess${guess}@example.com`)).toEqual([DOWN]);
      await chat.say('menu');
      chat.heard();
    }
    const calls = vendor.calls.length;
    expect((await chat.say(ASK)).join()).not.toContain('Order 1001');
    expect(vendor.calls).toHaveLength(calls);
  });

  test('is replaced by every newer answer, one that there is no such order included', async () => {
    await lookUpBefore(MINUTE);
    await chat.say(ASK);
    vendor.last.answer({ ...anOrder(), fulfillmentStatus: 'delivered' });
    await after(2 * MINUTE);
    expect((await askInVain()).join()).toMatch(/2 minutes ago.*Order 1001: Delivered/s);
    await chat.say('Try again');
    vendor.last.answer(undefined);
    await after(1);
    expect(await askInVain()).toEqual([DOWN]);
  });

  test('is shown once, however often it is tried again', async () => {
    await lookUpBefore(2 * MINUTE);
    await askInVain();
    await chat.say('Try again');
    vendor.last.fail(refused());
    expect(await after(0)).toEqual([DOWN]);
  });

  test('is shown in the language and words of the user', async () => {
    await lookUpBefore(2 * MINUTE);
    await chat.say('Wo ist meine Bestellung 1001? Meine Mail ist customer@example.com', { locale: 'de-DE' });
    vendor.last.fail(refused());
    expect((await after(0)).join()).toMatch(/letzte Stand zu Bestellung 1001.*vor 2 Minuten/s);
  });

  test('survives a restart', async () => {
    await lookUpBefore(2 * MINUTE);
    chat.kill();
    await chat.boot();
    expect(await askInVain()).toEqual([LAST_KNOWN, OLD_CARD, DOWN]);
  });

  test('is not shown for what the system refuses: it is there', async () => {
    await lookUpBefore(2 * MINUTE);
    await chat.say(ASK);
    vendor.last.fail(new ServiceError('forbidden', 'no scope read_orders'));
    expect((await after(0)).join()).not.toContain('2 minutes ago');
  });
});

describe('catalogue 7: a late answer after the last known status', () => {
  test('is told once, as the newer one', async () => {
    await lookUpBefore(2 * MINUTE);
    await chat.say(ASK);
    expect(await after(15_000)).toEqual([STILL, LAST_KNOWN, OLD_CARD, WAY_OUT]);
    await after(1_500);
    expect(await answer()).toEqual([NOW, CARD, MORE]);
    expect(await after(200_000)).toEqual([]);
  });

  test('is told plainly when the user has moved on', async () => {
    await lookUpBefore(2 * MINUTE);
    await chat.say(ASK);
    await after(15_000);
    await chat.say('menu');
    chat.heard();
    expect(await answer()).toEqual([expect.stringContaining('earlier'), CARD]);
    expect(await after(200_000)).toEqual([]);
  });
});
