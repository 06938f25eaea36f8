import { setTimeout as pause } from 'node:timers/promises';
import type { CancelOutcome, ReturnOutcome } from '../../../services/ports/commerce';
import { ShopifyOrders } from '../../../services/vendors/shopify/orders';
import { ShopifyReturns } from '../../../services/vendors/shopify/returns';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const OWNER = 'customer@example.com';
const EARLIER = 'you asked for earlier';

const sandbox = sandboxForTests();
let job: JobChat;
let letAnswer: (() => void) | undefined;
const start = async () => void (job = await JobChat.start(sandbox(), 'customer'));
afterEach(async () => {
  jest.restoreAllMocks();
  letAnswer = undefined;
  await job.close();
});

const say = async (text: string) => (await job.say(text)).join('\n');

/** The shop answers this, once it is let: what it refuses cannot be had from the sandbox at will. */
function slowly<T>(answer: T): Promise<T> {
  return new Promise((resolve) => {
    letAnswer = () => resolve(answer);
  });
}

/** Confirms, leaves before the shop answers, and gives what is said when it does. */
async function confirmAndLeave(): Promise<string> {
  await job.begin('yes');
  await job.after(5_000, 5_000);
  await job.begin('menu');
  await job.after(100, 100);
  letAnswer?.();
  const heard: string[] = [];
  for (let waits = 0; waits < 60 && !heard.join().includes('earlier'); waits++)
    heard.push(...(await job.after(50, 50)));
  await pause(100);
  heard.push(...(await job.after(500)));
  return heard.join('\n');
}

describe('a cancellation that is answered when the user has moved on', () => {
  test.each<[CancelOutcome, RegExp]>([
    [{ outcome: 'cancelled' }, /the order is cancelled/],
    [{ outcome: 'requested' }, /e-mail as soon as it is done/],
    [{ outcome: 'not_possible', why: 'already_cancelled' }, /was cancelled already/],
    [{ outcome: 'not_possible', why: 'shipped' }, /left our warehouse.*\[Return something\]/s],
    [{ outcome: 'not_possible', why: 'other' }, /could not be cancelled.*\[Talk to a person\]/s],
  ])('%j', async (outcome, expected) => {
    jest.spyOn(ShopifyOrders.prototype, 'cancelOrder').mockImplementation(() => slowly(outcome));
    await start();
    await say(`cancel order 1002, ${OWNER}`);
    const heard = await confirmAndLeave();
    expect(heard).toContain(EARLIER);
    expect(heard).toMatch(expected);
  });
});

describe('a return that is answered when the user has moved on', () => {
  async function startReturn(outcome: ReturnOutcome): Promise<string> {
    jest.spyOn(ShopifyReturns.prototype, 'startReturn').mockImplementation(() => slowly(outcome));
    await start();
    for (const sentence of [`i want to return order 1004, ${OWNER}`, 'the jeans', 'too small']) await say(sentence);
    return confirmAndLeave();
  }

  test.each<[ReturnOutcome, RegExp]>([
    [{ outcome: 'started', returnNumber: '1004-R1' }, /is started.*1004-R1/],
    [{ outcome: 'not_possible', why: 'already_returned' }, /returned already.*\[Talk to a person\]/s],
    [{ outcome: 'not_possible', why: 'not_delivered' }, /not been delivered yet/],
    [{ outcome: 'not_possible', why: 'unknown_item' }, /does not know that item/],
  ])('%j', async (outcome, expected) => {
    const heard = await startReturn(outcome);
    expect(heard).toMatch(expected);
    if (outcome.outcome !== 'started') expect(heard).not.toContain('is started');
  });

  test('and needs a person reaches one', async () => {
    const heard = await startReturn({ outcome: 'needs_person' });
    expect(heard).toMatch(/has to look at it.*passed it on/s);
    expect(heard).toContain('5002');
    const [handoff, ...more] = await job.chat.bot.handoffs.listOpen();
    expect(more).toEqual([]);
    expect(handoff).toMatchObject({ reason: 'return', email: OWNER });
    expect(JSON.stringify(handoff?.collected)).toContain('too_small');
    const tickets = await sandbox().records<{ tags: string[] }>('zendesk', 'ticket');
    expect(tickets.filter(({ tags }) => tags.includes('handoff'))).toHaveLength(1);
  });
});
