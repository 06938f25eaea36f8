import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { CloudAdapter } from 'botbuilder';
import type { Browser } from 'playwright-core';
import { CachedAuthentication } from '../../bots/cachedAuthentication';
import { createServices } from '../../services';
import { systemClock } from '../../services/operations/clock';
import { loadSettings } from '../../services/vendorsInUse';
import { startHttpBot, type HttpBot } from '../bots/httpBot';
import { sandboxForTests } from '../helpers/jobChat';
import { TestTokenService } from '../helpers/tokenService';
import { openBrowser } from './helpers/browser';
import { Playground } from './helpers/playground';

/** Who chats in the Playground. */
const USER = 'user-id-0';
const OBJECT = '00000000-0000-0000-0000-0000000000020';
const CODE = '123456';

jest.setTimeout(90_000);

const sandbox = sandboxForTests();
let tokens: TestTokenService;
let bot: HttpBot;
let connector: Server;
let browser: Browser;
let teams: Playground;

beforeAll(async () => {
  tokens = await TestTokenService.start();
  const environment = { ...tokens.settings, SANDBOX: 'on', COMPANY_TIME_ZONE: 'UTC' };
  const { config, vendorsInUse } = loadSettings(environment);
  const services = createServices(config, environment, vendorsInUse, sandbox().url, { clock: systemClock });
  const rules = { mayAnswerAt: () => true };
  const adapterOf = () => new CloudAdapter(new CachedAuthentication(tokens.authentication(), rules));
  bot = await startHttpBot(services, environment, [], { adapterOf });
  connector = await startConnector();
  const { port } = connector.address() as AddressInfo;
  [teams, browser] = await Promise.all([Playground.start(`http://127.0.0.1:${port}`), openBrowser()]);
  await teams.open(await browser.newPage({ locale: 'en-US', viewport: { width: 1400, height: 900 } }));
});

afterAll(async () => {
  await browser?.close();
  await teams?.stop();
  connector?.close();
  await bot?.stop();
  await tokens?.stop();
});

/** Between the Playground and the bot: the Playground's messages with the token that Azure's connector would add. */
async function startConnector(): Promise<Server> {
  const server = createServer((request, response) => {
    void passOn(request).then(async (answer) => {
      response.statusCode = answer.status;
      response.setHeader('content-type', 'application/json').end(await answer.text());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function passOn(request: IncomingMessage): Promise<Response> {
  // It looks first whether anybody is there.
  if (request.method !== 'POST') return new Response(undefined, { status: 405 });
  const activity = (await json(request)) as { serviceUrl: string };
  const claims = { iss: 'https://api.botframework.com', serviceurl: activity.serviceUrl, ver: null, scp: null };
  return bot.post(activity, { authorization: `Bearer ${await tokens.issue(claims)}` });
}

test('the sign-in card: its button opens the page, the code of the page signs in, and the question is answered', async () => {
  await teams.say('how many vacation days do I have left?');
  await teams.sees('Please sign in with your work account');
  await teams.sees('With your work account');
  // Its name goes on to say that it is a link.
  const signIn = teams.page.getByRole('button', { name: /^Sign in/ }).last();
  const [page] = await Promise.all([teams.page.waitForEvent('popup'), signIn.click()]);
  await page.waitForURL(`${tokens.url}/page`);
  await page.close();
  tokens.signIn(USER, await tokens.issue({ oid: OBJECT }), CODE);
  teams.page.once('dialog', (prompt) => void prompt.accept(CODE));
  await teams.button('Redeem code').click();
  await teams.sees('You are signed in as employee@example.com');
  await teams.sees('You have 12.5 vacation days');
  expect(bot.logged).not.toContain('turn.failed');
});

test('somebody else’s account is refused, and the next try begins with the card again', async () => {
  await teams.say('sign out');
  await teams.sees('You are signed out');
  await teams.say('my leave balance');
  await teams.sees('Please sign in with your work account', 2);
  tokens.signIn(USER, await tokens.issue(), CODE);
  await teams.say(CODE);
  await teams.sees('You signed in with another account than the one you write from');
  await teams.button('My leave balance').click();
  await teams.sees('Please sign in with your work account', 3);
  expect(bot.logged).not.toContain('turn.failed');
});
