import { JobChat, sandboxForTests, type Role } from '../../helpers/jobChat';
import { startFileServer } from './fileServer';

interface CommentRecord {
  ticket_id: number;
  body: string;
  public: boolean;
  attachments: { file_name: string }[];
}

const MINE = 'what is the status of ticket 5001? my mail is customer@example.com';

const sandbox = sandboxForTests();
let job: JobChat;
const start = async (role: Role = 'customer', settings = {}) =>
  void (job = await JobChat.start(sandbox(), role, settings));
const say = async (text: string, more = {}) => (await job.say(text, more)).join('\n');
const comments = async () =>
  (await sandbox().records<CommentRecord>('zendesk', 'comment')).filter(({ ticket_id }) => ticket_id === 5001);
const status = async () =>
  (await sandbox().records<{ id: number; status: string }>('zendesk', 'ticket')).find(({ id }) => id === 5001)?.status;

beforeEach(() => start());
afterEach(() => job.close());

test('tells how it stands, what was said last, and what can be done', async () => {
  const heard = await say(MINE);
  expect(heard).toContain('Our team is working on it');
  expect(heard).toMatch(/Jordan wrote on .*: “Thank you for writing, Sarah/);
  expect(heard).toContain('[Add a comment] [Mark as solved]');
});

test('a wrong address and an unknown number get the same words', async () => {
  const wrongEmail = await say('status of ticket 5001, my mail is stranger@example.com');
  const unknown = await say('status of ticket 9999, my mail is stranger@example.com');
  expect(wrongEmail).toContain("couldn't find a ticket 5001");
  expect(unknown.replaceAll('9999', '5001')).toBe(wrongEmail);
  expect(await say('Other e-mail address')).toContain('which e-mail address was ticket 9999');
  await say('cancel');
});

test('guesses are limited', async () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) await say(`status of ticket 5001, my mail is ${name}@example.com`);
  expect(await say(MINE)).toContain('please wait');
});

test('an employee sees their tickets and chooses', async () => {
  await job.close();
  await start('employee', { DEV_USER_EMAIL: 'customer@example.com' });
  await say('open a ticket: the handle of my mug came off');
  await say('yes');
  await say('no');
  const list = await say('My tickets');
  expect(list).toContain('[5002 – The handle of my mug came off]');
  expect(list).toContain('[5001 – Zip of my backpack is stuck]');
  expect(await say('hmm')).toContain('Please choose one of your tickets');
  expect(await say('the backpack')).toContain('Ticket 5001');
});

test('who does not know the number proves the address by a code, and sees all tickets', async () => {
  await say('Check a ticket');
  expect(await say("I don't know it")).toMatch(/e-mail address/);
  await say('customer@example.com');
  const code = /\d{6}/.exec(job.chat.mails.mails[0]?.text ?? '')?.[0] ?? '';
  expect(await say(code)).toContain('Ticket 5001: Zip of my backpack is stuck');
});

describe('a comment', () => {
  beforeEach(() => say(MINE));

  test('is added once, in the requester’s name', async () => {
    expect(await say('Add a comment')).toContain('What shall I add to ticket 5001?');
    const before = (await comments()).length;
    const heard = await Promise.all([say('It got worse'), say('It got worse')]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    heard.push((await job.after(1_000)).join('\n'));
    expect(heard.join('\n')).toContain("I've added it to ticket **5001**");
    expect((await comments()).slice(before).map(({ body }) => body)).toEqual(['It got worse']);
  });

  test('is never the button itself, sent twice by somebody impatient', async () => {
    const before = (await comments()).length;
    await say('Add a comment');
    await say('Add a comment');
    await say('It got worse');
    await job.after(1_000);
    expect((await comments()).slice(before).map(({ body }) => body)).toEqual(['It got worse']);
  });

  test('that stands in the sentence is read back first', async () => {
    expect(await say('add a comment to ticket 5001: the zip is torn now')).toContain('“the zip is torn now”');
    expect(await say('no')).toContain("I've left ticket 5001 as it is");
    await say('add a comment to ticket 5001: the zip is torn now');
    await say('yes');
    expect((await comments()).at(-1)?.body).toBe('the zip is torn now');
  });

  test('may be a file', async () => {
    const server = await startFileServer();
    await say('Add a comment');
    expect(await say('', server.message('zip.jpg'))).toContain('Your file zip.jpg is with the ticket');
    expect((await comments()).at(-1)?.attachments).toEqual([expect.objectContaining({ file_name: 'zip.jpg' })]);
    await server.close();
  });
});

test('is marked as solved and opened again, each after one question', async () => {
  await say(MINE);
  expect(await say('Mark as solved')).toContain('Shall I mark ticket 5001 as solved?');
  expect(await say('yes')).toContain('is marked as solved');
  expect(await status()).toBe('solved');
  expect(await say('close ticket 5001')).toContain('solved already');
  expect(await say('reopen ticket 5001')).toContain('Shall I open ticket 5001 again?');
  expect(await say('Yes, please')).toContain('is open again');
  expect(await status()).toBe('open');
  expect(await say('reopen ticket 5001')).toContain("I don't need to open it again");
});

test('a change without proof asks for it first', async () => {
  expect(await say('close ticket 5001')).toContain('which e-mail address was ticket 5001');
  expect(await say('customer@example.com')).toContain('Shall I mark ticket 5001 as solved?');
});

test('a comment that was refused can be written in other words', async () => {
  await say(MINE);
  await say('Add a comment');
  await sandbox().fault({ vendor: 'zendesk', mode: 'status', status: 422, method: 'PUT', times: 1 });
  expect(await say('It got worse')).not.toContain("I've added it");
  expect(await say('back')).toContain('What shall I add to ticket 5001?');
  expect(await say('The zip is torn now')).toContain("I've added it to ticket **5001**");
  expect((await comments()).at(-1)?.body).toBe('The zip is torn now');
});

test('a comment that is added late brings its file along', async () => {
  const server = await startFileServer();
  await say(MINE);
  await say('add a comment to ticket 5001: the zip is torn now', server.message('zip.jpg'));
  await sandbox().fault({ vendor: 'zendesk', mode: 'latency', latencyMs: 300, method: 'PUT' });
  await job.begin('yes');
  await job.after(10_000, 5_000);
  await job.begin('menu');
  await sandbox().fault({ vendor: 'zendesk', mode: 'latency', latencyMs: 0 });
  const heard: string[] = [];
  for (let waits = 0; waits < 100 && !heard.join().includes('zip.jpg'); waits++)
    heard.push(...(await job.after(50, 50)));
  expect(heard.join('\n')).toContain("I've added it to ticket **5001**");
  expect(heard.join('\n')).toContain('Your file zip.jpg is with the ticket');
  await server.close();
});

test.each([
  ['no thanks', "I've left ticket 5001 as it is"],
  ['ok', 'Please write what I shall add'],
  ['thank you', 'Please write what I shall add'],
])('“%s” is no comment', async (text, answer) => {
  const before = (await comments()).length;
  await say(MINE);
  await say('Add a comment');
  expect(await say(text)).toContain(answer);
  expect(await comments()).toHaveLength(before);
});
