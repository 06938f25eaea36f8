import { isAddressAlone } from '../../dialogs/addressAlone';
import { JobChat, sandboxForTests } from '../helpers/jobChat';

test.each([
  ['my mail is sarah.j@example.com', 'en-US', true],
  ['sarah.j@example.com', 'en-US', true],
  ['it is sarah.j@example.com', 'en-US', true],
  ['meine E-Mail-Adresse lautet sarah.j@example.com', 'de-DE', true],
  ['my new mail is sarah.j@example.com', 'en-US', false],
  ['change my mail to sarah.j@example.com', 'en-US', false],
  ['my order, sarah.j@example.com', 'en-US', false],
  ['i need a quote, sarah.j@example.com', 'en-US', false],
  ['open a ticket, my mail is sarah.j@example.com', 'en-US', false],
  ['1001 sarah.j@example.com', 'en-US', false],
  ['meine neue mail ist sarah.j@example.com', 'de-DE', false],
  ['my mail does not work', 'en-US', false],
  ['mail', 'en-US', false],
])('“%s” (%s): %s', (text, locale, expected) => expect(isAddressAlone(text, locale)).toBe(expected));

const sandbox = sandboxForTests();
let job: JobChat;
const say = async (text: string) => (await job.say(text)).join('\n');

beforeEach(async () => void (job = await JobChat.start(sandbox(), 'customer')));
afterEach(() => job.close());

test('an address is noted, and used for what comes next', async () => {
  expect(await say('my mail is customer@example.com')).toContain("I've noted customer@example.com. What is it about?");
  expect(await say('where is order 1001')).toContain('Order 1001');
});

test('it still answers the question for an address', async () => {
  await say('where is order 1001');
  expect(await say('my mail is customer@example.com')).toContain('Order 1001');
});
