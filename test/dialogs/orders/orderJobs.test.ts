import { JobChat, sandboxForTests } from '../../helpers/jobChat';
import { jobContract } from '../../helpers/jobContract';

const ORDER_NUMBER = 'What is the order number?';
const EMAIL = 'which e-mail address';
const OWNER = 'customer@example.com';

describe('cancelling an order', () => {
  jobContract({
    as: 'customer',
    open: 'Cancel an order',
    questions: [
      [ORDER_NUMBER, '1002'],
      [EMAIL, OWNER],
    ],
    atOnce: `pls cancel order 1002, my mail is ${OWNER}`,
    review: 'Cancel order 1002?',
    confirm: 'Cancel the order',
    done: "I've asked for order 1002 to be cancelled",
    system: { vendor: 'shopify', writes: /mutation cancelOrder/ },
    bad: [0, 'abc', 'does not look like an order number'],
  });
});

describe('the status of a refund', () => {
  jobContract({
    as: 'customer',
    open: 'Where is my refund?',
    questions: [
      [ORDER_NUMBER, '1006'],
      [EMAIL, OWNER],
    ],
    atOnce: `where is my refund for order 1006? ${OWNER}`,
    done: 'your refund is being prepared',
    system: { vendor: 'shopify' },
  });
});

describe('sending something back', () => {
  jobContract({
    as: 'customer',
    open: 'Return something',
    questions: [
      [ORDER_NUMBER, '1004'],
      [EMAIL, OWNER],
      ['What would you like to send back', 'the jeans'],
      ['Why does it go back?', 'too small'],
    ],
    review: 'Your return',
    confirm: 'Start the return',
    done: 'is started',
    system: { vendor: 'shopify', record: 'return' },
    bad: [2, 'the blue whale', "didn't find that"],
  });
});

describe('a problem with an order', () => {
  jobContract({
    as: 'customer',
    open: 'Problem with an order',
    questions: [
      [ORDER_NUMBER, '1003'],
      [EMAIL, 'other@example.com'],
      ['What is it about?', 'it is not here'],
      ['in your own words', 'I looked everywhere, also at the neighbours'],
    ],
    review: 'Message to our team',
    confirm: 'Send it',
    done: 'Our team has it as ticket',
    system: { vendor: 'zendesk', record: 'ticket', path: '/tickets' },
  });
});

describe('looking for a product', () => {
  jobContract({
    as: 'customer',
    open: 'Find a product',
    questions: [['What are you looking for?', 'blue t-shirt']],
    atOnce: 'do you have a blue t-shirt?',
    done: 'Blue T-Shirt',
    system: { vendor: 'shopify' },
  });
});

describe('what is special', () => {
  const sandbox = sandboxForTests();
  let job: JobChat;
  beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
  afterEach(() => job.close());
  const say = async (text: string) => (await job.say(text)).join('\n');

  test.each([
    ['1001', 'has left our warehouse already', 'Return something'],
    ['1004', 'has been delivered', 'Return something'],
  ])('order %s cannot be cancelled any more', async (number, why, next) => {
    const heard = await say(`cancel order ${number}, ${OWNER}`);
    expect(heard).toContain(why);
    expect(heard).toContain(`[${next}]`);
  });

  test('who names an order does not mean to stop talking', async () => {
    expect(await say('where is order 1005? customer@example.com')).toContain('Order 1005');
    expect(await say('and can i still cancel the other one, 1002?')).toContain('Cancel order 1002?');
  });

  test('an order that was cancelled is not cancelled again', async () => {
    await say(`cancel order 1002, ${OWNER}`);
    await job.click('Cancel the order');
    expect(await say('cancel order 1002')).toContain('cancelled already');
  });

  test.each([
    ['1002', 'nothing in order 1002 that could be sent back'],
    ['1006', 'has been returned already'],
    ['1007', 'Returns are possible for 30 days'],
  ])('of order %s nothing can be returned, and it says why', async (number, why) => {
    expect(await say(`i want to return order ${number}, ${OWNER}`)).toContain(why);
  });

  test.each(['all of it', 'both', '1 and 2', 'the jeans and the shirt'])('takes "%s" for all items', async (answer) => {
    await say(`i want to return order 1004, ${OWNER}`);
    await say(answer);
    expect(await say('changed my mind')).toMatch(/What: Black Jeans.*Blue T-Shirt/);
  });

  test('an answer is changed on the card, in words and by its button', async () => {
    await say(`i want to return order 1004, ${OWNER}`);
    await say('the jeans');
    await say('too small');
    expect(await say('no, they are too large')).toContain('Too large');
    expect((await job.click('Change what')).join()).toContain('What would you like to send back');
    expect(await say('all of it')).toContain('Blue T-Shirt');
  });

  test('what the carrier says comes first', async () => {
    const heard = await say('order 1003 says delivered but it is not here, other@example.com');
    expect(heard).toMatch(/carrier says that it was delivered on January 16, 2026.*own words/s);
  });

  test('a change of address after the parcel has left is passed on with a warning', async () => {
    const heard = await say(`i need to change the delivery address of order 1001, ${OWNER}`);
    expect(heard).toContain('may come too late');
  });

  test("somebody else's order is not touched", async () => {
    expect(await say(`cancel order 1003, ${OWNER}`)).toContain("couldn't find an order 1003");
    expect(await say(`i want to return order 1003, ${OWNER}`)).toContain("couldn't find an order 1003");
  });

  test('shows my orders after a code, and one of them by its button', async () => {
    await say('my recent orders');
    await say(OWNER);
    const code = /\d{6}/.exec(job.chat.mails.mails[0]?.subject ?? '')?.[0] ?? '';
    const heard = await say(code);
    expect(heard).toMatch(/newest first.*\*\*1005\*\*.*\[Order 1005\]/s);
    expect(heard).not.toContain('1003');
    expect(await say('Order 1005')).toContain('(card) Order 1005');
  });

  test('an address without orders gets a code too, and then hears that there are none', async () => {
    await say('my recent orders');
    expect(await say('nobody@example.com')).toContain('six-digit code to nobody@example.com');
    const code = /\d{6}/.exec(job.chat.mails.mails[0]?.subject ?? '')?.[0] ?? '';
    expect(await say(code)).toContain('no orders with nobody@example.com');
  });

  test('says so when nothing was found', async () => {
    await say('Find a product');
    expect(await say('flying carpets')).toContain('nothing for “flying carpets”');
  });

  test('shows what is sold out', async () => {
    expect(await say('is the red mug in stock?')).toContain('Sold out');
  });
});
