import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
afterEach(() => job.close());

const say = async (text: string) => (await job.say(text)).join('\n');
const code = () => /\d{6}/.exec(job.chat.mails.mails[0]?.subject ?? '')?.[0] ?? '';

async function prove(email: string): Promise<string> {
  await say('my recent orders');
  await say(email);
  return say(code());
}

test('who has proved their address is greeted by name', async () => {
  expect(await say('hello')).toContain('Hello! What can I do for you?');
  expect(await prove('customer@example.com')).toContain("Thank you, Sarah – that's you.");
  expect(await say('hello')).toContain('Hello Sarah! What can I do for you?');
});

test('the name is forgotten with the proof', async () => {
  await prove('customer@example.com');
  await job.chat.clock.advance(31 * 60_000);
  expect(await say('hello')).toContain('Hello! What');
});

test('who is no contact is thanked without a name', async () => {
  expect(await prove('nobody@example.com')).toContain("Thank you, that's you.");
  expect(await say('hello')).toContain('Hello! What');
});

test('an order and its address are not enough for a name', async () => {
  await say('where is order 1001? my mail is customer@example.com');
  expect(await say('hello')).toContain('Hello! What');
});

test('a CRM that fails is not noticed', async () => {
  await sandbox().fault({ vendor: 'salesforce', mode: 'status', status: 500 });
  expect(await prove('customer@example.com')).toMatch(/Thank you, that's you\..*newest first/s);
});

test('a CRM that is slow is waited for no longer than a moment', async () => {
  await sandbox().fault({ vendor: 'salesforce', mode: 'latency', latencyMs: 600_000 });
  await say('my recent orders');
  await say('customer@example.com');
  let heard: string[] = [];
  const turn = job.say(code()).then((said) => (heard = said));
  await job.sandboxAnswers();
  await job.after(1_200, 200);
  expect(heard).toEqual([]);
  await job.after(600, 200);
  await turn;
  expect(heard).toContainEqual("Thank you, that's you.");
});
