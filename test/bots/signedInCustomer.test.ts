import { createCipher } from '../../services/storage/cipher';
import { SIGNED_IN_FOR_MS, VisitorStore } from '../../services/visitors/visitorStore';
import { JobChat } from '../helpers/jobChat';
import { startTestSandbox, type TestSandbox } from '../helpers/testSandbox';

const USER = { id: 'dl_the-id-in-the-token', name: '' };
const SARAH = { subject: 'u-1', email: 'customer@example.com', name: 'Sarah Miller' };

let sandbox: TestSandbox;
let user: JobChat;

beforeAll(async () => void (sandbox = await startTestSandbox()));
afterAll(() => sandbox.close());

beforeEach(async () => {
  user = await JobChat.start(sandbox, 'customer');
  const { database, clock } = user.chat;
  await new VisitorStore(database, createCipher(Buffer.alloc(32, 7)), clock).remember(USER.id, SARAH);
});
afterEach(() => user.chat.close());

const say = async (text: string, more: object = {}) => (await user.say(text, { from: USER, ...more })).join('\n');

test('is welcomed by name, also by a plain hello', async () => {
  const bot = { id: 'bot', name: '' };
  const joined = await user.chat.send({ type: 'conversationUpdate', from: bot, membersAdded: [bot, USER] });
  expect(joined.join()).toContain('Hello Sarah! I');
  expect(await say('hello')).toContain('Hello Sarah!');
});

test.each(['directline', 'webchat'])('in %s is asked for no address, no name and no code', async (channelId) => {
  expect(await say('my recent orders', { channelId })).toContain('1005');
  expect(await say('where is order 1001?', { channelId })).toContain('1Z999AA10123456784');
  expect(await say('I need a quote for 50 t-shirts', { channelId })).toMatch(/company/i);
});

test('gets nothing of others for it', async () => {
  expect(await say('where is order 1003?')).not.toContain('Delivered');
});

test('is no employee, whatever address the website names and whatever the page says', async () => {
  const { database, clock } = user.chat;
  const visitors = new VisitorStore(database, createCipher(Buffer.alloc(32, 7)), clock);
  await visitors.remember(USER.id, { ...SARAH, email: 'employee@example.com' });
  const heard = await say('how many vacation days do I have left?', {
    channelData: { customer: { email: 'customer@example.com' }, employee: { email: 'employee@example.com' } },
  });
  expect(heard).not.toContain('12.5');
});

test.each<[string, object]>([
  ['another id', { from: { id: 'dl_another' } }],
  ['an id that no token holds', { from: { id: SARAH.email } }],
  ['the same id in another channel', { channelId: 'telegram' }],
])('is nobody with %s', async (_what, more) => {
  expect(await say('my recent orders', more)).toContain('e-mail address');
});

test('is nobody an hour after the website has last vouched for them', async () => {
  expect(await say('my recent orders')).toContain('1005');
  await user.chat.clock.advance(SIGNED_IN_FOR_MS);
  expect(await say('my recent orders')).toContain('e-mail address');
});
