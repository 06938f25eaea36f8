import { JobChat, sandboxForTests } from '../helpers/jobChat';

const OWNER = 'customer@example.com';
const NOT_SENT_YET = 'I have not sent it yet';

const sandbox = sandboxForTests();
let job: JobChat;
// One failure is enough to count as down, so that the first call already meets a breaker that is open.
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer', { BREAKER_FAILURES: '1' })));
afterEach(() => job.close());

const shop = (settings: { mode: string; [setting: string]: unknown }) =>
  sandbox().fault({ vendor: 'shopify', ...settings });
const returns = async () => (await sandbox().records('shopify', 'return')).length;
const sent = async () => (await sandbox().requests('shopify')).length;

/** To the card of a return, while another customer finds out that the shop is down. */
async function reviewAndGoDown(): Promise<void> {
  await job.say(`i want to return order 1004, ${OWNER}`);
  await job.say('the jeans');
  expect((await job.say('too small')).join()).toContain('Your return');
  await shop({ mode: 'status', status: 503 });
  await breakerOpens();
}

/** A look-up of somebody else fails, in the middle of this one's work. */
async function breakerOpens(): Promise<void> {
  const stranger = { from: { id: 'user-2', name: '' }, conversation: { id: 'conversation-2' } as never };
  void job.say(`where is order 1001? ${OWNER}`, stranger).catch(() => undefined);
  await job.sandboxAnswers();
  job.chat.heard();
}

const confirm = async () => {
  await job.begin('Start the return');
  return (await job.after(0, 1)).concat(job.chat.heard()).join('\n');
};

test('a write that is refused is told not to be sent, at once, and is sent when the system is back', async () => {
  await reviewAndGoDown();
  const before = { returns: await returns(), sent: await sent() };
  const heard = await confirm();
  expect(heard).toContain(NOT_SENT_YET);
  expect(heard).toMatch(/\[Check again\] \[(Talk to a person|Leave a message)\]/);
  expect(heard).not.toContain("don't send it again");
  expect(await sent()).toBe(before.sent);
  await job.begin('any news?');
  expect((await job.after(0, 1)).concat(job.chat.heard()).join()).toContain('not been able to send it yet');
  await sandbox().control('DELETE', 'faults');
  expect((await job.after(30_000, 1_000)).join('\n')).toContain('is started');
  expect(await returns()).toBe(before.returns + 1);
});

test('it can be taken back as long as it was not sent', async () => {
  await reviewAndGoDown();
  const before = await returns();
  await confirm();
  await job.begin('cancel');
  expect((await job.after(0, 1)).concat(job.chat.heard()).join()).toContain("I've stopped that");
  await sandbox().control('DELETE', 'faults');
  await job.after(60_000, 1_000);
  expect(await returns()).toBe(before);
});

test('two minutes later it has failed, nothing is unknown, and trying again shows it once more', async () => {
  await reviewAndGoDown();
  const before = await returns();
  await confirm();
  const last = (await job.after(125_000, 2_500)).join('\n');
  expect(last).toContain('nothing has been changed');
  expect(last).toMatch(/\[Try again\] \[(Talk to a person|Leave a message)\]/);
  expect(await job.chat.bot.handoffs.listOpen()).toEqual([]);
  await sandbox().control('DELETE', 'faults');
  await job.chat.clock.advance(10_000);
  expect((await job.say('Try again')).join()).toContain('Your return');
  expect((await job.click('Start the return')).join()).toContain('is started');
  expect(await returns()).toBe(before + 1);
});

test('trying again hours later asks for the proof once more', async () => {
  await reviewAndGoDown();
  await confirm();
  await job.after(125_000, 2_500);
  await sandbox().control('DELETE', 'faults');
  await job.chat.clock.advance(40 * 60_000);
  await job.say('hi');
  await job.say('continue');
  expect((await job.say('Try again')).join()).toContain('Your return');
  const heard = (await job.click('Start the return')).join('\n');
  expect(heard).toContain('make sure once more that it is you');
  expect(heard).not.toContain('is started');
});
