import { isPlainTalk } from '../../dialogs/plainTalk';
import { JobChat, sandboxForTests } from '../helpers/jobChat';

test.each([
  ['no', 'no that is everything, thank you', 'en-US'],
  ['no', "nope, i'm good", 'en-US'],
  ['no', 'not now thanks', 'en-US'],
  ['no', 'no need, bye', 'en-US'],
  ['no', 'Nein danke, das war’s', 'de-DE'],
  ['no', 'nee brauche ich nicht', 'de-DE'],
  ['no', 'nichts mehr, danke', 'de-DE'],
  ['thanks', 'thank you so much for your help', 'en-US'],
  ['thanks', 'no need, but thanks', 'en-US'],
  ['bye', 'i have to go now', 'en-US'],
  ['bye', 'danke und bis zum nächsten mal', 'de-DE'],
  ['thanks', 'danke für die schnelle hilfe', 'de-DE'],
] as const)('%s: “%s”', (intent, text, locale) => expect(isPlainTalk(intent, text, locale)).toBe(true));

test.each([
  ['no', 'no sorry i meant the other one', 'en-US'],
  ['no', 'thats wrong i didnt get anything', 'en-US'],
  ['no', 'actually 150 not 120', 'en-US'],
  ['no', 'no the jeans', 'en-US'],
  ['no', 'that is not it', 'en-US'],
  ['no', 'no, not that', 'en-US'],
  ['no', 'nein das stimmt nicht', 'de-DE'],
  ['no', 'nein, die andere', 'de-DE'],
  ['no', 'das war nicht alles', 'de-DE'],
  ['thanks', 'thanks, but my parcel is still not here', 'en-US'],
  ['thanks', 'thanks for nothing', 'en-US'],
  ['thanks', 'danke, aber die hose fehlt', 'de-DE'],
  ['bye', 'bye, when will it come?', 'en-US'],
] as const)('not only %s: “%s”', (intent, text, locale) => expect(isPlainTalk(intent, text, locale)).toBe(false));

const sandbox = sandboxForTests();
let job: JobChat;
const say = async (text: string) => (await job.say(text)).join('\n');

beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
afterEach(() => job.close());

test.each(['no sorry i meant the red one', 'thats wrong', 'no the jeans', 'nein die hose'])(
  '“%s” is no goodbye',
  async (text) => {
    const heard = await say(text);
    expect(heard).not.toMatch(/Just write again|einfach wieder/);
    expect(heard).toMatch(/\[Track an order\]|\[Bestellung verfolgen\]/);
  },
);

test('what was not meant, three times, is one for a person', async () => {
  await say('no the jeans');
  await say('thats wrong');
  expect(await say('no, wrong one')).toContain('Shall I get you a person?');
});

test('a plain no still ends it', async () => {
  expect(await say('no thanks, that is all')).toContain('Just write again');
});
