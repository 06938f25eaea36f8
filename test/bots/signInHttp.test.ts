import { CloudAdapter } from 'botbuilder';
import { CachedAuthentication } from '../../bots/cachedAuthentication';
import { createServices } from '../../services';
import { systemClock } from '../../services/operations/clock';
import { loadSettings } from '../../services/vendorsInUse';
import { describe as inWords } from '../helpers/chat';
import { sandboxForTests } from '../helpers/jobChat';
import { APP, OBJECT, TENANT, TestTokenService } from '../helpers/tokenService';
import { startHttpBot, type HttpBot } from './httpBot';

const ANNA = { id: '29:anna', name: 'Anna', aadObjectId: OBJECT };

const sandbox = sandboxForTests();
let tokens: TestTokenService;
let bot: HttpBot;

beforeEach(async () => {
  tokens = await TestTokenService.start();
  const environment = { ...tokens.settings, SANDBOX: 'on', COMPANY_TIME_ZONE: 'UTC' };
  const { config, vendorsInUse } = loadSettings(environment);
  const services = createServices(config, environment, vendorsInUse, sandbox().url, { clock: systemClock });
  const adapter = () =>
    new CloudAdapter(new CachedAuthentication(tokens.authentication(), { mayAnswerAt: () => true }));
  bot = await startHttpBot(services, environment, [], { adapterOf: adapter });
});

afterEach(async () => {
  await bot.stop();
  await tokens.stop();
});

/** As Teams sends it, with the token of the connector. */
async function post(more: object): Promise<Response> {
  const activity = bot.activity({
    ...{ channelId: 'msteams', from: ANNA, recipient: { id: `28:${APP}` }, channelData: { tenant: { id: TENANT } } },
    conversation: { id: 'a:anna', conversationType: 'personal', tenantId: TENANT },
    ...more,
  });
  const claims = { iss: 'https://api.botframework.com', serviceurl: activity['serviceUrl'], ver: null, scp: null };
  return bot.post(activity, { authorization: `Bearer ${await tokens.issue(claims)}` });
}

const exchange = async (id = 'exchange-1') =>
  post({
    type: 'invoke',
    name: 'signin/tokenExchange',
    value: { id, connectionName: 'employees', token: await tokens.issue() },
  });

/** Answers that are told after their turn come soon. */
async function heard(words: RegExp, conversation = 'a:anna'): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const said = bot.sent.filter((each) => each.conversation?.id === conversation).map(inWords);
    if (words.test(said.join('\n'))) return said.join('\n');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never heard: ${words}`);
}

test('an employee signs in over HTTP, through the library’s own adapter and clients', async () => {
  expect((await post({ text: 'my leave balance' })).status).toBe(200);
  await heard(/\[?Sign in/i);
  expect(tokens.requests).toContain('GET /api/botsignin/GetSignInResource');
  const answered = await exchange();
  expect(answered.status).toBe(200);
  expect(await heard(/12\.5/)).toContain('signed in as employee@example.com');
  expect((await post({ text: 'sign out' })).status).toBe(200);
  await heard(/You are signed out/);
  expect(tokens.requests).toContain('DELETE /api/usertoken/SignOut');
  expect(bot.logged).not.toContain('turn.failed');
});

test('clients that exchange at the same time are all answered, and the question once', async () => {
  await post({ text: 'my leave balance' });
  const answers = await Promise.all([exchange(), exchange(), exchange()]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await heard(/12\.5/)).match(/12\.5/g)).toHaveLength(1);
});

test('a missing consent is answered with 412, and the code of the page with the answer', async () => {
  await post({ text: 'my leave balance' });
  tokens.needsConsent = true;
  expect((await exchange()).status).toBe(412);
  tokens.signIn(ANNA.id, await tokens.issue(), '123456');
  const wrong = await post({ type: 'invoke', name: 'signin/verifyState', value: { state: '000000' } });
  expect(wrong.status).toBe(404);
  const right = await post({ type: 'invoke', name: 'signin/verifyState', value: { state: '123456' } });
  expect(right.status).toBe(200);
  await heard(/12\.5/);
});

test('in a channel the personal chat is made by the connector, and the job begun there', async () => {
  tokens.signIn(ANNA.id, await tokens.issue());
  const thread = { id: '19:team;messageid=1', isGroup: true, conversationType: 'channel', tenantId: TENANT };
  await post({ text: 'my leave balance', conversation: thread });
  await heard(/between the two of us/, thread.id);
  const made = bot.sent.findIndex((each) => 'members' in each);
  expect(bot.sent[made]).toMatchObject({ members: [{ id: ANNA.id }], tenantId: TENANT });
  expect(await heard(/12\.5/, `bot-${made + 1}`)).toContain('others read along');
  expect(await heard(/./, thread.id)).not.toContain('12.5');
});

test('whoever is not the connector gets nowhere', async () => {
  // The library tells the console.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const activity = bot.activity({ text: 'my leave balance', channelId: 'msteams', from: ANNA });
  expect((await bot.post(activity)).status).toBe(401);
  const employee = { authorization: `Bearer ${await tokens.issue()}` };
  expect((await bot.post(activity, employee)).status).toBe(401);
  expect(bot.sent).toEqual([]);
});
