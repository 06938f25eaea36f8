import { isAbout, subjectOf } from '../../../dialogs/tickets/helpSearch';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';

describe('a question is answered by the page about its subject', () => {
  const sandbox = sandboxForTests();
  let job: JobChat;
  beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
  afterEach(() => job.close());
  const say = async (text: string, locale: string) => (await job.say(text, { locale })).join('\n');

  test.each([
    ['Wie sind die Rückgabebedingungen?', 'So senden Sie etwas zurück'],
    ['wie lange kann ich etwas zurückgeben', 'So senden Sie etwas zurück'],
    ['Wie ist eure Rückgabefrist?', 'So senden Sie etwas zurück'],
    ['kann ich auf rechnung zahlen?', 'So bezahlen Sie'],
    ['Nehmt ihr auch PayPal?', 'So bezahlen Sie'],
    ['liefert ihr in die schweiz?', 'Versandzeiten und Versandkosten'],
    ['Was kostet der Versand?', 'Versandzeiten und Versandkosten'],
    ['Wie lange habe ich Garantie?', 'Garantie und Reparatur'],
  ])('“%s”: %s', async (text, title) => expect(await say(text, 'de-DE')).toContain(`**${title}**`));

  test.each([
    ['do you ship to switzerland', 'Shipping times and costs'],
    ['can you deliver to Austria?', 'Shipping times and costs'],
    ['how much is shipping?', 'Shipping times and costs'],
    ['how can I pay?', 'How to pay'],
    ['do you accept paypal?', 'How to pay'],
    ['how long can i return items', 'Our return policy'],
    ['what warranty do you give', 'Warranty and repairs'],
  ])('“%s”: %s', async (text, title) => expect(await say(text, 'en-US')).toContain(`**${title}**`));

  test.each([
    ['is there a student discount?', 'en-US', 'I found nothing about that'],
    ['what is your privacy policy?', 'en-US', 'I found nothing about that'],
    ['where is your store?', 'en-US', 'I found nothing about that'],
    ['Habt ihr einen Newsletter?', 'de-DE', 'auf unseren Hilfeseiten leider nichts'],
    ['Kann ich einen Gutschein einlösen?', 'de-DE', 'auf unseren Hilfeseiten leider nichts'],
  ])('“%s” is on no page, and no other is given for it', async (text, locale, nothing) => {
    const said = await say(text, locale);
    expect(said).toContain(nothing);
    expect(said).toMatch(/\[(Talk to a person|Mit einem Menschen sprechen)\]/);
  });

  test.each([
    ['how long does shipping take', 'en-US', 'Shipping times and costs'],
    ['How long does the delivery usually take?', 'en-US', 'Shipping times and costs'],
    ['what are your delivery times?', 'en-US', 'Shipping times and costs'],
    ['wie lange dauert der versand', 'de-DE', 'Versandzeiten und Versandkosten'],
    ['wie lange dauert die Lieferung?', 'de-DE', 'Versandzeiten und Versandkosten'],
  ])('“%s” is no question for an order', async (text, locale, title) => {
    expect(await say(text, locale)).toContain(`**${title}**`);
  });

  test.each([
    ['how long until my order comes', 'en-US'],
    ['how long does my delivery take', 'en-US'],
    ['how long does the delivery of my order take', 'en-US'],
    ['delivery time of order 1001', 'en-US'],
    ['how long does delivery of 1001 take', 'en-US'],
    ['wie lange dauert meine Lieferung', 'de-DE'],
    ['wie lange dauert die Lieferung noch', 'de-DE'],
    ['wann kommt die Lieferung', 'de-DE'],
  ])('“%s” is one', async (text, locale) =>
    expect(await say(text, locale)).not.toMatch(/Shipping times|Versandzeiten/),
  );

  test('with an order in the talk, its delivery is meant', async () => {
    await say('where is order 1001? customer@example.com', 'en-US');
    expect(await say('how long does delivery take?', 'en-US')).toContain('1001');
  });

  test('what was asked stays whole for the ticket', async () => {
    await say('is there a student discount?', 'en-US');
    await say('Open a ticket', 'en-US');
    expect(await say('me@example.com', 'en-US')).toContain('is there a student discount');
  });
});

test.each([
  ['how long does shipping take?', 'shipping'],
  ["what's your return policy, please?", 'return'],
  ['Wie sind eigentlich eure Rückgabebedingungen?', 'Rückgabebedingungen'],
  ['kann ich auf Rechnung zahlen', 'Rechnung zahlen'],
  ['how do I cancel an e-mail subscription', 'cancel e-mail subscription'],
  ['and what about your policies?', 'and what about your policies?'],
])('the subject of “%s” is “%s”', (question, subject) => expect(subjectOf(question)).toBe(subject));

describe('a page', () => {
  const page = {
    id: '1',
    title: 'Versand',
    url: 'https://help.example/1',
    excerpt: 'Ihre Karte.',
    labels: ['Lieferung'],
  };
  test.each([
    ['liefert Schweiz', true],
    ['Versandkosten', true],
    ['Karten', true],
    ['Ver', false],
    ['Rückgabe', false],
  ])('for “%s”: %s', (subject, is) => expect(isAbout(page, subject)).toBe(is));

  test('without labels is judged by what it says', () => {
    const { labels: _, ...bare } = page;
    expect(isAbout(bare, 'Lieferung')).toBe(false);
  });
});
