import { setTimeout as pause } from 'node:timers/promises';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'employee')));
afterEach(() => job.close());

/** Asks, leaves before the system answers, and gives what is said when it does. */
async function askAndLeave(vendor: string, sentence: string, expected: RegExp): Promise<string> {
  await sandbox().fault({ vendor, mode: 'latency', latencyMs: 300 });
  await job.begin(sentence);
  await job.after(5_000, 5_000);
  await job.begin('menu');
  const heard: string[] = [];
  for (let waits = 0; waits < 60 && !expected.test(heard.join('\n')); waits++) {
    await pause(50);
    heard.push(...(await job.after(100, 100)));
  }
  return heard.join('\n');
}

describe('an answer that comes after the user has moved on is told all the same', () => {
  test.each([
    ['workday', 'INV-2001', /About invoice INV-2001.*from Fourth Coffee/s],
    ['workday', 'INV-9999', /couldn't find an invoice \*\*INV-9999\*\*/s],
    ['workday', 'EXP-3001', /About expense report EXP-3001.*Trade fair/s],
    ['servicenow', 'INC0009999', /couldn't find \*\*INC0009999\*\*/s],
    ['servicenow', 'My IT requests', /About your requests to IT:.*nothing of yours/s],
    ['servicenow', 'Order equipment', /answered about the IT catalogue.*\[Order equipment\]/s],
  ])('%s: %s', async (vendor, sentence, expected) => {
    expect(await askAndLeave(vendor, sentence, expected)).toMatch(expected);
  });

  test.each([
    ['Send the report', ["my laptop won't start, it's urgent, only me, LT-0042"], /About your report to IT:.*INC\d+/s],
    ['Order it', ['Order equipment', 'monitor', '24', 'no', 'no'], /About your order from IT:.*REQ\d+/s],
  ])('servicenow: %s', async (confirm, sentences, expected) => {
    for (const sentence of sentences) await job.say(sentence);
    expect(await askAndLeave('servicenow', confirm, expected)).toMatch(expected);
  });
});
