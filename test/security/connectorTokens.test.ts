import { createPublicKey } from 'node:crypto';
import { startHttpBot, type HttpBot } from '../bots/httpBot';
import { ManualVendor } from '../helpers/vendor';
import {
  APP_ID,
  EMULATOR_ISSUER,
  PRODUCTION,
  SERVICE_URL,
  TENANT_ID,
  base64url,
  hmacWith,
  newKey,
  startTokenService,
  withHeader,
  type Token,
  type TokenService,
} from './tokenService';

const now = Math.floor(Date.now() / 1000);
const HOUR_S = 3600;
const OTHER_BOT = '00000000-2222-3333-4444-555555555555';

let service: TokenService;
let production: HttpBot;
let development: HttpBot;
beforeAll(async () => {
  service = await startTokenService();
  const { services } = new ManualVendor();
  production = await startHttpBot(services, PRODUCTION, [], service);
  development = await startHttpBot(services, { ...PRODUCTION, NODE_ENV: 'development' }, [], service);
  // The library writes what it refuses to the console.
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterAll(async () => {
  await Promise.all([production.stop(), development.stop()]);
  await service.stop();
  jest.restoreAllMocks();
});

/** Answers come in the response: nothing is sent to a channel that is none. */
const activity = (bot: HttpBot, more: object = {}) =>
  bot.activity({ text: 'help', channelId: 'msteams', serviceUrl: SERVICE_URL, deliveryMode: 'expectReplies', ...more });

async function post(bot: HttpBot, authorization: string | undefined, more?: object) {
  const response = await bot.post(activity(bot, more), authorization === undefined ? {} : { authorization });
  return { status: response.status, text: await response.text() };
}

const turns = async (bot: HttpBot) => (await bot.database.query('SELECT key FROM bot_state')).length;
const bearer = async (token: Token = {}) => `Bearer ${await service.token(token)}`;
const emulator = (claims: object): Token => ({
  key: service.keys.emulator,
  kid: 'emulator',
  claims: { iss: EMULATOR_ISSUER, ver: '1.0', serviceurl: undefined, ...claims },
});
const publicKey = (format: 'spki' | 'pkcs1') =>
  createPublicKey(service.keys.channel).export({ type: format, format: 'pem' }).toString();

test('catalogue 18: a token of the channel is taken, and a turn runs', async () => {
  const { status, text } = await post(production, await bearer());
  expect(status).toBe(200);
  expect(text).toContain('These words work at any time');
});

describe('catalogue 18: refused with 401, and no turn runs:', () => {
  let before: number;
  beforeEach(async () => void (before = await turns(production)));
  afterEach(async () => expect(await turns(production)).toBe(before));

  test.each<[string, () => Promise<string> | string | undefined, object?]>([
    ['no header', () => undefined],
    ['an empty header', () => ''],
    ['a scheme without a token', () => 'Bearer'],
    ['garbage', () => 'Bearer garbage'],
    ['garbage in three parts', () => 'Bearer a.b.c'],
    ['three empty parts', () => 'Bearer ..'],
    ['a payload that is no object', async () => `Bearer ${swap(await service.token(), 1, '"text"')}`],
    ['a payload of null', async () => `Bearer ${swap(await service.token(), 1, 'null')}`],
    ['a header that is no object', async () => `Bearer ${swap(await service.token(), 0, '[]')}`],
    ['a header with __proto__', async () => `Bearer ${swap(await service.token(), 0, '{"__proto__":{"alg":"none"}}')}`],
    ['a header of 12,000 characters', () => `Bearer ${'a'.repeat(12_000)}`],
    ['another scheme', async () => `Basic ${await service.token()}`],
    ['another scheme, with a name and a word', () => `Basic ${Buffer.from(`${APP_ID}:x`).toString('base64')}`],
    ['the scheme in small letters', async () => `bearer ${await service.token()}`],
    ['two tokens', async () => `Bearer ${await service.token()} ${await service.token()}`],
    ['no signature', async () => `Bearer ${(await service.token()).split('.').slice(0, 2).join('.')}.`],
    ['alg none', async () => `Bearer ${withHeader(await service.token(), { alg: 'none', kid: 'channel' })}`],
    ['alg nOnE', async () => `Bearer ${withHeader(await service.token(), { alg: 'nOnE', kid: 'channel' })}`],
    ...(['spki', 'pkcs1'] as const).map((format): [string, () => Promise<string>] => [
      `HS256 with the public key (${format})`,
      async () => {
        const header = { alg: 'HS256', kid: 'channel' };
        return `Bearer ${withHeader(await service.token(), header, hmacWith(publicKey(format)))}`;
      },
    ]),
    ['an algorithm that is not allowed', () => bearer({ alg: 'PS256' })],
    ['another key', () => bearer({ key: newKey() })],
    ['a key that nobody knows', () => bearer({ key: newKey(), kid: 'unknown' })],
    ['no key id', () => bearer({ kid: '' })],
    ['a key id that names a property of objects', () => bearer({ kid: '__proto__' })],
    ['an altered payload', async () => alteredPayload(await service.token())],
    ['expired', () => bearer({ claims: { exp: now - HOUR_S } })],
    ['not yet valid', () => bearer({ claims: { nbf: now + HOUR_S } })],
    ['for another bot', () => bearer({ claims: { aud: OTHER_BOT } })],
    ['for nobody', () => bearer({ claims: { aud: undefined } })],
    ['for a list that has the bot', () => bearer({ claims: { aud: [OTHER_BOT, APP_ID] } })],
    ['of another issuer', () => bearer({ claims: { iss: 'https://evil.example' } })],
    ['of no issuer', () => bearer({ claims: { iss: undefined } })],
    ['of the government cloud', () => bearer({ claims: { iss: 'https://api.botframework.us' } })],
    ['of the bot’s own tenant', () => bearer({ claims: { iss: `https://sts.windows.net/${TENANT_ID}/` } })],
    ['for another serviceUrl', () => bearer({ claims: { serviceurl: 'https://smba.trafficmanager.net/apac/' } })],
    ['for no serviceUrl', () => bearer({ claims: { serviceurl: undefined } })],
    ['for a serviceUrl without its last slash', () => bearer({ claims: { serviceurl: SERVICE_URL.slice(0, -1) } })],
    ['by a key that is not endorsed for the channel', () => bearer({ key: service.keys.skype, kid: 'skype' })],
    ['for another channel than the key’s', () => bearer(), { channelId: 'skype' }],
    ['for a channel of its own way', () => bearer(emulator({ appid: APP_ID })), { channelId: 'AseChannel' }],
    ['of the channel, by the Emulator’s key', () => bearer({ key: service.keys.emulator, kid: 'emulator' })],
    ['of the Emulator, for this bot', () => bearer(emulator({ aud: APP_ID, appid: APP_ID }))],
    ['of the Emulator, version 2', () => bearer(emulator({ ver: '2.0', aud: APP_ID, azp: APP_ID }))],
    ['of the Emulator, for another bot', () => bearer(emulator({ aud: APP_ID, appid: OTHER_BOT }))],
    ['of another bot', () => bearer(emulator({ aud: APP_ID, appid: OTHER_BOT, ver: '1.0' }))],
    ['of another bot, version 2', () => bearer(emulator({ aud: APP_ID, azp: OTHER_BOT, ver: '2.0' }))],
    ['of a bot without a name', () => bearer(emulator({ aud: APP_ID, appid: 'AnonymousSkill' }))],
  ])('%s', async (...[_name, authorization, more]) => {
    const { status, text } = await post(production, await authorization(), more);
    expect(status).toBe(401);
    expect(text).toBe('"not authenticated"');
  });
});

test('catalogue 18: a header larger than 16 KB is refused before anything is read', async () => {
  const { status } = await post(production, `Bearer ${'a'.repeat(20_000)}`);
  expect(status).toBe(431);
});

describe('catalogue 18: in development', () => {
  test('the Emulator may come with the bot’s own credentials, to this machine', async () => {
    const token = await bearer(emulator({ aud: APP_ID, appid: APP_ID }));
    const local = { channelId: 'emulator', serviceUrl: 'http://127.0.0.1:51234' };
    expect((await post(development, token, local)).status).toBe(200);
  });

  test.each([
    ['the Emulator with those of another bot', { aud: APP_ID, appid: OTHER_BOT, ver: undefined }],
    ['another bot', { aud: APP_ID, appid: OTHER_BOT }],
  ])('%s may not', async (_name, claims) => {
    expect((await post(development, await bearer(emulator(claims)))).status).toBe(401);
  });
});

test('catalogue 18: when the keys cannot be fetched the channel is told to try again, not that the token is wrong', async () => {
  const gone = { ...service.cloud, ToBotFromChannelOpenIdMetadataUrl: 'http://127.0.0.1:1/openid' };
  const bot = await startHttpBot(new ManualVendor().services, PRODUCTION, [], { cloud: gone });
  expect((await post(bot, await bearer())).status).toBe(500);
  expect(await turns(bot)).toBe(0);
  await bot.stop();
});

function swap(token: string, part: number, content: string): string {
  return token
    .split('.')
    .map((each, index) => (index === part ? base64url(content) : each))
    .join('.');
}

/** One letter of what is signed is another one. */
function alteredPayload(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const altered = Buffer.from(payload, 'base64url').toString().replace('"iat":1', '"iat":2');
  return ['Bearer ' + header, base64url(altered), signature].join('.');
}
