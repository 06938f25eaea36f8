import type { Activity } from 'botbuilder';
import { describe as inWords } from '../../helpers/chat';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';
import { APP, OBJECT, TENANT, TestTokenService } from '../../helpers/tokenService';

const ANNA = { id: '29:anna', name: 'Anna', aadObjectId: OBJECT };
const THREAD = '19:team@thread.tacv2;messageid=1';
const PERSONAL = `personal-${ANNA.id}`;

const sandbox = sandboxForTests();
let tokens: TestTokenService;
let job: JobChat;
let read = 0;

beforeEach(async () => {
  tokens = await TestTokenService.start();
  const channel = { channelId: 'msteams', tokens: await tokens.client() };
  job = await JobChat.start(sandbox(), 'customer', tokens.settings, undefined, undefined, channel);
  read = 0;
});

afterEach(async () => {
  await job.close();
  await tokens.stop();
});

/** What was said since the last call, by conversation. */
function heard(): { thread: string; personal: string } {
  const news = job.chat.channel.sent.slice(read).filter(({ type }) => type === 'message');
  read += job.chat.channel.sent.length - read;
  const of = (id: string) => news.filter(({ conversation }) => conversation?.id === id).map(inWords);
  return { thread: of(THREAD).join('\n'), personal: of(PERSONAL).join('\n') };
}

async function sayIn(conversation: object, more: Partial<Activity>): Promise<{ thread: string; personal: string }> {
  await job.chat.send({ from: ANNA, channelData: {}, ...more, conversation: conversation as Activity['conversation'] });
  await job.after(2_000);
  return heard();
}

const inChannel = (text: string, conversationType = 'channel') =>
  sayIn({ id: THREAD, isGroup: true, conversationType, name: '', tenantId: TENANT }, { text });
const inPersonal = (text: string) =>
  sayIn({ id: PERSONAL, isGroup: false, conversationType: 'personal', name: '', tenantId: TENANT }, { text });

test.each(['channel', 'groupChat'])('in a %s, what is one’s own goes on in the personal chat', async (type) => {
  tokens.signIn(ANNA.id, await tokens.issue());
  const { thread, personal } = await inChannel('how many vacation days do I have left?', type);
  expect(thread).toMatch(/^That is between the two of us.*\[Open our chat\]$/);
  expect(personal).toMatch(/where others read along: \*\*My leave balance\*\*.*12\.5/s);
  expect(job.chat.channel.opened).toMatchObject([
    { isGroup: false, members: [{ id: ANNA.id }], tenantId: TENANT, channelData: { tenant: { id: TENANT } } },
  ]);
  expect(JSON.stringify(job.chat.channel.sent)).toContain(`/l/chat/0/0?users=28:${APP}`);
});

test('the sign-in is there as well, and what was said is carried over, language and all', async () => {
  const { thread, personal } = await inChannel('Ich brauche vom 4. bis 6. Januar 2027 Urlaub');
  expect(thread).toContain('unter uns');
  expect(personal).toContain('[Anmelden]');
  const value = { id: 'exchange-1', connectionName: 'employees', token: await tokens.issue() };
  const said = await sayIn(
    { id: PERSONAL, isGroup: false, conversationType: 'personal', name: '', tenantId: TENANT },
    { type: 'invoke', name: 'signin/tokenExchange', value },
  );
  expect(said.personal).toMatch(/4. – Mittwoch, 6/);
  expect(said.thread).toBe('');
});

test.each([
  'where is order 1001? my e-mail is customer@example.com',
  'open a ticket, my screen is black',
  'agent',
  'my notifications',
  'sign in',
  'I want to report harassment by my boss',
])('"%s" is nothing for a channel', async (text) => {
  const { thread, personal } = await inChannel(text);
  expect(thread).toMatch(/^That is between the two of us/);
  expect(personal).not.toBe('');
});

test('in a channel nobody is signed in, so signing out is for the personal chat as well', async () => {
  tokens.signIn(ANNA.id, await tokens.issue());
  await inPersonal('my leave balance');
  const { thread } = await inChannel('sign out');
  expect(thread).toMatch(/please say \*\*sign out\*\* in our personal chat.*\[Open our chat\]/s);
  expect((await inPersonal('sign out')).personal).toContain('You are signed out');
});

test('products and help pages are looked for where everybody is', async () => {
  expect((await inChannel('do you have a red mug?')).thread).toContain('Red Mug');
  expect((await inChannel('menu')).thread).toContain('[Ask for leave]');
  expect(job.chat.channel.opened).toEqual([]);
});

test('a result that comes late is told in the personal chat only, and a restart changes nothing', async () => {
  tokens.signIn(ANNA.id, await tokens.issue());
  await sandbox().fault({ vendor: 'workday', mode: 'latency', latencyMs: 400, times: 1 });
  await job.chat.send({
    text: 'my leave balance',
    from: ANNA,
    conversation: { id: THREAD, isGroup: true, conversationType: 'channel', name: '', tenantId: TENANT },
  });
  job.chat.kill();
  await job.chat.boot();
  read = 0;
  await job.after(14_000, 200);
  const { thread, personal } = heard();
  expect(thread).not.toContain('12.5');
  expect(personal).toContain('12.5');
});

test('whatever is open in the personal chat goes on afterwards', async () => {
  tokens.signIn(ANNA.id, await tokens.issue());
  await inPersonal('track an order');
  expect((await inChannel('my leave balance')).personal).toMatch(/12\.5.*What is the order number\?/s);
  expect((await inPersonal('1001')).personal).toContain('which e-mail');
});

test.each([403, 404])(
  'where the bot is not installed for the user (%s), the thread says what to do',
  async (status) => {
    job.chat.channel.refuseOpening = status;
    const { thread, personal } = await inChannel('my leave balance');
    expect(thread).toMatch(/can't write to you there yet.*\[Open our chat\]/s);
    expect(personal).toBe('');
  },
);

test('where the channel refuses only the message, the thread says so afterwards', async () => {
  job.chat.channel.refuseIn = PERSONAL;
  const { thread } = await inChannel('my leave balance');
  expect(thread).toMatch(/between the two of us.*can't write to you there yet/s);
});

test('two members of a channel are asked and answered on their own', async () => {
  tokens.signIn(ANNA.id, await tokens.issue());
  await inChannel('my leave balance');
  const ben = { id: '29:ben', name: 'Ben', aadObjectId: 'bbbbbbbb-bbbb-cccc-dddd-eeeeeeeeeeee' };
  await job.chat.send({
    text: 'my leave balance',
    from: ben,
    conversation: { id: THREAD, isGroup: true, conversationType: 'channel', name: '', tenantId: TENANT },
  });
  await job.after(2_000);
  const last = job.chat.channel.sent
    .filter(({ conversation }) => conversation?.id === `personal-${ben.id}`)
    .map(inWords);
  expect(last.join()).toContain('[Sign in]');
  expect(last.join()).not.toContain('12.5');
});

test('a guest from another tenant is no colleague', async () => {
  const conversation = { id: THREAD, isGroup: true, conversationType: 'channel', name: '', tenantId: 'other' };
  expect((await sayIn(conversation, { text: 'menu' })).thread).not.toContain('[Ask for leave]');
});

test('in a group of a channel without personal chats, the user is asked to write in one', async () => {
  const web = await JobChat.start(sandbox(), 'employee');
  const conversation = { id: 'group', isGroup: true, conversationType: 'group', name: '' };
  expect((await web.say('my leave balance', { conversation })).join()).toContain('write to me in a chat of our own');
  await web.close();
});
