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

describe('the clock of a look-up', () => {
  test('an answer within the inline window comes alone, in the same turn', async () => {
    expect(await chat.say(ASK)).toEqual([]);
    expect(await after(2_400)).toEqual([]);
    expect(await answer()).toEqual([CARD, MORE]);
    expect(await after(120_000)).toEqual([]);
  });

  test('nothing is said at 4 999 ms, and "still checking" at 5 000 ms', async () => {
    await chat.say(ASK);
    expect(await after(4_999)).toEqual([]);
    expect(await after(1)).toEqual([STILL]);
  });

  test('a result at 4 990 ms makes "still checking" needless', async () => {
    await chat.say(ASK);
    await after(4_990);
    expect(await answer()).toEqual([CARD, MORE]);
    expect(await after(20_000)).toEqual([]);
  });

  test('a result at 5 010 ms comes after "still checking"', async () => {
    await chat.say(ASK);
    expect(await after(5_010)).toEqual([STILL]);
    expect(await answer()).toEqual([CARD, MORE]);
    expect(await after(20_000)).toEqual([]);
  });

  test('no way out is offered at 14 999 ms, and it is at 15 000 ms', async () => {
    await chat.say(ASK);
    await after(5_000);
    expect(await after(9_999)).toEqual([]);
    expect(await after(1)).toEqual([WAY_OUT]);
  });

  test('a result after the way out is told once, as good news', async () => {
    await chat.say(ASK);
    await after(16_500);
    expect(await answer()).toEqual([GOOD_NEWS, CARD, MORE]);
    expect(await after(200_000)).toEqual([]);
  });

  test('keep waiting: a word after a minute, and the last word after two', async () => {
    await chat.say(ASK);
    await after(15_000);
    expect(await chat.say('Keep waiting')).toEqual([expect.stringContaining("I'll keep at it")]);
    expect(await after(44_999)).toEqual([]);
    expect(await after(1)).toEqual([expect.stringContaining('still at it')]);
    expect(await after(60_000)).toEqual([expect.stringMatching(/two minutes.*\[Try again\] \[Talk to a person\]/s)]);
    expect(await after(200_000)).toEqual([]);
  });

  test('keep waiting begins new attempts past the usual end, and an answer after 100 s still counts', async () => {
    await chat.say(ASK);
    await after(15_000);
    await chat.say('Keep waiting');
    await after(85_000);
    expect(vendor.calls.length).toBeGreaterThan(1);
    chat.heard();
    expect(await answer()).toEqual([GOOD_NEWS, CARD, MORE]);
  });

  test('without keep waiting no attempt begins after 12 s', async () => {
    await chat.say(ASK);
    await after(120_000);
    expect(vendor.calls).toHaveLength(1);
    expect(vendor.last.aborted()).toBe(true);
  });
});

describe('what is written meanwhile', () => {
  test('"hello?" is answered at once, with the time that has passed', async () => {
    await chat.say(ASK);
    await after(3_000);
    expect(await chat.say('hello?')).toEqual([expect.stringContaining('3 seconds')]);
  });

  test('"hello?" in the inline window ends the wait, and the answer comes later', async () => {
    await chat.say(ASK);
    await after(1_000);
    expect(await chat.say('hello?')).toEqual([expect.stringContaining('still checking')]);
    expect(await answer()).toEqual([CARD, MORE]);
  });

  test('cancel calls the look-up off, and its answer is not told', async () => {
    await chat.say(ASK);
    await after(3_000);
    expect(await chat.say('pls cancel that')).toEqual([expect.stringContaining("I've stopped that")]);
    expect(vendor.last.aborted()).toBe(true);
    expect(await answer()).toEqual([]);
    expect(await after(200_000)).toEqual([]);
  });

  test('help tells that it waits, and keeps waiting', async () => {
    await chat.say(ASK);
    await after(3_000);
    expect(await chat.say('help')).toEqual([expect.stringContaining('waiting for an answer')]);
    expect(await answer()).toEqual([CARD, MORE]);
  });

  test('after "menu" the answer comes as one to an earlier question', async () => {
    await chat.say(ASK);
    await after(3_000);
    await chat.say('menu');
    expect(await answer()).toEqual([expect.stringContaining('earlier'), CARD]);
    expect(await after(200_000)).toEqual([]);
  });

  test('another order asked for meanwhile is served, and the first one is told too', async () => {
    await chat.say(ASK);
    await after(6_000);
    chat.heard();
    await chat.say('and 1002?');
    await after(3_000);
    const [first] = vendor.calls;
    expect(await answer('1002')).toEqual([
      expect.stringContaining('(card) Order 1002'),
      expect.stringContaining('still checking'),
    ]);
    first?.answer(anOrder());
    expect(await after(0)).toEqual([CARD, MORE]);
  });

  test('a result that comes while another order is looked up is shown once', async () => {
    await chat.say(ASK);
    await after(3_000);
    await chat.say('and 1002?');
    await after(3_000);
    chat.heard();
    vendor.calls[0]?.answer(anOrder());
    expect(await after(0)).toEqual([expect.stringContaining('earlier'), CARD]);
    const told = await answer('1002');
    expect(told.filter((line) => line.includes('Order 1001'))).toEqual([]);
    expect(await after(200_000)).toEqual([]);
  });

  test('"sorry, I meant 1003" looks that up instead', async () => {
    await chat.say(ASK);
    await after(3_000);
    await chat.say('sorry, I meant 1003');
    expect(vendor.calls[0]?.aborted()).toBe(true);
    expect(vendor.last.input).toEqual({ orderNumber: '1003', email: 'customer@example.com' });
    expect(await answer('1003')).toEqual([expect.stringContaining('(card) Order 1003'), MORE]);
  });

  test('back goes to the last answer', async () => {
    await chat.say(ASK);
    await after(3_000);
    expect(await chat.say('back')).toEqual([expect.stringContaining('Which e-mail'.toLowerCase())]);
    expect(vendor.last.aborted()).toBe(true);
  });

  test('agent hands over, and a late answer still comes', async () => {
    await chat.say(ASK);
    await after(16_000);
    chat.heard();
    expect(await chat.say('Talk to a person')).toEqual([expect.stringContaining('Your reference is')]);
    const [handoff] = await chat.bot.handoffs.listOpen();
    expect(handoff).toMatchObject({ kind: 'person', reason: 'slow_system', collected: { orderNumber: '1001' } });
    expect(await answer()).toEqual([expect.stringContaining('earlier'), CARD]);
  });

  test('after a hand-over in the middle of another question nothing is said about waiting any more', async () => {
    await chat.say(ASK);
    await after(3_000);
    await chat.say('and 1002?');
    expect(await chat.say('agent')).toEqual([expect.stringContaining('Your reference is')]);
    expect((await after(30_000)).join()).not.toContain('still');
  });

  test('"hello?" after "menu" still tells of the look-up that runs', async () => {
    await chat.say(ASK);
    await after(3_000);
    await chat.say('menu');
    expect(await chat.say('hello?')).toEqual([expect.stringContaining('still checking')]);
  });
});
