import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const sandbox = sandboxForTests();
let job: JobChat;
afterEach(() => job.close());

const ask = async (text: string) => (await job.say(text)).join('\n');

test('who asks again gets the same answer also while the system is down', async () => {
  job = await JobChat.start(sandbox(), 'employee');
  expect(await ask('what are my benefits')).toContain('Dental plan');
  await sandbox().fault({ vendor: 'workday', mode: 'status', status: 503 });
  expect(await ask('what are my benefits')).toContain('Dental plan');
});

test('a request for leave shows in the balance at once', async () => {
  job = await JobChat.start(sandbox(), 'employee');
  await ask('how much vacation do i have left?');
  const asked = (await sandbox().requests('workday')).filter(({ path }) => path.includes('balances')).length;
  await ask('how much vacation do i have left?');
  const again = (await sandbox().requests('workday')).filter(({ path }) => path.includes('balances')).length;
  expect(again).toBe(asked);
  for (const answer of ['Ask for leave', 'vacation', 'next Monday', 'yes']) await ask(answer);
  await ask('how much vacation do i have left?');
  const last = (await sandbox().requests('workday')).filter(({ path }) => path.includes('balances')).length;
  expect(last).toBeGreaterThan(again);
});
