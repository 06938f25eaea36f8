import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const sandbox = sandboxForTests();
let job: JobChat;
const start = async (role: 'customer' | 'employee' = 'customer', settings: Record<string, string> = {}) =>
  void (job = await JobChat.start(sandbox(), role, settings));
afterEach(() => job.close());

const HOUR = 60 * 60_000;
const tasks = () => sandbox().records<Record<string, string>>('salesforce', 'task');
const trackOrder = () => job.say('where is order 1001? my mail is customer@example.com');
const openOperations = () => job.chat.database.query('SELECT * FROM operations WHERE closed_at IS NULL');
const down = () => sandbox().fault({ vendor: 'salesforce', mode: 'status', status: 503 });

test('what was done for somebody is noted on their contact, once', async () => {
  await start();
  await trackOrder();
  await job.after(5_000);
  expect(await tasks()).toMatchObject([
    { Subject: expect.stringMatching(/^Chatbot: .*1001/) as string, Status: 'Completed' },
  ]);
  expect(await openOperations()).toEqual([]);
});

test('of who is not known nothing is noted', async () => {
  await start();
  await job.say('do you have a blue t-shirt?');
  expect(await job.after(5_000)).toEqual([]);
  expect(await tasks()).toEqual([]);
});

test('a system that is down is not heard of; it is noted when it is back', async () => {
  await start();
  await down();
  expect((await trackOrder()).join()).toContain('(card) Order 1001');
  expect(await job.after(60_000, 1_000)).toEqual([]);
  expect(await job.say('any news?')).not.toContainEqual(expect.stringMatching(/checking|working on/));
  await sandbox().control('DELETE', 'faults');
  await job.after(HOUR, 60_000);
  expect(await tasks()).toHaveLength(1);
  expect(await openOperations()).toEqual([]);
});

test('what the system will never take is given up at once, without a word', async () => {
  await start();
  await sandbox().fault({ vendor: 'salesforce', mode: 'status', status: 403 });
  await trackOrder();
  expect(await job.after(30_000, 1_000)).toEqual([]);
  expect(await openOperations()).toEqual([]);
  expect(await job.chat.database.query("SELECT state, silent FROM operations WHERE method = 'logInteraction'")).toEqual(
    [{ state: 'failed', silent: 1 }],
  );
  expect(await job.chat.database.query('SELECT * FROM operation_tasks')).toEqual([]);
});

test('a process that dies in the middle notes it once', async () => {
  await start();
  await sandbox().fault({ vendor: 'salesforce', mode: 'latency', latencyMs: 300 });
  await trackOrder();
  job.chat.kill();
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await sandbox().control('DELETE', 'faults');
  await job.chat.boot();
  await job.after(60_000, 1_000);
  expect(await tasks()).toHaveLength(1);
  expect(job.chat.heard()).toEqual([]);
});

test('the same message once more notes nothing once more', async () => {
  await start();
  await job.say('where is order 1001? my mail is customer@example.com', { id: 'same' });
  await job.chat.database.query('DELETE FROM seen_activities');
  await job.say('where is order 1001? my mail is customer@example.com', { id: 'same' });
  await job.after(5_000);
  expect(await tasks()).toHaveLength(1);
});

test('a job that is served in the middle of another is noted too', async () => {
  await start();
  await trackOrder();
  await job.say('Get an offer');
  await job.say('a garden party');
  await job.say('where is order 1002?');
  await job.after(5_000);
  expect((await tasks()).map(({ Subject }) => Subject)).toEqual([
    expect.stringContaining('1001'),
    expect.stringContaining('1002'),
  ]);
});

test('what employees do stays out of the CRM', async () => {
  await start('employee', { DEV_USER_EMAIL: 'customer@example.com' });
  for (const text of ['Report an IT problem', 'the printer is broken', 'Just me', 'Low', 'skip']) await job.say(text);
  await job.say('yes');
  await job.after(5_000);
  expect(await tasks()).toEqual([]);
});

test('it can be switched off', async () => {
  await start('customer', { LOG_INTERACTIONS: 'off' });
  await trackOrder();
  await job.after(5_000);
  expect(await tasks()).toEqual([]);
  expect(await sandbox().requests('salesforce')).toEqual([]);
});
