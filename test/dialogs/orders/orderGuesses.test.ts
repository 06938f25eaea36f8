import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const OWNER = 'customer@example.com';
const WRONG = 'wrong@example.com';

const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
afterEach(() => job.close());

const say = async (text: string) => (await job.say(text)).join('\n');
const code = () => /\d{6}/.exec(job.chat.mails.mails[0]?.subject ?? '')?.[0] ?? '';
const counted = async () => (await job.chat.database.query('SELECT * FROM guesses')).length;

/** Asks, and calls it off while the shop is still being asked. */
async function callOff(sentence: string): Promise<void> {
  await sandbox().fault({ vendor: 'shopify', mode: 'latency', latencyMs: 300 });
  await job.begin(sentence);
  expect(await say('cancel')).toContain("I've stopped that");
  await job.after(500);
}

/** Wrong addresses until nobody may guess at order 1001 any more. */
async function lockOrder(): Promise<void> {
  for (let guess = 0; guess < 6; guess++) await say(`where is order 1001? my mail is wrong${guess}@example.com`);
  await say('no');
}

describe('a code for another address', () => {
  test("opens nobody else's order while it is locked", async () => {
    await lockOrder();
    await say(`where is order 1001? my mail is ${OWNER}`);
    await say('yes');
    await say('attacker@example.com');
    const heard = await say(code());
    expect(heard).not.toContain('(card) Order 1001');
    expect(heard).toContain("couldn't find an order 1001 that was placed with attacker@example.com");
  });

  test('opens the order of that address', async () => {
    await lockOrder();
    await say(`where is order 1001? my mail is wrong@example.com`);
    await say('yes');
    await say(OWNER);
    expect(await say(code())).toContain('(card) Order 1001');
  });
});

describe('a guess that was answered wrong', () => {
  test.each([
    ['where is order 1001?', 'cancel order 1001'],
    ['cancel order 1001', 'where is order 1001?'],
  ])('stays counted when the same one is called off: %s, %s', async (first, second) => {
    expect(await say(`${first} my mail is ${WRONG}`)).toContain("couldn't find an order 1001");
    const before = await counted();
    expect(before).toBeGreaterThan(0);
    await callOff(`${second} my mail is ${WRONG}`);
    expect(await counted()).toBe(before);
  });
});

test.each([
  'where is order 1001?',
  'cancel order 1001',
  'i want to return order 1001',
  'where is my refund for order 1001?',
])('a guess that was called off before it was answered does not count: %s', async (sentence) => {
  await callOff(`${sentence} my mail is ${WRONG}`);
  expect(await counted()).toBe(0);
});

test.each([
  [WRONG, 3],
  [OWNER, 0],
])('the late answer to %s leaves %d counted, whatever the job', async (email, expected) => {
  await sandbox().fault({ vendor: 'shopify', mode: 'latency', latencyMs: 300 });
  await job.begin(`cancel order 1001, my mail is ${email}`);
  await job.after(5_000, 5_000);
  await job.begin('menu');
  const heard: string[] = [];
  for (let waits = 0; waits < 60 && !heard.join().includes('has answered'); waits++)
    heard.push(...(await job.after(50, 50)));
  expect(heard.join()).toContain('has answered');
  expect(await counted()).toBe(expected);
  await callOff(`cancel order 1001, my mail is ${email}`);
  expect(await counted()).toBe(expected);
});
