import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const OWNER = 'customer@example.com';

const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
afterEach(() => job.close());

const say = async (text: string, locale = 'en-US') => (await job.say(text, { locale })).join('\n');

test.each([
  ['en-US', `where are my orders 1001 and 1005? ${OWNER}`, /\(card\) Order 1001.*\(card\) Order 1005.*anything else/s],
  ['de-DE', `wo sind die Bestellungen 1001 und 1005? ${OWNER}`, /\(card\) Bestellung 1001.*\(card\) Bestellung 1005/s],
])('%s: “%s” is answered for each', async (locale, sentence, expected) => {
  expect(await say(sentence, locale)).toMatch(expected);
});

test('the address is asked once for all of them', async () => {
  await say('where are my orders 1001 and 1005?');
  expect(await say(OWNER)).toMatch(/\(card\) Order 1001.*\(card\) Order 1005/s);
});

test('somebody else’s order among them is not shown', async () => {
  const heard = await say(`where are my orders 1001 and 1003? ${OWNER}`);
  expect(heard).toContain('(card) Order 1001');
  expect(heard).toContain("couldn't find an order 1003");
});

test.each([`where is order 1001, 12345 Berlin, ${OWNER}`, `where is order 1001? I ordered 500 pieces, ${OWNER}`])(
  'a number that is no order is none: “%s”',
  async (sentence) => {
    const heard = await say(sentence);
    expect(heard).toContain('(card) Order 1001');
    expect(heard).not.toContain("couldn't find");
  },
);
