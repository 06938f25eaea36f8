import { setTimeout as pause } from 'node:timers/promises';
import { SignInChat, USER } from '../../helpers/signInChat';
import { sandboxForTests } from '../../helpers/jobChat';
import { nextWeek } from '../../helpers/leaveDays';
import { TENANT, TestTokenService } from '../../helpers/tokenService';

/** As the bot names the conversation. */
const KEY = `msteams/a%3Apersonal/${USER}`;

const monday = nextWeek(1);

const sandbox = sandboxForTests();
let tokens: TestTokenService;
let chat: SignInChat;

beforeEach(async () => {
  tokens = await TestTokenService.start();
  chat = await SignInChat.start(sandbox(), tokens, 'msteams');
});

afterEach(async () => {
  await chat.job.close();
  await tokens.stop();
});

test('before anybody signs in, the jobs of employees are offered', async () => {
  expect(await chat.say('menu')).toContain('[Ask for leave]');
});

test('whoever asks for one signs in silently, and gets the answer at once', async () => {
  expect(await chat.say('how many vacation days do I have left?')).toMatch(
    /sign in with your work account.*\[Sign in\]/s,
  );
  expect(chat.cards).toMatchObject([{ tokenExchangeResource: { id: 'exchange-1' } }]);
  expect(await chat.exchange()).toBe(200);
  expect(chat.heard()).toMatch(/signed in as employee@example.com.*12\.5/s);
});

test('a sign-in is noted in the audit log, once', async () => {
  await chat.say('how many vacation days do I have left?');
  await chat.exchange();
  await chat.say('how many vacation days do I have left?');
  const noted = await chat.job.chat.database.query("SELECT outcome FROM audit_log WHERE action = 'sign_in'");
  expect(noted).toEqual([{ outcome: 'ok' }]);
});

test('what was said up front is kept', async () => {
  await chat.say(`I need 3 days of vacation from ${monday.date}`);
  await chat.exchange();
  expect(chat.heard()).toMatch(new RegExp(`\\(card\\).*${monday.day.toFormat('MMMM d')}`, 's'));
});

test('a token that the service has already is used without a word, and the next job asks for nothing', async () => {
  tokens.signIn(USER, await tokens.issue());
  expect(await chat.say('my leave balance')).toMatch(/^(?!.*sign).*12\.5/s);
  const asked = tokens.requests.length;
  expect(await chat.say('my benefits')).not.toContain('Sign in');
  expect(tokens.requests).toHaveLength(asked);
});

test('after an hour the next job asks the service again, and when that has none, the user', async () => {
  tokens.signIn(USER, await tokens.issue({ exp: Math.floor(Date.now() / 1000) + 40_000 }));
  await chat.say('my leave balance');
  await chat.job.chat.clock.advance(61 * 60_000);
  const asked = tokens.count('GetToken');
  expect(await chat.say('my leave balance')).toContain('12.5');
  expect(tokens.count('GetToken')).toBe(asked + 1);
  await chat.job.chat.clock.advance(61 * 60_000);
  await (await tokens.client()).signOutUser(USER, 'employees', 'msteams');
  expect(await chat.say('my leave balance')).toContain('[Sign in]');
});

describe('an exchange', () => {
  test('that comes from each of the user’s clients is done once', async () => {
    await chat.say('my leave balance');
    expect(await chat.exchange()).toBe(200);
    chat.heard();
    expect(await chat.exchange()).toBe(200);
    expect(chat.heard()).toBe('');
    expect(await chat.exchange()).toBe(200);
    expect(chat.heard()).toBe('');
  });

  test('that comes again to another instance, too', async () => {
    await chat.say('my leave balance');
    await chat.exchange();
    chat.heard();
    chat.job.chat.kill();
    await chat.job.chat.boot();
    await chat.say('my benefits');
    expect(await chat.exchange()).toBe(200);
    expect(chat.heard()).not.toContain('12.5');
  });

  test('that lacks the consent is answered with 412, and the button of the card remains', async () => {
    tokens.needsConsent = true;
    await chat.say('my leave balance');
    expect(await chat.exchange()).toBe(412);
    expect(await chat.exchange()).toBe(412);
    expect(chat.cards[0]?.buttons[0]?.value).toContain('/page');
    tokens.signIn(USER, await tokens.issue(), '123456');
    expect(await chat.invoke('signin/verifyState', { state: '123456' })).toBe(200);
    expect(chat.heard()).toContain('12.5');
  });

  test.each([
    ['without a value', undefined],
    ['without an id', { token: 'x', connectionName: 'employees' }],
    ['of another connection', { id: 'x', token: 'x', connectionName: 'other' }],
    ['without a token', { id: 'x', connectionName: 'employees' }],
  ])('%s is refused, and the card waits on', async (_name, value) => {
    await chat.say('my leave balance');
    expect(await chat.invoke('signin/tokenExchange', value)).toBe(400);
    expect(await chat.exchange()).toBe(200);
    expect(chat.heard()).toContain('12.5');
  });
});

