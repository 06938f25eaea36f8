import { JobChat, sandboxForTests } from '../../helpers/jobChat';
import { jobContract } from '../../helpers/jobContract';

describe('the status of an invoice', () => {
  jobContract({
    as: 'employee',
    open: 'Status of an invoice',
    questions: [['Which invoice is it?', 'INV-2001']],
    atOnce: 'status of invoice INV-2001',
    done: 'from Fourth Coffee',
    system: { vendor: 'workday' },
    bad: [0, 'the last one', 'does not look like the number'],
  });
});

describe('the status of an expense report', () => {
  jobContract({
    as: 'employee',
    open: 'Status of an expense report',
    questions: [['Which expense report is it?', '3001']],
    atOnce: 'what is the status of my expense report EXP-3001',
    done: 'Trade fair in Chicago',
    system: { vendor: 'workday' },
    bad: [0, 'the last one', 'does not look like the number'],
  });
});

describe('what is special', () => {
  const sandbox = sandboxForTests();
  let job: JobChat;
  const start = async (role: 'customer' | 'employee') => void (job = await JobChat.start(sandbox(), role));
  afterEach(() => job.close());
  const say = async (text: string) => (await job.say(text)).join('\n');

  test.each(['INV-2001', 'inv2001', 'INV 2001', 'invoice 2001', 'what about invoice no. 2001?'])(
    '“%s” is found however it is written',
    async (text) => {
      await start('employee');
      const heard = await say(text);
      expect(heard).toContain('**INV-2001** from Fourth Coffee');
      expect(heard).toMatch(/It is paid\..*\$1,240\.50/s);
    },
  );

  test('one that is not paid is told with the day it is due', async () => {
    await start('employee');
    expect(await say('INV-2002')).toMatch(/being approved.*\$3,899\.00.*Due on March 4, 2026/s);
  });

  test('an unknown number is asked for once more, then a person can help', async () => {
    await start('employee');
    expect(await say('INV-9998')).toMatch(/couldn't find an invoice \*\*INV-9998\*\*.*Which invoice is it\?/s);
    const heard = await say('9997');
    expect(heard).toContain("can't find an invoice **9997** either");
    expect(heard).toContain('[Talk to a person]');
  });

  test('the right number after a miss is found', async () => {
    await start('employee');
    await say('INV-9998');
    expect(await say('2002')).toContain('from Adventure Works');
  });

  test("somebody else's expense report is as unknown as one that does not exist", async () => {
    await start('employee');
    const others = (await say('EXP-3002')).replaceAll('3002', 'N');
    await say('cancel');
    expect((await say('EXP-3999')).replaceAll('3999', 'N')).toBe(others);
  });

  test('who wants to hand expenses in is told where, and asked for a report', async () => {
    await start('employee');
    const heard = await say('i want to submit my travel expenses');
    expect(heard).toMatch(/can't file expenses for you here.*Which expense report is it\?/s);
    expect(await say('EXP-3001')).toContain('$482.75');
  });

  test('a job can be followed by the next of its kind', async () => {
    await start('employee');
    expect(await say('INV-2001')).toContain('[Another invoice]');
    expect(await say('Another invoice')).toContain('Which invoice is it?');
  });

  test('customers are told what to do instead, and are not shown the jobs', async () => {
    await start('customer');
    expect(await say('where is my invoice?')).toMatch(/comes with its confirmation e-mail.*\[Talk to a person\]/s);
    expect(await say('check my expense report status')).toContain('That is for our employees');
    const menu = await say('menu');
    for (const title of ['Status of an invoice', 'Status of an expense report']) expect(menu).not.toContain(title);
  });

  test.each(['INV-2001', 'EXP-3001', 'Status of an invoice', 'Status of an expense report'])(
    'a customer who writes “%s” hears nothing of what is in it',
    async (text) => {
      await start('customer');
      expect(await say(text)).not.toMatch(/Fourth Coffee|Chicago|Which (invoice|expense)/);
      expect(await sandbox().requests('workday')).toEqual([]);
    },
  );
});
