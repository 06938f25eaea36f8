import { businessCard, changesNumber, withOtherNumber } from '../../../dialogs/sales/leadWords';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';

test.each([
  ['make it 250', 'en-US', '250 t-shirts'],
  ['sorry, make it 1,500 please', 'en-US', '1,500 t-shirts'],
  ['mach lieber 60 draus', 'de-DE', '60 t-shirts'],
  ['doch lieber 60 Stück bitte', 'de-DE', '60 t-shirts'],
])('“%s”', (text, locale, expected) => expect(withOtherNumber('200 t-shirts', text, locale)).toBe(expected));

test.each([
  ['250', 'en-US'],
  ['Studio 54', 'en-US'],
  ['Make 4 You', 'en-US'],
  ['Make it Simple Ltd', 'en-US'],
  ['make it 250 or 300', 'en-US'],
  ['Better 2 Gether Inc', 'en-US'],
  ['1 & 1', 'de-DE'],
  ['Lieber 3 Könige GmbH', 'de-DE'],
  ['call me at 5', 'en-US'],
  ['make it urgent', 'en-US'],
])('“%s” changes no number', (text, locale) => expect(changesNumber(text, locale)).toBe(false));

test('of two numbers nobody knows which', () => {
  expect(withOtherNumber('200 shirts and 50 mugs', 'make it 250', 'en-US')).toBeUndefined();
});

test.each([
  ['Maria Huber, VS Graz, maria.huber@example.com', { name: 'Maria Huber', company: 'VS Graz' }],
  ['Maria Huber, maria.huber@example.com', { name: 'Maria Huber' }],
  ['Maria Huber\nVS Graz\nmaria.huber@example.com', { name: 'Maria Huber', company: 'VS Graz' }],
  ['maria.huber@example.com', undefined],
  ['Maria Huber, VS Graz', undefined],
  ['Maria, maria.huber@example.com', undefined],
  ['my mail is maria.huber@example.com', undefined],
])('“%s”', (text, card) => expect(businessCard(text)).toEqual(card));

const sandbox = sandboxForTests();
let job: JobChat;
const say = async (text: string) => (await job.say(text)).join('\n');

beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
afterEach(() => job.close());

test('another number is no company', async () => {
  await say('I need a quote for 200 t-shirts');
  await say('Tom Miller');
  expect(await say('make it 250')).toContain('Which company');
  for (const answer of ['Studio 54', 'tom@example.com', 'skip', 'yes']) await say(answer);
  const card = job.chat.channel.sent.map((each) => JSON.stringify(each)).join('\n');
  expect(card).toContain('250 t-shirts');
  expect(card).toContain('Studio 54');
  expect(card).not.toContain('"make it 250"');
});

test('name, company and address come at once', async () => {
  await say('I need a quote for 200 t-shirts');
  expect(await say('Maria Huber, VS Graz, maria.huber@example.com')).toContain('phone number');
  await say('skip');
  await say('yes');
  const card = job.chat.channel.sent.map((each) => JSON.stringify(each)).join('\n');
  for (const said of ['Maria Huber', 'VS Graz', 'maria.huber@example.com']) expect(card).toContain(said);
});

test.each(['0664 1234567', '0176 12345678'])('in German, %s needs no country code', async (phone) => {
  await say('auf deutsch bitte');
  await say('ich brauche ein angebot für 50 becher');
  await say('Jonas Weber, Weber AG, jonas@example.com');
  expect(await say(phone)).toContain('Wann passt ein Anruf');
});
