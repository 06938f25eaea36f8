import { createLogger } from '../../../services/logger';
import { CLOSED } from '../../helpers/hours';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';
import { nextWeek } from '../../helpers/leaveDays';

interface TicketRecord {
  id: number;
  subject: string;
  tags: string[];
}
interface CommentRecord {
  ticket_id: number;
  body: string;
  public: boolean;
}

const sandbox = sandboxForTests();
let job: JobChat;
let logged: string;
const log = () => createLogger('debug', { write: (line: string) => void (logged += line) });
const tickets = async () =>
  (await sandbox().records<TicketRecord>('zendesk', 'ticket')).filter(({ tags }) => tags.includes('unknown_outcome'));
const unknown = () => job.chat.bot.listUnknown();

beforeEach(() => void (logged = ''));
afterEach(() => job.close());

/** A return that is sent and never answered, to its last word. */
async function returnWithoutAnswer(): Promise<void> {
  job = await JobChat.start(sandbox(), 'customer', {}, log());
  await job.say('i want to return order 1004, customer@example.com');
  await job.say('the jeans');
  await job.say('too small');
  await sandbox().fault({ vendor: 'shopify', mode: 'hang' });
  await job.begin('Start the return');
  await job.after(126_000, 3_000);
}

test('catalogue 3: what nobody knows reaches a person with all that is known, once', async () => {
  await returnWithoutAnswer();
  await job.after(30_000, 500);
  const [ticket, ...others] = await tickets();
  expect(others).toEqual([]);
  const [handoff] = await job.chat.bot.handoffs.listOpen();
  expect(ticket?.subject).toContain(handoff?.id);
  const comments = await sandbox().records<CommentRecord>('zendesk', 'comment');
  const note = comments.find((each) => each.ticket_id === ticket?.id && !each.public)?.body ?? '';
  expect(note).toContain('Look in shopify whether commerce.startReturn was done');
  expect(note).toContain('User: customer@example.com');
  expect(note).toMatch(/Sent: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
  expect(note).toMatch(/- orderId: \S+/);
  expect(note).toContain("I can't tell whether it went through");
  const [row] = await unknown();
  expect(note).toContain(row?.id);
  expect(note).toContain(row?.logReference);
  expect(row).toMatchObject({ port: 'commerce', method: 'startReturn', handoffId: handoff?.id });
  expect(row?.ageMs).toBeGreaterThan(0);
  expect(logged).not.toContain('customer@example.com');
});

test('it is off the list when a person has taken care of it', async () => {
  await returnWithoutAnswer();
  const [row] = await unknown();
  await job.chat.bot.handoffs.close(row?.handoffId ?? '');
  expect(await unknown()).toEqual([]);
});

test('it is off the list when somebody marks it as looked into, and its hand-over is closed with it', async () => {
  await returnWithoutAnswer();
  await job.after(30_000, 500);
  const { desk, handoffs } = job.chat.bot;
  const [row] = (await desk.report())?.unknown ?? [];
  expect(row).toMatchObject({ port: 'commerce', method: 'startReturn' });
  expect(await desk.markLookedInto(row?.id ?? '')).toBe(true);
  expect(await unknown()).toEqual([]);
  expect(await handoffs.listOpen()).toEqual([]);
  expect(await desk.report()).toMatchObject({ unknown: [], handoffs: [], backlog: { unknown: 0 } });
  expect(await desk.markLookedInto(row?.id ?? '')).toBe(false);
});

test('a process that dies right after it was parked loses nothing', async () => {
  await returnWithoutAnswer();
  job.chat.kill();
  await job.chat.boot();
  await job.after(60_000, 500);
  expect(await tickets()).toHaveLength(1);
  expect(await job.chat.bot.handoffs.listOpen()).toHaveLength(1);
});

describe('what is between an employee and HR', () => {
  const LEAVE = { vendor: 'workday', mode: 'hang' };

  async function leaveWithoutAnswer(settings = {}): Promise<void> {
    job = await JobChat.start(sandbox(), 'employee', settings, log());
    await job.say(`request vacation from ${nextWeek(1).date} to ${nextWeek(2).date}`);
    await sandbox().fault(LEAVE);
    await job.begin('yes');
    await job.after(126_000, 3_000);
    await job.after(30_000, 500);
  }

  test('reaches HR and never the helpdesk of customers', async () => {
    await leaveWithoutAnswer();
    const rows = await unknown();
    expect(rows).toHaveLength(1);
    expect(await tickets()).toEqual([]);
    const cases = await sandbox().records<{ description: string }>('servicenow', 'hrCase');
    expect(cases.filter(({ description }) => description.includes(rows[0]?.id ?? '?'))).toHaveLength(1);
    expect(JSON.stringify(await sandbox().requests('zendesk'))).not.toContain('requestLeave');
  });

  test('goes to HR by mail where no system takes its cases', async () => {
    await leaveWithoutAnswer({ HR_VENDOR: 'workday' });
    const mails = job.chat.mails.mails.filter(({ to }) => to === 'hr@example.com');
    expect(mails).toEqual([expect.objectContaining({ text: expect.stringContaining('hr.requestLeave') as string })]);
    expect(await tickets()).toEqual([]);
  });
});

describe('a message of an employee for HR', () => {
  const TEXT = 'how many vacation days do I have left, and why is my salary so low?';
  test('becomes a case of HR', async () => {
    job = await JobChat.start(sandbox(), 'employee', CLOSED);
    await job.say('leave a message');
    expect((await job.say(TEXT)).join('\n')).toMatch(/HR has it as case \*\*HRC\d+\*\*/);
    const cases = await sandbox().records<{ description: string }>('servicenow', 'hrCase');
    expect(cases.filter(({ description }) => description.includes('salary'))).toHaveLength(1);
    expect(JSON.stringify(await sandbox().requests('zendesk'))).not.toContain('salary');
  });

  test('is mailed to HR where no system takes its cases', async () => {
    job = await JobChat.start(sandbox(), 'employee', { ...CLOSED, HR_VENDOR: 'workday' });
    await job.say('leave a message');
    expect((await job.say(TEXT)).join('\n')).toContain("I've passed your message on");
    expect(job.chat.mails.mails).toEqual([
      expect.objectContaining({ to: 'hr@example.com', text: expect.stringContaining('salary') as string }),
    ]);
  });
});
