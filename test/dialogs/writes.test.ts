import { JobChat, sandboxForTests } from '../helpers/jobChat';

const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
afterEach(() => job.close());

const returns = () => sandbox().records('shopify', 'return');
const GRAPHQL = { vendor: 'shopify' };

/** To the card of a return that only has to be confirmed. */
async function reviewReturn(): Promise<void> {
  await job.say('i want to return order 1004, customer@example.com');
  await job.say('the jeans');
  expect((await job.say('too small')).join()).toContain('Your return');
}

test('a confirmation whose answer is lost is looked up and told once', async () => {
  const before = (await returns()).length;
  await reviewReturn();
  // Any of them may have been the one that writes: each time it looks only when that must have come to its end.
  await sandbox().fault({ ...GRAPHQL, mode: 'commitThenReset', times: 3 });
  await job.begin('Start the return');
  const heard = (await job.after(32_000)).join('\n');
  expect(heard.split('is started').length - 1).toBe(1);
  expect(await returns()).toHaveLength(before + 1);
});

test('a system that stays down: nothing is claimed, it is seen through, and in the end a person is told', async () => {
  await job.say('please open a ticket because the handle of my mug came off, my mail is customer@example.com');
  await job.say('skip');
  await sandbox().fault({ vendor: 'zendesk', mode: 'status', status: 503 });
  await job.begin('Open the ticket');
  const offered = (await job.after(16_000)).join('\n');
  expect(offered).toContain("Please don't send it again");
  expect(offered).toMatch(/\[Check again\] \[Talk to a person\]/);
  expect(offered).not.toContain('Try again');
  const last = (await job.after(110_000, 5_000)).join('\n');
  expect(last).toContain("I can't tell whether it went through");
  expect(await job.chat.bot.handoffs.listOpen()).toMatchObject([
    { kind: 'message', reason: 'unknown_outcome', collected: { operation: 'helpdesk.createTicket' } },
  ]);
  expect(await job.after(120_000, 10_000)).toEqual([]);
});

test('one that is down before the write itself leaves: told as not sent, and in the end nothing is unknown', async () => {
  await reviewReturn();
  await sandbox().fault({ ...GRAPHQL, mode: 'status', status: 503 });
  await job.begin('Start the return');
  const offered = (await job.after(16_000)).join('\n');
  expect(offered).toContain('I have not sent it yet');
  expect(offered).toMatch(/\[Check again\] \[(Talk to a person|Leave a message)\]/);
  expect((await job.after(110_000, 5_000)).join('\n')).toContain('nothing has been changed');
  expect(await job.chat.bot.handoffs.listOpen()).toEqual([]);
});

test('a system that comes back within two minutes: the outcome is told', async () => {
  const before = (await returns()).length;
  await reviewReturn();
  await sandbox().fault({ ...GRAPHQL, mode: 'status', status: 503 });
  await job.begin('Start the return');
  await job.after(30_000, 1_000);
  await sandbox().control('DELETE', 'faults');
  expect((await job.after(60_000, 1_000)).join('\n')).toContain('is started');
  expect(await returns()).toHaveLength(before + 1);
  expect(await job.chat.bot.handoffs.listOpen()).toEqual([]);
});

test('what has been sent is not called off', async () => {
  await reviewReturn();
  await sandbox().fault({ ...GRAPHQL, mode: 'hang' });
  await job.begin('Start the return');
  expect((await job.after(3_000)).join()).toBe('');
  await job.begin('cancel');
  expect((await job.after(0, 1)).concat(job.chat.heard()).join()).toContain("I can't take it back");
});
