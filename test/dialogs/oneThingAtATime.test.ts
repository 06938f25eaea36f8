import { JobChat, sandboxForTests } from '../helpers/jobChat';

const sandbox = sandboxForTests();
const OWNER = 'customer@example.com';
const HOUR = 60 * 60_000;
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
afterEach(() => job.close());
const say = async (text: string) => (await job.say(text)).join('\n');
const tickets = async () => (await sandbox().records('zendesk', 'ticket')).length;

/** To the card of a problem with an order of somebody else's. */
async function reviewProblem(): Promise<void> {
  await say('Problem with an order');
  await say('1003');
  await say('other@example.com');
  await say('it is not here');
  expect(await say('I looked everywhere')).toContain('Message to our team');
}

test('a question in the middle of a review is served, and the review goes on as it was', async () => {
  await reviewProblem();
  const heard = await say(`where is order 1001? my mail is ${OWNER}`);
  expect(heard).toMatch(/\(card\) Order 1001.*\(card\) Message to our team.*I looked everywhere.*order 1003/s);
});

test('a question in the middle of cancelling an order cancels nothing else', async () => {
  expect(await say(`cancel order 1002, ${OWNER}`)).toContain('Cancel order 1002?');
  expect(await say('where is order 1001?')).toMatch(/\(card\) Order 1001.*Cancel order 1002\?/s);
});

test('an address in a story changes nothing on a card', async () => {
  await say(`open a ticket, my coffee machine leaks, my mail is ${OWNER}`);
  const heard = await say('by the way my colleague bob@example.com had the same problem');
  expect(heard).not.toContain('E-mail: bob@example.com');
  expect(await say('no, my mail is bob@example.com')).toContain('E-mail: bob@example.com');
});

test('a button of a card that waits does nothing to what comes before it', async () => {
  await reviewProblem();
  const send = { value: job.buttonValue('Send it') };
  const before = await tickets();
  await say('track an order');
  expect((await job.say('Send it', send)).join()).toContain('One thing at a time');
  expect(await tickets()).toBe(before);
  await say('cancel');
  await job.say('Send it', send);
  expect(await tickets()).toBe(before + 1);
});

test.each(['yes', 'Yes, cancel it', 'cancel the order please', 'go ahead', '1'])(
  'the cancellation of an order is confirmed by "%s"',
  async (yes) => {
    await say(`cancel order 1002, ${OWNER}`);
    expect(await say(yes)).toMatch(/order 1002 (is cancelled|to be cancelled)/);
  },
);

test('a card without answers has words of its own when it is not understood', async () => {
  await say(`cancel order 1002, ${OWNER}`);
  const heard = await say('hm well perhaps');
  expect(heard).toContain("I didn't get that");
  expect(heard).not.toContain('“”');
});

describe('after a long silence in the middle of something', () => {
  beforeEach(async () => {
    await say('track an order');
    await job.chat.clock.advance(HOUR);
    expect(await say('hm')).toContain('continue, or start over');
  });

  test.each([
    ['agent', 'Your reference is'],
    ['help', 'These words work at any time'],
    [`where is order 1001? ${OWNER}`, '(card) Order 1001'],
    ['continue', 'What is the order number?'],
    ['start over', 'a fresh start'],
  ])('"%s" is served', async (text, expected) => {
    expect(await say(text)).toContain(expected);
  });
});

test('what was said is not said again hours later', async () => {
  await say(`where is order 1001? ${OWNER}`);
  expect(await say('say that again')).toContain('anything else');
  await job.chat.clock.advance(3 * HOUR);
  expect(await say('say that again')).not.toContain('1001');
});

test.each(['Open a ticket', 'Report an IT problem'])(
  'after "%s" an employee who speaks of harassment is with HR, and nobody else reads it',
  async (opening) => {
    const employee = await JobChat.start(sandbox(), 'employee');
    const before = await tickets();
    await employee.say(opening);
    const heard = (await employee.say('My manager keeps touching me and I feel sexually harassed')).join();
    expect(heard).toContain('I treat this as confidential');
    for (const text of ['no', 'yes', 'yes']) await employee.say(text);
    expect(await tickets()).toBe(before);
    expect(JSON.stringify(await sandbox().records('servicenow', 'incident'))).not.toContain('harassed');
    await employee.close();
  },
);

test.each([
  ['track an order', 'cancel order 1002', 'which e-mail address was order 1002'],
  ['Open a ticket', 'Find a product', 'What are you looking for'],
])('after "%s", "%s" is a job of its own', async (first, second, expected) => {
  await say(first);
  expect(await say(second)).toContain(expected);
});

test('harassment is taken to HR from a job within a job, too', async () => {
  const employee = await JobChat.start(sandbox(), 'employee');
  await employee.say('Report an IT problem');
  await employee.say('the stapler of the printer is stuck');
  expect((await employee.say('track an order')).join()).toContain('order number');
  const heard = (await employee.say('My manager keeps touching me and I feel sexually harassed')).join();
  expect(heard).toContain('I treat this as confidential');
  await employee.close();
});

test('the words around a product are not searched for', async () => {
  expect(await say('actually what about the t-shirt price?')).toContain('Blue T-Shirt');
});
