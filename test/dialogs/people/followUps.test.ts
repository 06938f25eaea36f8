import { sayAcrossCrash } from '../../helpers/crash';
import { Chat } from '../../helpers/chat';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';

interface TicketRecord {
  id: number;
  description: string;
  tags: string[];
}

const HOUR_MS = 60 * 60_000;
const TEAM = /with our team now, as ticket \*\*(\d+)\*\*/;

const sandbox = sandboxForTests();
let job: JobChat;
const start = async (settings = {}) => void (job = await JobChat.start(sandbox(), 'customer', settings));
const breakDown = () => sandbox().fault({ vendor: 'zendesk', mode: 'status', status: 503 });
const repair = async () => void (await sandbox().control('DELETE', 'faults'));
const tickets = async () =>
  (await sandbox().records<TicketRecord>('zendesk', 'ticket'))
    .filter(({ tags }) => tags.includes('handoff'))
    .sort((a, b) => a.id - b.id);
const posts = async () => (await sandbox().requests('zendesk')).filter(({ method }) => method === 'POST').length;

const from = (user: string) => ({
  conversation: { id: user, isGroup: false, conversationType: 'personal', name: '' },
  from: { id: user, name: '' },
});

/** Leaves a message as a user of their own, and gives what the bot says to it. */
async function leave(user: string): Promise<string> {
  await job.say('leave a message', from(user));
  await job.say(`Message of ${user}`, from(user));
  return (await job.say(`${user}@example.com`, from(user))).join('\n');
}

/** What a user was told, whichever process told it. */
const toldTo = (user: string) =>
  job.chat.channel.sent.filter((each) => each.conversation?.id === user).map(({ text = '' }) => text);
const newsTo = (user: string) => toldTo(user).flatMap((text) => TEAM.exec(text)?.[1] ?? []);

/** Lets real answers come in until nothing is open any more. */
async function untilDelivered(count: number): Promise<void> {
  for (let round = 0; round < 400 && (await tickets()).length < count; round++) await job.after(1_000, 250);
  await job.after(20_000, 1_000);
}

afterEach(async () => {
  jest.restoreAllMocks();
  await job.close();
});

const users = (count: number) => Array.from({ length: count }, (_, index) => `user-${index}`);

test('a message that is left while the helpdesk is up has its ticket at once', async () => {
  await start();
  expect(await leave('kim')).toMatch(/I've passed your message on.*as ticket \*\*5002\*\*/s);
  await job.after(30_000, 5_000);
  expect(newsTo('kim')).toEqual([]);
});

test('a message that is left while the helpdesk is down is confirmed at once, for what it is', async () => {
  await start();
  await breakDown();
  const heard = await leave('kim');
  expect(heard).toMatch(
    /I've written it down – your reference is \*\*[A-Z0-9]{6}\*\*.*tell you the ticket number here/s,
  );
  expect(heard).not.toContain('passed your message on');
  const before = await posts();
  expect(await leave('pat')).toContain("I've written it down");
  expect(await posts()).toBe(before);
});

test('catalogue 11: after an hour without a helpdesk all messages are passed on once, in order, without a stampede', async () => {
  await start();
  await breakDown();
  for (const user of users(20)) {
    await leave(user);
    await job.after(HOUR_MS / 20, 45_000);
  }
  // One attempt every few minutes, however many wait.
  expect(await posts()).toBeLessThan(30);
  await repair();
  await job.after(7 * 60_000, 60_000);
  await untilDelivered(20);
  const made = await tickets();
  expect(made.map(({ description }) => description)).toEqual(users(20).map((user) => `Message of ${user}`));
  for (const [index, user] of users(20).entries()) expect(newsTo(user)).toEqual([String(made[index]?.id)]);
}, 120_000);

test('catalogue 11: a process that is killed on the way changes nothing', async () => {
  await start();
  await breakDown();
  for (const user of users(6)) await leave(user);
  await repair();
  for (let round = 0; round < 100 && (await tickets()).length < 2; round++) await job.after(2_000, 250);
  job.chat.kill();
  await job.chat.boot();
  await untilDelivered(6);
  const made = await tickets();
  expect(made.map(({ description }) => description)).toEqual(users(6).map((user) => `Message of ${user}`));
  for (const [index, user] of users(6).entries()) expect([...new Set(newsTo(user))]).toEqual([String(made[index]?.id)]);
}, 60_000);

test('catalogue 11: two bots on one database pass each message on once', async () => {
  await start();
  await breakDown();
  for (const user of users(6)) await leave(user);
  const { clock, database } = job.chat;
  const second = await Chat.start({ services: job.chat['services'], clock, database });
  await repair();
  await untilDelivered(6);
  expect((await tickets()).map(({ description }) => description)).toEqual(users(6).map((user) => `Message of ${user}`));
  const news = [...job.chat.channel.sent, ...second.channel.sent].filter(({ text = '' }) => TEAM.test(text));
  expect(news).toHaveLength(6);
  await second.bot.stop(0);
}, 60_000);

test('the ticket is told in the middle of another job without disturbing it', async () => {
  await start();
  await breakDown();
  await leave('kim');
  await job.say('track an order', from('kim'));
  await repair();
  await untilDelivered(1);
  expect(newsTo('kim')).toEqual(['5002']);
  expect((await job.say('1001', from('kim'))).join('\n')).toContain('order 1001');
});

test('somebody whose conversation is gone is told by mail', async () => {
  await start();
  await breakDown();
  await leave('kim');
  await repair();
  job.chat.channel.refuseWith = 403;
  await untilDelivered(1);
  const mails = job.chat.mails.mails.filter(({ to }) => to === 'kim@example.com');
  expect(mails).toEqual([expect.objectContaining({ text: expect.stringContaining('5002') as string })]);
});

test('a call for a person whose turn was lost right after it was written down becomes a ticket', async () => {
  await start();
  expect((await sayAcrossCrash(job, 'agent', 'sent-twice')).join('\n')).toContain('Our team knows already');
  await job.after(2 * 60_000, 10_000);
  await untilDelivered(1);
  expect(await tickets()).toHaveLength(1);
});

test('a person who was called gets a ticket although the question after the address stays unanswered', async () => {
  await start();
  await job.say('agent');
  await job.after(60_000, 10_000);
  expect(await tickets()).toEqual([]);
  await job.after(60_000, 10_000);
  await untilDelivered(1);
  expect(await tickets()).toHaveLength(1);
  await job.say('customer@example.com');
  const comments = await sandbox().records<{ body: string }>('zendesk', 'comment');
  expect(comments.map(({ body }) => body)).toContain('The answer can go to customer@example.com.');
});

test('a word to a low rating reaches its ticket although the helpdesk was down', async () => {
  await start();
  await job.say('open a ticket: the handle of my mug came off, my mail is customer@example.com');
  await job.say('yes');
  await breakDown();
  await job.say('1');
  expect((await job.say('it took ages')).join('\n')).toContain("I've passed that on");
  await repair();
  await job.after(30_000, 500);
  const comments = await sandbox().records<{ body: string }>('zendesk', 'comment');
  expect(comments.filter(({ body }) => body === 'it took ages')).toHaveLength(1);
});
