import { JobChat, sandboxForTests } from '../../helpers/jobChat';
import { startFileServer } from './fileServer';

const HOUR = 60 * 60_000;
const OWNER = 'customer@example.com';
const MINE = `what is the status of ticket 5001? my mail is ${OWNER}`;
const ONCE_MORE = 'make sure once more that it is you';

const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
afterEach(() => job.close());

const say = async (text: string, more = {}) => (await job.say(text, more)).join('\n');
const comments = async () => (await sandbox().records<{ body: string }>('zendesk', 'comment')).map(({ body }) => body);
const status = async () => (await sandbox().records<{ status: string }>('zendesk', 'ticket'))[0]?.status;
const code = () => /\d{6}/.exec(job.chat.mails.mails[0]?.subject ?? '')?.[0] ?? '';
const counted = async () => (await job.chat.database.query('SELECT * FROM guesses')).length;

async function comeBackLater(): Promise<void> {
  await job.chat.clock.advance(3 * HOUR);
  await say('hi');
  await say('continue');
}

describe('before something is changed hours later, the ticket is proved again', () => {
  test('a comment, which keeps the words', async () => {
    await say(MINE);
    await say('Add a comment');
    await comeBackLater();
    const heard = await say('It got worse');
    expect(heard).toContain(ONCE_MORE);
    expect(heard).toContain('What is the ticket number?');
    expect(await comments()).not.toContain('It got worse');
    await say('5001');
    expect(await say(OWNER)).toContain("I've added it to ticket **5001**");
    expect(await comments()).toContain('It got worse');
  });

  test('a comment that is a file only', async () => {
    const server = await startFileServer();
    await say(MINE);
    await say('Add a comment');
    await comeBackLater();
    expect(await say('', server.message('zip.jpg'))).toContain(ONCE_MORE);
    await say('5001');
    expect(await say(OWNER)).toContain('Your file zip.jpg is with the ticket');
    await server.close();
  });

  test('closing it, which is asked again', async () => {
    await say(MINE);
    await say('Mark as solved');
    await comeBackLater();
    expect(await say('yes')).toContain(ONCE_MORE);
    expect(await status()).toBe('open');
    await say('5001');
    expect(await say(OWNER)).toContain('Shall I mark ticket 5001 as solved?');
    await say('yes');
    expect(await status()).toBe('solved');
  });

  test('by a new code where it was chosen from a list', async () => {
    await say('close a ticket');
    await say("I don't know it");
    await say(OWNER);
    expect(await say(code())).toContain('Shall I mark ticket 5001 as solved?');
    await comeBackLater();
    const heard = await say('yes');
    expect(heard).toContain(ONCE_MORE);
    expect(heard).toMatch(/e-mail address/);
    expect(await status()).toBe('open');
    await say(OWNER);
    expect(await say(code())).toContain('Shall I mark ticket 5001 as solved?');
  });
});

test('an employee who is signed in proves it by that', async () => {
  await job.close();
  job = await JobChat.start(sandbox(), 'employee', { DEV_USER_EMAIL: OWNER });
  await say('close ticket 5001');
  await comeBackLater();
  expect(await say('yes')).not.toContain(ONCE_MORE);
  expect(await status()).toBe('solved');
});

test('a wrong guess stays counted when the same one is called off', async () => {
  const guess = 'status of ticket 5001, my mail is wrong@example.com';
  expect(await say(guess)).toContain("couldn't find a ticket 5001");
  const before = await counted();
  expect(before).toBeGreaterThan(0);
  await sandbox().fault({ vendor: 'zendesk', mode: 'latency', latencyMs: 300 });
  await job.begin(guess);
  expect(await say('cancel')).toContain("I've stopped that");
  await job.after(500);
  expect(await counted()).toBe(before);
});
