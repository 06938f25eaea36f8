import { itemsUpFront, readItems } from '../../../dialogs/orders/returnItems';
import { findReason } from '../../../dialogs/orders/returnReason';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const OWNER = 'customer@example.com';
const ITEMS = ['Black Jeans', 'Blue T-Shirt', 'Grey Backpack'].map((title, at) => ({
  id: `${at + 1}`,
  title,
  quantity: 1,
}));
const TWO = ITEMS.slice(0, 2);

test.each([
  ['en-US', "they're too tight", 'too_small'],
  ['en-US', 'way too big for me', 'too_large'],
  ['en-US', 'the zip is torn', 'defective'],
  ['en-US', "I don't need them any more", 'unwanted'],
  ['en-US', 'not what I expected', 'not_as_described'],
  ['de-DE', 'die ist mir zu eng', 'too_small'],
  ['de-DE', 'leider viel zu groß', 'too_large'],
  ['de-DE', 'kam kaputt an', 'defective'],
  ['en-US', 'it took too long', undefined],
  ['en-US', "I don't want an exchange", undefined],
  ['en-US', "it isn't broken", undefined],
  ['en-US', 'the jeans are too small and the shirt is too large', undefined],
  ['en-US', 'the price is too high', undefined],
  ['en-US', 'I want to return order 1004', undefined],
  ['de-DE', 'das geht nicht', undefined],
  ['de-DE', 'sie ist nicht kaputt', undefined],
  ['de-DE', 'ich will etwas zurückschicken', undefined],
])('%s: the reason in “%s” is %j', (locale, text, reason) => expect(findReason(text, locale)).toBe(reason));

test.each([
  ['en-US', 'I want to send back the jeans of order 1004', ['1']],
  ['en-US', "the jeans don't fit", ['1']],
  ['en-US', 'return the trousers and the shirt', ['1', '2']],
  ['en-US', 'send everything from order 1004 back', ['1', '2', '3']],
  ['de-DE', 'ich möchte die Hose zurückschicken', ['1']],
  ['de-DE', 'der rucksack soll zurück', ['3']],
  ['de-DE', 'die ganze bestellung soll zurück', ['1', '2', '3']],
  ['en-US', 'I want to send something back', undefined],
  ['en-US', 'send back order 1004', undefined],
  ['en-US', 'everything but the jeans', undefined],
  ['en-US', 'the shirt is fine, the jeans are too small', undefined],
  ['en-US', 'both', undefined],
  ['en-US', 'that is all I want to return', undefined],
  ['de-DE', 'ich will etwas zurückgeben', undefined],
  ['de-DE', 'die jeans behalte ich, das shirt soll zurück', undefined],
  ['de-DE', 'bis auf die jeans alles zurück', undefined],
])('%s: “%s” begins with %j', (locale, text, ids) => expect(itemsUpFront(text, ITEMS, locale)).toEqual(ids));

test.each([
  ['en-US', 'actually both items', ['1', '2']],
  ['en-US', 'both of those please', ['1', '2']],
  ['de-DE', 'beide artikel', ['1', '2']],
  ['de-DE', 'doch beides', ['1', '2']],
  ['de-DE', 'die hose', ['1']],
  ['en-US', 'both jeans', ['1']],
  ['en-US', 'not both', undefined],
  ['en-US', 'ok just a refund then', undefined],
  ['en-US', 'I send it back', undefined],
  ['de-DE', 'nicht beide', undefined],
])('%s: of two items, “%s” means %j', (locale, text, ids) => expect(readItems(text, TWO, locale)).toEqual(ids));

describe('what was said is not asked again', () => {
  const sandbox = sandboxForTests();
  let job: JobChat;
  beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
  afterEach(() => job.close());
  const say = async (text: string, locale = 'en-US') => (await job.say(text, { locale })).join('\n');

  test.each([
    [
      'en-US',
      `I'd like to send back the jeans from order 1004 they're too small. my email: ${OWNER}`,
      'What: Black Jeans (32). Why: Too small.',
    ],
    [
      'en-US',
      `I want to return the shirt of order 1004, it is too big, ${OWNER}`,
      'What: Blue T-Shirt (M). Why: Too large.',
    ],
    [
      'de-DE',
      `Ich möchte etwas aus Bestellung 1004 zurückschicken, und zwar die Jeans, die ist mir zu groß. ${OWNER}`,
      'Rücksendung: Black Jeans (32). Grund: Zu groß.',
    ],
  ])('%s: up front: %s', async (locale, sentence, card) => expect(await say(sentence, locale)).toContain(card));

  test('the reason before the item', async () => {
    await say(`return order 1004, ${OWNER}`);
    expect(await say("they're too tight")).toContain('What would you like to send back');
    expect(await say('actually both items')).toContain('What: Black Jeans (32), Blue T-Shirt (M). Why: Too small.');
  });

  test('item and reason together, and both changed on the card', async () => {
    await say(`return order 1004, ${OWNER}`);
    expect(await say('the trousers, too tight')).toContain('What: Black Jeans (32). Why: Too small.');
    expect(await say('no, too big')).toContain('Why: Too large.');
    expect(await say('actually both')).toContain('What: Black Jeans (32), Blue T-Shirt (M).');
    expect(await say('change what')).toContain('What would you like to send back');
  });

  test('what was named first does not come back for another answer', async () => {
    await say(`I want to return the shirt of order 1004, it is too big, ${OWNER}`);
    expect(await say('change what')).toContain('What would you like to send back');
    expect(await say('the jeans')).toContain('What: Black Jeans (32). Why: Too large.');
  });
});