test('a client that cannot sign in by itself gets a card that only has the button', async () => {
  await chat.say('my leave balance');
  chat.heard();
  expect(await chat.invoke('signin/failure', { code: 'resourcematchfailed', message: 'no' })).toBe(200);
  expect(chat.heard()).toContain('Please use this button');
  expect(chat.cards[1]).toMatchObject({ buttons: [{ value: expect.stringContaining('/page') as string }] });
  expect(chat.cards[1]?.tokenExchangeResource).toBeUndefined();
});

test.each([
  ['signin/verifyState', { state: '123456' }, 200],
  ['signin/verifyState', null, 400],
  ['signin/failure', {}, 200],
  ['signin/tokenExchange', { id: 'x', token: 'x', connectionName: 'employees' }, 200],
])('%s where nobody waits changes nothing', async (name, value, status) => {
  expect(await chat.invoke(name, value)).toBe(status);
  expect(chat.heard()).toBe('');
  expect(await chat.say('track an order')).toContain('What is the order number?');
  await chat.invoke(name, value);
  expect(await chat.say('1001')).toContain('which e-mail');
});

test.each([
  ['another account', { oid: 'ffffffff-bbbb-cccc-dddd-eeeeeeeeeeee' }, 'another account'],
  ['a guest', { acct: 1 }, 'guest'],
  ['another company', { tid: TENANT.replace('1', '2') }, 'not one of our company'],
  ['another API', { aud: 'other' }, 'did not prove'],
  ['an account without the claim', { preferred_username: null }, 'does not say who you are'],
])('%s is no employee of ours', async (_name, claims, words) => {
  await chat.say('my leave balance');
  await chat.exchange('exchange-1', await tokens.issue(claims));
  expect(chat.heard()).toMatch(new RegExp(`${words}.*\\[My leave balance\\]`, 's'));
  expect(tokens.hasToken(USER)).toBe(false);
  expect(await chat.say('my leave balance')).toContain('[Sign in]');
});

test.each([
  ['email', { preferred_username: 'e.m@login.example', email: 'employee@example.com' }, '12.5'],
  ['employeeid', { employeeid: '10042' }, 'knows nobody'],
])('the HR system is asked for what the claim %s says', async (claim, claims, words) => {
  const other = await SignInChat.start(sandbox(), tokens, 'msteams', { EMPLOYEE_ID_CLAIM: claim });
  tokens.signIn(USER, await tokens.issue(claims));
  expect(await other.say('my leave balance')).toContain(words);
  await other.job.close();
});

test('another job of employees takes the waiting one’s place; all others are served meanwhile', async () => {
  await chat.say('my leave balance');
  expect(await chat.say('where is order 1001? my e-mail is customer@example.com')).toMatch(/Blue T-Shirt.*waiting/s);
  expect(await chat.say('my next pay day')).toContain('[Sign in]');
  await chat.exchange();
  expect(chat.heard()).toMatch(/pay/i);
});

test('a sign-in that is done while something else is asked is noticed afterwards', async () => {
  await chat.say('my leave balance');
  await chat.say('where is order 1001?');
  expect(await chat.exchange()).toBe(200);
  expect(await chat.say('customer@example.com')).toMatch(/Blue T-Shirt.*12\.5/s);
});

test('a person who is asked for in confidence is asked for by somebody who signed in', async () => {
  expect(await chat.say('I want to report harassment by my boss')).toContain('[Sign in]');
  expect(await chat.say('agent')).toContain('[Sign in]');
  expect(await sandbox().records('zendesk', 'ticket')).toHaveLength(1);
});

describe('sign out', () => {
  test('forgets who it was, here and at the service', async () => {
    await chat.say('my leave balance');
    await chat.exchange();
    expect(await chat.say('help')).toContain('sign out');
    expect(await chat.say('please log out')).toContain('You are signed out');
    expect(tokens.hasToken(USER)).toBe(false);
    expect(await chat.say('my leave balance')).toContain('[Sign in]');
  });

  test('in the middle of something ends that', async () => {
    tokens.signIn(USER, await tokens.issue());
    await chat.say('ask for leave');
    await chat.say('sign out');
    expect(await chat.say('sign out')).toContain('You are not signed in');
    expect(await chat.say('vacation')).not.toContain('12.5');
  });

  test('calls off what was still to be told', async () => {
    tokens.signIn(USER, await tokens.issue());
    await chat.say('my benefits');
    await sandbox().fault({ vendor: 'workday', mode: 'latency', latencyMs: 600, times: 1 });
    await chat.begin('my leave balance');
    while ((await chat.job.chat.bot.operations.findOpen(KEY)).length === 0) await chat.job.sandboxAnswers();
    expect(await chat.say('sign out')).toContain('You are signed out');
    await pause(900);
    await chat.job.after(4_000);
    expect(chat.heard()).toBe('');
  });
});
