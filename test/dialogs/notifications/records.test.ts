import { TranscriptStore } from '../../../services/transcript/transcriptStore';
import { createCipher } from '../../../services/storage/cipher';
import { QUIET } from '../../helpers/hours';
import { JobChat, sandboxForTests, type Role } from '../../helpers/jobChat';
import { nextWeek } from '../../helpers/leaveDays';
import { happens } from './happenings';

const sandbox = sandboxForTests();
let job: JobChat;
afterEach(() => job.close());
const start = async (role: Role, settings = {}) => void (job = await JobChat.start(sandbox(), role, settings));
const say = async (text: string, more = {}) => (await job.say(text, more)).join('\n');
const rows = () => job.chat.database.query<{ subject_key: string }>('SELECT * FROM subscriptions');
const later = (minutes = 5) => new Date(job.chat.clock.now() + minutes * 60_000).toISOString();

describe('a ticket', () => {
  const opened = async () => {
    await start('customer');
    await say('open a ticket because my parcel arrived wet, customer@example.com');
    const heard = await say('yes');
    const number = /ticket \*\*(\d+)\*\*|Check ticket (\d+)/.exec(heard)?.slice(1).find(Boolean) ?? '';
    return { heard, number };
  };
  const comment = (ticketNumber: string, text: string) =>
    happens(job, 'ticket.commented', {
      ...{ vendor: 'zendesk', occurredAt: later(), ticketId: ticketNumber, ticketNumber },
      ...{ commentId: 'c1', text, byAgent: true, authorFirstName: 'Ann' },
    });

  test('just opened: that there is an answer, not its words, because the address is not proved', async () => {
    const { heard, number } = await opened();
    expect(heard).toContain('[Keep me posted]');
    expect(await say('Keep me posted')).toContain(`what happens with ticket ${number}`);
    await comment(number, 'Your new password is hunter2');
    const told = (await job.after(2_000)).join();
    expect(told).toMatch(new RegExp(`answer on your ticket \\*\\*${number}\\*\\*.*\\[Check ticket ${number}\\]`, 's'));
    expect(told).not.toContain('hunter2');
  });

  test('solved: the last word', async () => {
    const { number } = await opened();
    await say('Keep me posted');
    const data = { vendor: 'zendesk', occurredAt: later(), ticketId: number, ticketNumber: number };
    await happens(job, 'ticket.solved', data);
    expect((await job.after(2_000)).join()).toContain('has been solved');
    expect(await rows()).toEqual([]);
  });

  test('of somebody signed in: what was written, made inert', async () => {
    await start('employee');
    await say('open a ticket because my parcel arrived wet');
    await say('yes');
    await say('keep me posted');
    const [row] = await rows();
    await comment(row?.subject_key.split('/')[1] ?? '', 'Please <b>click</b> [here](https://evil.example)');
    expect((await job.after(2_000)).join()).toContain(
      'Ann wrote: “Please \\<b\\>click\\</b\\> \\[here\\](https://evil.example)”',
    );
  });
});

describe('a request to IT', () => {
  const incident = { kind: 'incident', vendor: 'servicenow' } as const;
  const subscribed = async () => {
    await start('employee');
    await say("my laptop won't start, it's urgent, only me, LT-0042");
    await job.click('Send the report');
    expect(await say('what about INC0010001?')).toContain('laptop');
    expect(await say('Keep me posted')).toContain('what happens with request INC0010001');
  };
  const changes = (status: string, minutes = 5) =>
    happens(job, 'request.changed', {
      ...incident,
      requestNumber: 'INC0010001',
      status,
      occurredAt: later(minutes),
    });

  test('each change is told, and the end of it ends it', async () => {
    await subscribed();
    await changes('on_hold');
    expect((await job.after(2_000)).join()).toMatch(/INC0010001\*\*: it is on hold.*\[Stop these messages\]/s);
    await changes('done', 6);
    expect((await job.after(2_000)).join()).toContain('it is done');
    expect(await rows()).toEqual([]);
  });

  test('a state of which no user knows is not shown', async () => {
    await subscribed();
    await changes('x_acme_**weird**');
    expect((await job.after(2_000)).join()).toContain('something has changed there');
  });

  test('is told only in the chat of the employee who asked', async () => {
    await subscribed();
    await say('hello', { channelData: { persona: 'customer' } });
    await changes('on_hold');
    expect(await job.after(2_000)).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  test('a customer cannot ask for it', async () => {
    await start('customer');
    await say('keep me posted about INC0010001');
    expect(await rows()).toEqual([]);
  });
});

describe('leave', () => {
  test('the decision, kept from whoever takes over the conversation', async () => {
    await start('employee');
    const monday = nextWeek(1);
    await say(`vacation on ${monday.date}`);
    await say('yes');
    expect(await say('tell me when it is decided')).toContain('as soon as your leave');
    const [row] = await rows();
    const [vendor = '', requestId = ''] = row?.subject_key.split('/') ?? [];
    await happens(job, 'leave.decided', { vendor, requestId, status: 'approved', occurredAt: later() });
    expect((await job.after(2_000)).join()).toMatch(/your leave was approved.*\[My leave requests\]/s);
    expect(await rows()).toEqual([]);
    const transcripts = new TranscriptStore(job.chat.database, createCipher(Buffer.alloc(32, 7)));
    const lines = await transcripts.read('webchat/conversation-1/user-1');
    expect(JSON.stringify(lines)).not.toContain('was approved');
  });
});

test('of an order in several parcels, the first that arrives is not the last word', async () => {
  await start('customer');
  expect(await say('where is order 1005? customer@example.com')).toContain('Partly delivered');
  await say('tell me when it arrives');
  const order = { vendor: 'shopify', orderNumber: '1005' };
  await happens(job, 'order.delivered', { ...order, occurredAt: later() });
  expect((await job.after(2_000)).join()).toMatch(
    /delivered a parcel of your order \*\*1005\*\*.*\[Stop these messages\]/s,
  );
  expect(await rows()).toHaveLength(1);
});

test('a refund', async () => {
  await start('customer');
  await say('where is my refund for order 1006? customer@example.com');
  expect(await say('Tell me when it is refunded')).toContain('the money for order 1006');
  const order = { vendor: 'shopify', orderNumber: '1006' };
  await happens(job, 'order.delivered', { ...order, occurredAt: later() });
  expect(await job.after(2_000)).toEqual([]);
  const amount = { amount: '59.50', currency: 'USD' };
  await happens(job, 'order.refunded', { ...order, occurredAt: later(6), amount });
  expect((await job.after(2_000)).join()).toContain('is on its way: $59.50');
  expect(await rows()).toEqual([]);
});

test('a stock alert waits for the morning, too, and is taken back when the shelf is empty again', async () => {
  await start('customer', QUIET);
  await say('tell me when the red mug is back');
  const stock = (quantity: number) =>
    sandbox().control('POST', 'stock', { vendor: 'shopify', sku: 'MUG-RED', quantity });
  const waiting = () => job.chat.database.query('SELECT 1 FROM subscriptions WHERE pending IS NOT NULL');
  await stock(3);
  expect(await job.after(11 * 60_000, 60_000)).toEqual([]);
  expect(await waiting()).toHaveLength(1);
  await stock(0);
  expect(await job.after(11 * 60_000, 60_000)).toEqual([]);
  expect(await waiting()).toEqual([]);
});
