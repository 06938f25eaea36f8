import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { ManualVendor } from '../../helpers/vendor';
import { startHttpBot, type HttpBot } from '../httpBot';

const TOKEN = 'a-token-of-forty-signs-for-operations-01';
const NEXT_TOKEN = 'the-token-that-takes-its-place-soon-0002';
const TENANT = '11111111-2222-3333-4444-555555555555';
const APP = '99999999-8888-7777-6666-555555555555';
const GUARDED = {
  MicrosoftAppId: APP,
  MicrosoftAppPassword: 'secret',
  MicrosoftAppTenantId: TENANT,
  OPS_TOKEN: `${TOKEN},${NEXT_TOKEN}`,
  OPS_ROLE: 'Ops.Read',
};

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** A request with any `Host` header, which `fetch` would not send. */
async function ask(url: string, headers: Record<string, string> = {}, form?: Record<string, string>): Promise<Answer> {
  const body = form && new URLSearchParams(form).toString();
  const type = form && { 'content-type': 'application/x-www-form-urlencoded' };
  const sent = httpRequest(url, { method: form ? 'POST' : 'GET', headers: { ...type, ...headers }, agent: false });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [import('node:http').IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

const bots: HttpBot[] = [];
async function start(settings: Record<string, string>, keysUrl?: URL): Promise<HttpBot> {
  const bot = await startHttpBot(new ManualVendor().services, settings, [], keysUrl);
  bots.push(bot);
  return bot;
}
afterAll(() => Promise.all(bots.map((bot) => bot.stop())));

describe('in development without an app id', () => {
  let bot: HttpBot;
  beforeAll(async () => void (bot = await start({})));

  test.each<[string, Record<string, string>, number]>([
    ['this machine', {}, 200],
    ['this machine by name', { host: 'localhost:3978' }, 200],
    ['a proxy on this machine', { 'x-forwarded-for': '203.0.113.9' }, 404],
    ['a proxy that says so in the new way', { forwarded: 'for=203.0.113.9' }, 404],
    ['a proxy that only gives its name', { via: '1.1 proxy' }, 404],
    ['a name that was pointed at this machine', { host: 'evil.example' }, 404],
    ['a name that only looks like it', { host: '127.0.0.1.evil.example' }, 404],
    ['this machine with a token that is none', { authorization: `Bearer ${TOKEN}` }, 401],
  ])('from %s', async (_name, headers, status) => {
    for (const path of ['/metrics', '/ops']) expect((await ask(`${bot.origin}${path}`, headers)).status).toBe(status);
  });

  test('whoever may not is told no more than of a page that is not there', async () => {
    const hidden = await ask(`${bot.origin}/metrics`, { 'x-forwarded-for': '203.0.113.9' });
    const absent = await ask(`${bot.origin}/absent`, { 'x-forwarded-for': '203.0.113.9' });
    expect(hidden.text.replace('metrics', 'absent')).toBe(absent.text);
  });
});

test.each([
  ['with an app id and nothing else', { ...GUARDED, OPS_TOKEN: '', OPS_ROLE: '' }],
  [
    'in production with an app id and nothing else',
    {
      ...GUARDED,
      OPS_TOKEN: '',
      OPS_ROLE: '',
      NODE_ENV: 'production',
      DATA_ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
    },
  ],
])('%s the pages are not there, whatever is asked for', async (_name, settings) => {
  const bot = await start(settings);
  for (const path of ['/metrics', '/ops', '/ops/style.css'])
    for (const headers of [{}, { authorization: `Bearer ${TOKEN}` }])
      expect((await ask(`${bot.origin}${path}`, headers)).status).toBe(404);
  expect((await ask(`${bot.origin}/ops/sign-in`, {}, { token: TOKEN })).status).toBe(404);
});

describe('with a token and Entra', () => {
  let bot: HttpBot;
  let ours: CryptoKey;
  let foreign: CryptoKey;
  const keys = createServer();

  beforeAll(async () => {
    const [pair, other] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
    [ours, foreign] = [pair.privateKey, other.privateKey];
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'ours', alg: 'RS256', use: 'sig' };
    keys.on('request', (_request, response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] })),
    );
    keys.listen(0, '127.0.0.1');
    await once(keys, 'listening');
    bot = await start(GUARDED, new URL(`http://127.0.0.1:${(keys.address() as AddressInfo).port}/keys`));
  });
  afterAll(() => void keys.close());

  const claims = {
    tid: TENANT,
    aud: APP,
    roles: ['Ops.Read'],
    iss: `https://login.microsoftonline.com/${TENANT}/v2.0`,
  };
  const sign = (more: JWTPayload, key = ours, expires = '10m', header = {}) =>
    new SignJWT({ ...claims, ...more })
      .setProtectedHeader({ alg: 'RS256', kid: 'ours', ...header })
      .setExpirationTime(expires)
      .sign(key);
  const unsigned = () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'none' })}.${part({ ...claims, exp: Date.now() })}.`;
  };

  test.each<[string, () => string | Promise<string>, number]>([
    ['the token', () => TOKEN, 200],
    ['the token that takes its place', () => NEXT_TOKEN, 200],
    ['both tokens as they stand in the setting', () => GUARDED.OPS_TOKEN, 401],
    ['another token', () => 'x'.repeat(40), 401],
    ['a part of the token', () => TOKEN.slice(0, -1), 401],
    ['the tenant’s token', () => sign({}), 200],
    [
      'the tenant’s token of version 1',
      () => sign({ iss: `https://sts.windows.net/${TENANT}/`, aud: `api://${APP}` }),
      200,
    ],
    ['one without the role', () => sign({ roles: ['Task.Write'] }), 401],
    ['one without any role', () => sign({ roles: undefined }), 401],
    ['one with the role as a scope only', () => sign({ roles: undefined, scp: 'Ops.Read' }), 401],
    ['one of another tenant', () => sign({ tid: APP, iss: `https://login.microsoftonline.com/${APP}/v2.0` }), 401],
    ['one that only says another tenant', () => sign({ tid: APP }), 401],
    ['one from another issuer', () => sign({ iss: 'https://evil.example/' }), 401],
    ['one for another application', () => sign({ aud: 'https://graph.microsoft.com' }), 401],
    ['one that has expired', () => sign({}, ours, '-10m'), 401],
    ['one of another key', () => sign({}, foreign), 401],
    ['one of a key nobody knows', () => sign({}, foreign, '10m', { kid: 'unknown' }), 401],
    ['one that nobody signed', unsigned, 401],
    ['half of one', async () => (await sign({})).split('.').slice(0, 2).join('.'), 401],
  ])('a request with %s', async (_name, token, status) => {
    const authorization = `Bearer ${await token()}`;
    const answer = await ask(`${bot.origin}/metrics`, { authorization });
    // The budget of this address may be used up by the lines before.
    expect([status, status === 401 ? 429 : status]).toContain(answer.status);
    expect(answer.text.includes('bot_turn_duration_seconds')).toBe(status === 200);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('nothing else opens them: this machine, a token in the address, a basic log-in', async () => {
    const basic = Buffer.from(`ops:${TOKEN}`).toString('base64');
    const tries = [
      await ask(`${bot.origin}/metrics`),
      await ask(`${bot.origin}/metrics?token=${TOKEN}`),
      await ask(`${bot.origin}/metrics`, { authorization: `Basic ${basic}` }),
    ];
    for (const { status } of tries) expect([401, 429]).toContain(status);
  });

  test('while the tenant’s keys cannot be read, nobody knows, and the token still works', async () => {
    const blind = await start(GUARDED, new URL('http://127.0.0.1:9/keys'));
    expect((await ask(`${blind.origin}/metrics`, { authorization: `Bearer ${await sign({})}` })).status).toBe(503);
    expect((await ask(`${blind.origin}/metrics`, { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  });
});

test('who tries too often is told to wait, and keeps nobody out who has the token', async () => {
  const bot = await start(GUARDED);
  const wrong = { authorization: `Bearer ${'x'.repeat(40)}` };
  const statuses: number[] = [];
  for (let tries = 0; tries < 12; tries++) statuses.push((await ask(`${bot.origin}/metrics`, wrong)).status);
  expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
  expect(Number((await ask(`${bot.origin}/ops`, wrong)).headers['retry-after'])).toBeGreaterThan(0);
  expect((await ask(`${bot.origin}/metrics`, { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  expect(bot.logged.filter((name) => name === 'ops.refused')).toHaveLength(10);
});

test('a refusal says what is asked for', async () => {
  const bot = await start(GUARDED);
  expect((await ask(`${bot.origin}/metrics`)).headers['www-authenticate']).toContain('Bearer');
});

describe('a browser', () => {
  let bot: HttpBot;
  beforeAll(async () => void (bot = await start(GUARDED)));
  const own = () => ({ origin: bot.origin, accept: 'text/html' });

  async function signIn(at = bot, token = TOKEN): Promise<string> {
    const { headers } = await ask(`${at.origin}/ops/sign-in`, { origin: at.origin }, { token });
    return String(headers['set-cookie']).split(';')[0] ?? '';
  }

  test('is asked for the token, signs in, sees the page and signs out', async () => {
    const asked = await ask(`${bot.origin}/ops`, own());
    expect([asked.status, asked.headers['content-security-policy']]).toEqual([
      401,
      expect.stringContaining("default-src 'none'"),
    ]);
    expect(asked.text).toContain('Operations token');

    const signedIn = await ask(`${bot.origin}/ops/sign-in`, own(), { token: TOKEN });
    const [cookie = ''] = signedIn.headers['set-cookie'] ?? [];
    expect([signedIn.status, signedIn.headers.location]).toEqual([303, '/ops']);
    for (const attribute of ['Path=/ops', 'HttpOnly', 'Secure', 'SameSite=Strict', 'Max-Age=3600'])
      expect(cookie).toContain(attribute);
    expect(cookie).not.toContain(TOKEN);

    const page = await ask(`${bot.origin}/ops`, { cookie: cookie.split(';')[0] ?? '' });
    expect([page.status, page.headers['cache-control']]).toEqual([200, 'no-store']);
    const formToken = formTokenOf(page.text);
    const out = await ask(
      `${bot.origin}/ops/sign-out`,
      { ...own(), cookie: cookie.split(';')[0] ?? '' },
      { formToken },
    );
    expect(String(out.headers['set-cookie'])).toContain('Max-Age=0');
  });

  test('with a wrong token is asked again', async () => {
    const again = await ask(`${bot.origin}/ops/sign-in`, own(), { token: 'x'.repeat(40) });
    expect([again.status, again.headers['set-cookie']]).toEqual([401, undefined]);
    expect(again.text).toContain('not the token');
  });

  test('cannot be signed in by another site', async () => {
    const foreign = await ask(`${bot.origin}/ops/sign-in`, { origin: 'https://evil.example' }, { token: TOKEN });
    expect([foreign.status, foreign.headers['set-cookie']]).toEqual([403, undefined]);
  });

  test.each<[string, (cookie: string) => string]>([
    ['altered', (cookie) => `${cookie.slice(0, -2)}xx`],
    ['made to last', (cookie) => cookie.replace(/=\d+/, '=99999999999999')],
    ['made of the token', () => `__Secure-ops=${TOKEN}`],
    ['empty', () => '__Secure-ops='],
  ])('a cookie that was %s is none', async (_name, change) => {
    const cookie = change(await signIn());
    expect([401, 429]).toContain((await ask(`${bot.origin}/ops`, { cookie })).status);
  });

  test('is signed out when the token it signed in with is not in use any more', async () => {
    const cookie = await signIn();
    const rotated = await start({ ...GUARDED, OPS_TOKEN: NEXT_TOKEN });
    expect((await ask(`${bot.origin}/ops`, { cookie })).status).toBe(200);
    expect((await ask(`${rotated.origin}/ops`, { cookie })).status).toBe(401);
  });

  test.each<[string, (page: string) => [Record<string, string>, Record<string, string>]]>([
    ['without the page’s token', () => [own(), {}]],
    ['from another site', (page) => [{ origin: 'https://evil.example' }, { formToken: formTokenOf(page) }]],
    ['that names no site', (page) => [{}, { formToken: formTokenOf(page) }]],
    [
      'that the browser calls another site’s',
      (page) => [{ ...own(), 'sec-fetch-site': 'cross-site' }, { formToken: formTokenOf(page) }],
    ],
  ])('a button %s does nothing', async (_name, forge) => {
    const cookie = await signIn();
    const page = await ask(`${bot.origin}/ops`, { cookie });
    const [headers, form] = forge(page.text);
    const { status } = await ask(`${bot.origin}/ops/sign-out`, { ...headers, cookie }, form);
    expect([403, 429]).toContain(status);
  });

  test('one session’s page is no use to another', async () => {
    const [mine, theirs] = [await signIn(), await signIn()];
    const formToken = formTokenOf((await ask(`${bot.origin}/ops`, { cookie: theirs })).text);
    const answer = await ask(`${bot.origin}/ops/sign-out`, { ...own(), cookie: mine }, { formToken });
    expect([403, 429]).toContain(answer.status);
  });

  test('a form that is too large or none is refused', async () => {
    const large = await ask(`${bot.origin}/ops/sign-in`, own(), { token: 'x'.repeat(20_000) });
    const none = await ask(
      `${bot.origin}/ops/sign-in`,
      { ...own(), 'content-type': 'application/json' },
      { token: TOKEN },
    );
    expect([large.status, none.status]).toEqual([413, 415]);
  });
});

describe('a private port', () => {
  test('serves them there and not on the other one, and needs no token while only this machine reaches it', async () => {
    const bot = await start({ ...GUARDED, OPS_TOKEN: '', OPS_ROLE: '', OPS_PORT: '0' });
    for (const path of ['/metrics', '/ops']) {
      expect((await ask(`${bot.opsOrigin}${path}`)).status).toBe(200);
      expect((await ask(`${bot.opsOrigin}${path}`, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(404);
      expect((await ask(`${bot.origin}${path}`)).status).toBe(404);
    }
    expect((await ask(`${bot.opsOrigin}/api/messages`)).status).toBe(404);
  });

  test('asks for the token where there is one', async () => {
    const bot = await start({ ...GUARDED, OPS_PORT: '0' });
    expect((await ask(`${bot.opsOrigin}/metrics`)).status).toBe(401);
    expect((await ask(`${bot.opsOrigin}/metrics`, { authorization: `Bearer ${NEXT_TOKEN}` })).status).toBe(200);
    expect((await ask(`${bot.origin}/metrics`, { authorization: `Bearer ${TOKEN}` })).status).toBe(404);
  });
});

function formTokenOf(page: string): string {
  return /name="formToken" value="([^"]+)"/.exec(page)?.[1] ?? '';
}
