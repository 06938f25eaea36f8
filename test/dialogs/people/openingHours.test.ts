import { CLOSED } from '../../helpers/hours';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const sandbox = sandboxForTests();
let job: JobChat;
const start = async (settings = {}) => void (job = await JobChat.start(sandbox(), 'customer', settings));
afterEach(() => job.close());
const say = async (text: string, locale = 'en-US') => (await job.say(text, { locale })).join('\n');

test.each([
  ['what are your opening hours?', 'en-US'],
  ['hi, when are you open on saturday?', 'en-US'],
  ['When do you close today', 'en-US'],
  ['Opening hours', 'en-US'],
  ['wie sind eure öffnungszeiten?', 'de-DE'],
  ['Wann habt ihr heute geöffnet?', 'de-DE'],
  ['wann haben Sie geöffnet', 'de-DE'],
  ['Habt ihr noch offen?', 'de-DE'],
])('“%s” is told when people are there, and that they are', async (text, locale) => {
  await start();
  expect(await say(text, locale)).toMatch(
    locale === 'de-DE'
      ? /täglich rund um die Uhr\. Gerade ist jemand da.*\[Mit einem Menschen sprechen\]/
      : /every day, around the clock\. Right now somebody is there.*\[Talk to a person\]/,
  );
});

test('out of hours it tells when they are back', async () => {
  await start(CLOSED);
  expect(await say('what are your opening hours?')).toMatch(/Right now nobody is there; they are back \w+day, /);
  expect(await say('wie sind die Öffnungszeiten?', 'de-DE')).toMatch(/Gerade ist niemand da; ab \w+tag, .* wieder/);
});

/** The nearest that are about something else. */
test.each([
  ['open a ticket', 'en-US'],
  ['when do you open my ticket', 'en-US'],
  ['are you open to an offer for 50 mugs', 'en-US'],
  ['when do you close ticket 5001', 'en-US'],
  ['my parcel came outside opening hours and is gone', 'en-US'],
  ['what are the opening hours of your store in Berlin?', 'en-US'],
  ['are you there', 'en-US'],
  ['how many hours of vacation do i have', 'en-US'],
  ['is the box open', 'en-US'],
  ['I need help with the business hours setting', 'en-US'],
  ['mein Paket kam offen an', 'de-DE'],
  ['wann macht ihr meine Bestellung fertig', 'de-DE'],
  ['habt ihr offene Stellen', 'de-DE'],
  ['Öffnungszeiten der Filiale in Hamburg', 'de-DE'],
  ['wann ist mein Paket da', 'de-DE'],
])('“%s” is about something else', async (text, locale) => {
  await start();
  expect(await say(text, locale)).not.toMatch(/around the clock|rund um die Uhr/);
});
