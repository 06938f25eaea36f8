import { JobChat, sandboxForTests, type Role } from '../../helpers/jobChat';

const sandbox = sandboxForTests();
let job: JobChat;
const start = async (role: Role) => void (job = await JobChat.start(sandbox(), role));
const say = async (text: string) => (await job.say(text)).join('\n');
const code = () => /\d{6}/.exec(job.chat.mails.mails[0]?.subject ?? '')?.[0] ?? '';

afterEach(() => job.close());

test.each(['log me out', 'who am i?', 'am I logged in'])('“%s”: nobody is signed in', async (text) => {
  await start('customer');
  expect(await say(text)).toContain('You are not signed in');
});

test.each(['melde mich ab', 'Wer bin ich?', 'bin ich angemeldet'])('“%s”: niemand ist angemeldet', async (text) => {
  await start('customer');
  await say('auf deutsch bitte');
  expect(await say(text)).toContain('nicht angemeldet');
});

test('an employee is told who they are', async () => {
  await start('employee');
  expect(await say('who am i')).toContain('signed in as employee@example.com');
  expect(await say('log me out')).toContain('sign out there');
});

test('an address that was shown to be theirs is told, and forgotten when they say so', async () => {
  await start('customer');
  await say('my recent orders');
  await say('customer@example.com');
  expect(await say(code())).toContain('Thank you');
  expect(await say('who am i')).toContain('shown that customer@example.com is yours');
  expect(await say('log me out')).toContain('I have forgotten that customer@example.com is yours');
  expect(await say('my recent orders')).toMatch(/Which e-mail address|Shall I send a code|six-digit code/);
});

test.each(['who am i speaking to', 'who is this for', 'sign out my colleague'])(
  '“%s” is another question',
  async (text) => {
    await start('customer');
    expect(await say(text)).not.toContain('not signed in');
  },
);
