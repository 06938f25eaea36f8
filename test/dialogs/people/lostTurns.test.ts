import { sayAcrossCrash } from '../../helpers/crash';
import { CLOSED } from '../../helpers/hours';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';

interface TicketRecord {
  id: number;
  tags: string[];
}
interface CommentRecord {
  ticket_id: number;
  body: string;
}

const TICKET = 'open a ticket: the handle of my mug came off, my mail is customer@example.com';

const sandbox = sandboxForTests();
let job: JobChat;
const start = async (settings = {}) => void (job = await JobChat.start(sandbox(), 'customer', settings));
const say = async (text: string) => (await job.say(text)).join('\n');
const again = async (text: string) => (await sayAcrossCrash(job, text, 'sent-twice')).join('\n');
const tickets = async (tag: string) =>
  (await sandbox().records<TicketRecord>('zendesk', 'ticket')).filter(({ tags }) => tags.includes(tag));
afterEach(async () => {
  jest.restoreAllMocks();
  await job.close();
});

test('a comment whose turn was lost is added once', async () => {
  await start();
  await say('what is the status of ticket 5001? my mail is customer@example.com');
  await say('Add a comment');
  expect(await again('It got worse')).toContain("I've added it to ticket **5001**");
  const comments = await sandbox().records<CommentRecord>('zendesk', 'comment');
  expect(comments.filter(({ body }) => body === 'It got worse')).toHaveLength(1);
});

test('a message whose turn was lost is one hand-over and one ticket', async () => {
  await start(CLOSED);
  await say('agent');
  await say('Please call me about the wholesale prices');
  expect(await again('customer@example.com')).toContain('5002');
  expect(await job.chat.bot.handoffs.listOpen()).toHaveLength(1);
  expect(await tickets('handoff')).toHaveLength(1);
});

test('two messages are two hand-overs', async () => {
  await start(CLOSED);
  for (const text of ['Please call me about the wholesale prices', 'And about the return of the samples']) {
    await say('leave a message');
    await say(text);
    await say('customer@example.com');
  }
  expect(await job.chat.bot.handoffs.listOpen()).toHaveLength(2);
  expect(await tickets('handoff')).toHaveLength(2);
});

test('a low rating whose turn was lost is one ticket', async () => {
  await start();
  await say(TICKET);
  await say('yes');
  expect(await again('1')).toContain('What went wrong?');
  expect(await job.chat.bot.handoffs.listOpen()).toHaveLength(1);
  expect(await tickets('feedback')).toHaveLength(1);
});

test('a code whose turn was lost is still right', async () => {
  await start();
  await say('my tickets');
  await say('customer@example.com');
  const code = /\d{6}/.exec(job.chat.mails.mails[0]?.text ?? '')?.[0] ?? '';
  expect(await again(code)).toContain('Ticket 5001');
});
