import { sandboxForTests } from '../helpers/jobChat';
import { TeamsChat } from '../helpers/teamsChat';

const THREAD = '19:general@thread.tacv2;messageid=1700000000001';
const sandbox = sandboxForTests();
let teams: TeamsChat;
beforeEach(async () => void (teams = await TeamsChat.start(sandbox())));
afterEach(async () => {
  expect(teams.logged()).not.toContain('turn.failed');
  await teams.close();
});

describe('mentions and threads', () => {
  test('a personal message is answered, its layout is no file', async () => {
    expect((await teams.send('personal')).join()).toContain('1Z999AA10123456784');
  });

  test('in a group the bot is mentioned', async () => {
    expect((await teams.send('group')).join()).toContain('These words work at any time');
  });

  test('in a channel however often, and all answers stay in the thread', async () => {
    expect((await teams.send('channel')).join()).toContain('Red Mug');
    const [session] = await teams.job.chat.database.query<{ key: string }>('SELECT key FROM bot_state');
    expect(session?.key).toContain(encodeURIComponent(THREAD));
    for (const { conversation, type } of teams.channel.sent)
      if (type !== 'invokeResponse') expect(conversation?.id).toBe(THREAD);
  });

  test('what is told later stays in the thread as well', async () => {
    await sandbox().fault({ vendor: 'shopify', mode: 'latency', latencyMs: 200 });
    const turn = teams.send('channel');
    await teams.job.after(3_000);
    await turn;
    await teams.job.after(2_000);
    const said = teams.channel.sent.filter(({ type }) => type === 'message');
    expect(said.length).toBeGreaterThan(0);
    expect(said.every(({ conversation }) => conversation?.id === THREAD)).toBe(true);
  });

  test('a mention alone asks what the bot can do', async () => {
    const text = '<at>Assistant</at>\u00a0';
    expect((await teams.send('group', { text })).join()).toContain('These words work at any time');
  });

  test("other people's names stay, as plain words", async () => {
    const anna = { type: 'mention', text: '<at>Anna <b>Lee</b></at>', mentioned: { id: '29:anna', name: 'Anna Lee' } };
    const text =
      '<at>Assistant</at> open a ticket: <at>Anna <b>Lee</b></at> cannot open the shop, customer@example.com';
    const bot = { type: 'mention', text: '<at>Assistant</at>', mentioned: { id: '28:bot', name: 'Assistant' } };
    await teams.send('personal', { text, entities: [bot, anna] });
    const card = JSON.stringify(teams.channel.sent.at(-1));
    expect(card).toContain('Anna Lee cannot open the shop');
    expect(card).not.toContain('<at');
  });
});

test('who answers by quoting a message is understood as if they had not', async () => {
  const quoted = (words: string) => teams.say(`<quoted messageId="1772050244572"/> ${words}`);
  expect((await quoted('track an order')).join()).toContain('What is the order number?');
  expect((await quoted('1001')).join()).toContain('order 1001');
  expect((await quoted('menu')).join()).toContain('[Open a ticket]');
});
