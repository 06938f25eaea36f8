import { JobChat, sandboxForTests } from '../../helpers/jobChat';

const sandbox = sandboxForTests();
let job: JobChat;
beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
afterEach(() => job.close());
const say = async (text: string, locale = 'en-US') => (await job.say(text, { locale })).join('\n');

test.each([
  ['do u have red mugs', 'Red Mug'],
  ['have you got a blue tshirt in size M', 'M: 12 in stock'],
  ['do you have black jeans under 100 dollars?', 'Black Jeans'],
])('“%s” finds it at once', async (text, found) => {
  const heard = await say(text);
  expect(heard).toContain('Here it is:');
  expect(heard).toContain(found);
});

test('what is said beside it is left out of a second look, and it is said what that was for', async () => {
  const before = (await sandbox().requests('shopify')).length;
  const heard = await say('looking for a gift for my dad, maybe a mug or so, under 20 dollars');
  expect(heard).toMatch(/nothing for all of “gift dad.*”, but this for “mug”:.*Red Mug/s);
  const asked = (await sandbox().requests('shopify')).slice(before);
  expect(asked.filter(({ path }) => path.includes('graphql'))).toHaveLength(2);
});

test('what is not there is told in the words it was asked in', async () => {
  await say('Find a product');
  expect(await say('a gift for my dad, perhaps a flying carpet')).toMatch(/nothing for “gift dad .*carpet”/);
});

test.each([
  ['can you send me a catalogue', 'en-US', /can't send a catalogue.*What are you looking for\?/s],
  ['Do you have a printed catalog?', 'en-US', /can't send a catalogue.*What are you looking for\?/s],
  ['kannst du mir einen Katalog schicken', 'de-DE', /Einen Katalog kann ich nicht schicken.*Was suchen Sie\?/s],
])('“%s” is told what can be done instead', async (text, locale, answer) => {
  expect(await say(text, locale)).toMatch(answer);
  expect(await say('grey backpack', locale)).toContain('Grey Backpack');
});

test.each([
  'your catalogue is wrong',
  'stop sending me catalogues',
  'I ordered a catalogue and it never arrived',
  'what is in the IT catalog',
  'open a ticket about your catalogue',
])('“%s” is about something else', async (text) => expect(await say(text)).not.toContain("can't send a catalogue"));
