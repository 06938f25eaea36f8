import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import type { HttpBot } from '../httpBot';
import { APP, ask, GUARDED, NEXT_TOKEN, startOpsBot as start, TENANT, TOKEN } from './opsClient';

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
      ALLOWED_ORIGINS: 'none',
      DATA_ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
    },
  ],
])('%s the pages are not there, whatever is asked for', async (_name, settings) => {
  const bot = await start(settings);
  for (const path of ['/metrics', '/ops', '/ops/style.css'])
    for (const headers of [undefined, { authorization: `Bearer ${TOKEN}` }])
      expect((await ask(`${bot.origin}${path}`, headers)).status).toBe(404);
  expect((await ask(`${bot.origin}/ops/sign-in`, {}, { token: TOKEN })).status).toBe(404);
});

describe('with a token and Entra', () => {
  let bot: HttpBot;
  let ours: CryptoKey;
  let foreign: CryptoKey;
  let authority: string;
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
    authority = `http://127.0.0.1:${(keys.address() as AddressInfo).port}`;
    bot = await start({ ...GUARDED, OAUTH_AUTHORITY: authority });
  });
  afterAll(() => void keys.close());

  const issuer = (tenant = TENANT) => `${authority}/${tenant}/v2.0`;
  const claims = { tid: TENANT, aud: APP, roles: ['Ops.Read'] };
  const sign = (more: JWTPayload, key = ours, expires = '10m', header = {}) =>
    new SignJWT({ iss: issuer(), ...claims, ...more })
      .setProtectedHeader({ alg: 'RS256', kid: 'ours', ...header })
      .setExpirationTime(expires)
      .sign(key);
  const unsigned = () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'none' })}.${part({ iss: issuer(), ...claims, exp: Date.now() })}.`;
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
    ['one of another tenant', () => sign({ tid: APP, iss: issuer(APP) }), 401],
    ['one that only says another tenant', () => sign({ tid: APP }), 401],
    ['one of another cloud', () => sign({ iss: `https://login.microsoftonline.com/${TENANT}/v2.0` }), 401],
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
    const blind = await start({ ...GUARDED, OAUTH_AUTHORITY: 'http://127.0.0.1:9' });
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
