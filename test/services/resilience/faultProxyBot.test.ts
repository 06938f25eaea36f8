import { setTimeout as pause } from 'node:timers/promises';
import { JobChat } from '../../helpers/jobChat';
import { FaultProxy, type FaultMode } from '../../helpers/faultProxy';
import { startTestSandbox, type TestSandbox } from '../../helpers/testSandbox';

let sandbox: TestSandbox;
let proxy: FaultProxy;
let job: JobChat;

beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(async () => {
  await sandbox.reset();
  proxy = await FaultProxy.start({ host: '127.0.0.1', port: Number(new URL(sandbox.url).port) });
  // What nothing is heard of ends by the transport's own limit, which is real time.
  const settings = { ATTEMPT_TIMEOUT_MS: '700' };
  job = await JobChat.start({ ...sandbox, url: proxy.url }, 'customer', settings);
});
afterEach(async () => {
  await job.close();
  await proxy.close();
});
afterAll(() => sandbox.close());

const faults: FaultMode[] = [
  { kind: 'reset' },
  { kind: 'reset', afterBytes: 0 },
  { kind: 'halfOpen' },
  { kind: 'trickle', bytes: 1, everyMs: 50 },
  { kind: 'truncate', afterBytes: 60 },
  { kind: 'refuse' },
];

async function wellAgain(): Promise<void> {
  proxy.mode = { kind: 'pass' };
  await proxy.ready;
  for (const connection of proxy.connections) connection.reset();
}

/** Lets real and told time pass until something is heard that fits. */
async function hearing(what: RegExp): Promise<string> {
  const heard: string[] = [];
  for (let waits = 0; waits < 150 && !what.test(heard.join('\n')); waits++) {
    heard.push(...(await job.after(200, 200)));
    await pause(10);
  }
  return heard.join('\n');
}

test.each(faults)('catalogue 10: a ticket through %j is opened once, when it is over', async (mode) => {
  const before = (await sandbox.records('zendesk', 'ticket')).length;
  const details = 'please open a ticket because the handle of my mug came off, my mail is customer@example.com';
  const questions = (await job.say(details)).join('\n');
  if (!questions.includes('Your ticket')) await job.say('skip');
  proxy.mode = mode;
  await job.begin('yes');
  await hearing(/still|no answer|sent it/i);
  await wellAgain();
  expect(await hearing(/Done – your ticket has the number/)).toContain('your ticket has the number');
  expect(await sandbox.records('zendesk', 'ticket')).toHaveLength(before + 1);
});

test.each(faults)('catalogue 10: a question through %j gets a way out, and an answer when it is over', async (mode) => {
  proxy.mode = mode;
  await job.begin('where is order 1001? my mail is customer@example.com');
  expect(await hearing(/\[Talk to a person\]/)).toMatch(/\[Try again\]/);
  await wellAgain();
  await job.begin('Try again');
  expect(await hearing(/\(card\) Order/)).toContain('(card) Order 1001');
});
