import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const sandbox = sandboxForTests();
let job: JobChat;
const say = async (text: string) => (await job.say(text)).join('\n');

beforeEach(async () => {
  job = await JobChat.start(sandbox(), 'customer');
  await say('my recent orders');
  await say('customer@example.com');
});
afterEach(() => job.close());

test.each(['i didnt get a code', 'resend', 'please send it again', 'No code has arrived', 'nothing came'])(
  '“%s” sends a new one',
  async (text) => {
    expect(await say(text)).toContain("I've sent a six-digit code");
    expect(job.chat.mails.mails).toHaveLength(2);
  },
);

test.each(['keinen Code bekommen', 'bitte nochmal senden', 'es kam nichts'])('“%s” auch', async (text) => {
  await say('auf deutsch bitte');
  expect(await say(text)).toMatch(/six-digit|sechsstelliger/);
  expect(job.chat.mails.mails).toHaveLength(2);
});

test.each([
  '12345',
  'what code?',
  'my parcel has not arrived',
  'I did not receive my order',
  'i have the code here',
  'wait',
])('“%s” does not', async (text) => {
  await say(text);
  expect(job.chat.mails.mails).toHaveLength(1);
});

test('the new code counts', async () => {
  await say('i didnt get a code');
  const code = /\d{6}/.exec(job.chat.mails.mails[0]?.subject ?? '')?.[0] ?? '';
  expect(await say(code)).toContain('Thank you');
});
