import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const OWNER = 'customer@example.com';
const ASKED = 'What is the order number?';

const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
afterEach(() => job.close());

const say = async (text: string) => (await job.say(text)).join('\n');
const german = async (text: string) => (await job.say(text, { locale: 'de-DE' })).join('\n');

describe('the order that was just shown', () => {
  beforeEach(async () => expect(await say(`where is order 1005, ${OWNER}`)).toContain('(card) Order 1005'));

  test.each([
    ['when does the second parcel come', '(card) Order 1005'],
    ['where is my order', '(card) Order 1005'],
    ['the lamp arrived broken', 'in your own words'],
    ['i want to send the backpack back', 'Why does it go back?'],
    ['where is my refund', 'no refund for order 1005'],
  ])('is meant by “%s”', async (sentence, expected) => {
    const heard = await say(sentence);
    expect(heard).not.toContain(ASKED);
    expect(heard).toContain(expected);
  });

  test.each([
    'Track another order',
    'Track an order',
    'i want to return something',
    'where is my other parcel',
    'track a different order',
    'I want to cancel an order',
    'where is order 12',
  ])('is not meant by “%s”', async (sentence) => {
    const heard = await say(sentence);
    expect(heard).not.toContain('1005');
    expect(heard).toContain(ASKED);
  });

  test('is another one as soon as that is named', async () => {
    expect(await say('and where is order 1001')).toContain('(card) Order 1001');
    expect(await say('cancel my order')).toContain('Order 1001 has left our warehouse');
  });

  test('is forgotten when everything starts over', async () => {
    await say('start over');
    expect(await say('where is my order')).toContain(ASKED);
  });

  test('is asked for again when its proof does not hold any more', async () => {
    for (const _quarter of [1, 2, 3]) {
      await job.chat.clock.advance(14 * 60_000);
      await say('thanks');
    }
    expect(await say('where is my order')).toContain(ASKED);
  });
});

test('an order that was not found is not meant', async () => {
  expect(await say(`where is order 9999, ${OWNER}`)).toContain("couldn't find");
  expect(await say('where is my order')).toContain(ASKED);
});

test.each([
  ['wo ist das zweite paket?', '(card) Bestellung 1005'],
  ['die lampe kam kaputt an', 'Ganz in'],
  ['Andere Bestellung verfolgen', 'Wie lautet die Bestellnummer?'],
  ['Bestellung verfolgen', 'Wie lautet die Bestellnummer?'],
  ['ich will etwas zurückschicken', 'Wie lautet die Bestellnummer?'],
])('in German, “%s”', async (sentence, expected) => {
  await german(`wo ist bestellung 1005, ${OWNER}`);
  expect(await german(sentence)).toContain(expected);
});
