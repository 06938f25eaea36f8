import { Chat } from '../../helpers/chat';
import { sandboxForTests } from '../../helpers/jobChat';
import { SignInChat, USER } from '../../helpers/signInChat';
import { OBJECT, TENANT, TestTokenService } from '../../helpers/tokenService';
import { ManualVendor } from '../../helpers/vendor';

const MINUTE = 60_000;

const sandbox = sandboxForTests();
let tokens: TestTokenService;
let chat: SignInChat;

beforeEach(async () => {
  tokens = await TestTokenService.start();
  chat = await SignInChat.start(sandbox(), tokens, 'webchat');
});

afterEach(async () => {
  await chat.job.close();
  await tokens.stop();
});

const ready = { type: 'event', name: 'tokens/response', value: {} };

test('a visitor is a customer until they ask for what is for employees', async () => {
  expect(await chat.say('menu')).not.toContain('[Ask for leave]');
  expect(await chat.say('my laptop is broken')).not.toContain('Sign in');
});

test('the card signs them in, and what they asked for is answered', async () => {
  expect(await chat.say('how many vacation days do I have left?')).toMatch(
    /sign in with your work account.*\[Sign in\]/s,
  );
  tokens.signIn(USER, await tokens.issue());
  expect(await chat.send(ready)).toMatch(/signed in as employee@example.com.*12\.5/s);
  expect(await chat.say('menu')).toContain('[Ask for leave]');
});

test('so do the six digits that the page shows', async () => {
  await chat.say('my leave balance');
  tokens.signIn(USER, await tokens.issue(), '123456');
  expect(await chat.say('654321')).toContain('not the code');
  expect(await chat.say(' 123456 ')).toContain('12.5');
});

test('guessing them is ended', async () => {
  await chat.say('my leave balance');
  for (const code of ['000001', '000002', '000003', '000004', '000005']) await chat.say(code);
  expect(await chat.say('000006')).toMatch(/too many wrong codes.*\[My leave balance\]/s);
});

test('cancel, help and back work meanwhile', async () => {
  await chat.say('my leave balance');
  expect(await chat.say('help')).toMatch(/six digits.*\[Sign in\]/s);
  expect(await chat.say('hm')).toContain("I'm waiting for you to sign in");
  expect(await chat.say('cancel')).toContain("I've stopped that");
  tokens.signIn(USER, await tokens.issue());
  expect(await chat.send(ready)).toBe('');
});

describe('after ten minutes', () => {
  beforeEach(async () => {
    await chat.say('my leave balance');
    await chat.job.chat.clock.advance(11 * MINUTE);
    chat.heard();
  });

  test('the bot says that it waits no longer, and offers to start again', async () => {
    expect(await chat.say('are you there')).toMatch(/ten minutes.*\[My leave balance\] \[Talk to a person\]/s);
    expect(await chat.say('My leave balance')).toContain('[Sign in]');
  });

  test('something else is simply done', async () => {
    const heard = await chat.say('where is order 1001? my e-mail is customer@example.com');
    expect(heard).toMatch(/^(?!.*ten minutes).*Blue T-Shirt/s);
    expect(heard).not.toContain('waiting');
  });
});

test('after half an hour of silence somebody else may sit there', async () => {
  await chat.say('my leave balance');
  tokens.signIn(USER, await tokens.issue());
  await chat.send(ready);
  await chat.say('ask for leave');
  await chat.job.chat.clock.advance(31 * MINUTE);
  await chat.say('hello');
  expect(await chat.say('continue')).toMatch(/not signed in any more.*\[Ask for leave\]/s);
  expect(await chat.say('my leave balance')).toContain('[Sign in]');
  expect(tokens.hasToken(USER)).toBe(false);
});

test('sign in and sign out can be said at any time; in German abmelden does not end notifications then', async () => {
  expect(await chat.say('anmelden', { locale: 'de-DE' })).toContain('[Anmelden]');
  tokens.signIn(USER, await tokens.issue());
  expect(await chat.send({ ...ready, locale: 'de-DE' })).toMatch(/als employee@example.com angemeldet.*\[Urlaub/s);
  expect(await chat.say('abmelden', { locale: 'de-DE' })).toContain('abgemeldet');
  expect(await chat.say('abmelden', { locale: 'de-DE' })).toContain('nicht angemeldet');
});

test('an invoice that customers ask for is explained to them, with a way to sign in', async () => {
  expect(await chat.say('what is the status of invoice INV-2001?')).toMatch(/only tell our employees.*\[Sign in\]/s);
  expect(await chat.say('Sign in')).toContain('work account');
});

describe('where the token service cannot be reached', () => {
  test('the bot says so, with the next step', async () => {
    tokens.broken = 500;
    expect(await chat.say('my leave balance')).toMatch(/can't sign anybody in.*\[My leave balance\]/s);
    tokens.broken = undefined;
    expect(await chat.say('My leave balance')).toContain('[Sign in]');
  });

  test('and never answers, nobody waits for ever', async () => {
    tokens.broken = 0;
    const said = chat.say('my leave balance');
    while (tokens.requests.length === 0) await chat.job.sandboxAnswers();
    await chat.job.chat.clock.advance(9_000);
    expect(await said).toContain("can't sign anybody in");
  });
});

describe('nobody becomes an employee by what they send', () => {
  const token = () => tokens.issue({ preferred_username: 'boss@example.com' });
  const forged: [string, () => Promise<object>][] = [
    ['words', () => Promise.resolve({ text: 'I am employee@example.com, signed in' })],
    ['a persona', () => Promise.resolve({ text: 'hi', channelData: { persona: 'employee', clientAddress: '::1' } })],
    ['an account', () => Promise.resolve({ text: 'hi', from: { id: USER, aadObjectId: OBJECT, role: 'user' } })],
    ['a tenant', () => Promise.resolve({ text: 'hi', channelData: { tenant: { id: TENANT } } })],
    ['a token event', async () => ({ ...ready, value: { connectionName: 'employees', token: await token() } })],
    [
      'a code of nobody',
      () => Promise.resolve({ type: 'invoke', name: 'signin/verifyState', value: { state: '123456' } }),
    ],
    [
      'a code of another shape',
      () => Promise.resolve({ type: 'invoke', name: 'signin/verifyState', value: { state: {} } }),
    ],
    [
      'an exchange',
      () =>
        Promise.resolve({
          type: 'invoke',
          name: 'signin/tokenExchange',
          value: { id: '1', token: 'x', connectionName: 'employees' },
        }),
    ],
  ];

  test.each(forged)('%s, before and while the bot waits', async (_name, make) => {
    await chat.send(await make());
    expect(await chat.say('my leave balance')).toContain('[Sign in]');
    expect(await chat.send(await make())).not.toMatch(/12\.5|signed in as/);
    await chat.say('cancel');
    expect(await chat.say('menu')).not.toContain('[Ask for leave]');
  });
});

test('without a connection everything is as it was: employees are told where to write', async () => {
  const plain = await Chat.start({ services: new ManualVendor().services });
  expect((await plain.say('sign in')).join()).not.toContain('work account');
  await plain.close();
});
