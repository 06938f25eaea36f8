import type { ServerResponse } from 'node:http';
import { decodeJwt } from 'jose';
import { TOKENS_PER_ADDRESS } from '../../website/tokenRoute';
import { send, startFakeAzure, type FakeAzure } from './fakeAzure';
import { SECRET, startWebsite, WEBSITE, type WebsiteServer } from './websiteServer';

interface Issued {
  token: string;
  userId: string;
  conversationId?: string;
  domain: string;
  expires_in: number;
}

let azure: FakeAzure;
let website: WebsiteServer;

beforeEach(async () => {
  azure = await startFakeAzure(SECRET);
  website = await startWebsite({ domain: azure.domain, settings: { TRUSTED_PROXIES: '1' } });
});
afterEach(async () => {
  await website.stop();
  await azure.stop();
});

async function codeOf(response: Response): Promise<[number, string]> {
  return [response.status, ((await response.json()) as { error: { code: string } }).error.code];
}

const issued = async (response: Response) => {
  expect(response.status).toBe(200);
  return (await response.json()) as Issued;
};
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

const FOREIGN = [
  'https://evil.example',
  'http://www.example.com',
  'https://www.example.com:8443',
  'https://www.example.com.evil.example',
  'https://evil-www.example.com',
  'https://example.com',
  'https://www.example.com/',
  'HTTPS://WWW.EXAMPLE.COM',
  'null',
  'https://www.example.com,https://evil.example',
  'file://',
  'http://localhost:3000',
  'http://127.0.0.1:3000',
  '',
];
const CHOSEN: (object | string)[] = [
  { userId: 'dl_me' },
  { user: { id: 'dl_me' } },
  { user: 'dl_me' },
  { id: 'dl_me' },
  { from: { id: 'dl_me' } },
  { user: { id: 'dl_me', name: 'Me' }, trustedOrigins: ['https://evil.example'] },
  { conversationId: null, userID: 'dl_me' },
  '{"__proto__":{"userId":"dl_me"},"userId":"dl_me"}',
  '[]',
  'null',
  '"dl_me"',
  '{',
];
const FLOOD = TOKENS_PER_ADDRESS + 20;

test(`catalogue 26: ${FOREIGN.length} foreign origins, a flood of ${FLOOD} requests and ${CHOSEN.length} chosen user ids are refused`, async () => {
  for (const origin of FOREIGN) {
    const answer = await website.ask({}, { Origin: origin });
    expect([origin, ...(await codeOf(answer))]).toEqual([origin, 403, 'OriginNotAllowed']);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  }
  for (const body of CHOSEN) expect([body, (await website.ask(body)).status]).toEqual([body, 400]);
  expect(azure.asked).toEqual([]);

  const statuses: number[] = [];
  for (let count = 0; count < FLOOD; count++)
    statuses.push((await website.ask({}, { 'X-Forwarded-For': `198.51.100.${count % 256}, 203.0.113.7` })).status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(TOKENS_PER_ADDRESS);
  expect(statuses.at(-1)).toBe(429);
  const counted = [FOREIGN.length, CHOSEN.length, FLOOD - TOKENS_PER_ADDRESS];
  expect(website.refused).toHaveLength(counted.reduce((sum, each) => sum + each));
  expect(new Set(website.refused)).toContain('OriginNotAllowed');
});

test('the proxy in front tells whose request it is: others are served during a flood, on no instance the flood', async () => {
  const other = await startWebsite({ domain: azure.domain, settings: { TRUSTED_PROXIES: '1' }, shared: website });
  const from = (address: string) => ({ 'X-Forwarded-For': address });
  for (let count = 0; count < TOKENS_PER_ADDRESS; count++) await website.ask({}, from('[2001:db8::1]:4711'));
  // Another address of the same network, at another instance.
  const refused = await other.ask({}, from('2001:db8::2'));
  expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
  expect(refused.headers.get('access-control-expose-headers')).toBe('Retry-After');
  expect(await codeOf(refused)).toEqual([429, 'TooManyRequests']);
  await issued(await other.ask({}, from('2001:db8:0:1::1')));
  await issued(await other.ask({}, from('203.0.113.9:1234')));
  await website.clock.advance(60_000);
  await issued(await other.ask({}, from('2001:db8::2')));
  await other.stop();
});

describe('a page gets a token', () => {
  test('for a random user and itself only; the secret stays here', async () => {
    const first = await website.ask();
    expect(first.headers.get('access-control-allow-origin')).toBe(WEBSITE);
    expect(first.headers.get('cache-control')).toBe('no-store');
    const one = await issued(first);
    const two = await issued(await website.ask());
    expect(one).toMatchObject({ domain: azure.domain, expires_in: 1800 });
    expect(one.conversationId).toBeUndefined();
    expect(one.userId).toMatch(/^dl_[\w-]{22}$/);
    expect(two.userId).not.toBe(one.userId);
    expect(decodeJwt(one.token)['user']).toBe(one.userId);
    expect(azure.asked[0]).toEqual({
      path: '/v3/directline/tokens/generate',
      credential: SECRET,
      body: { user: { id: one.userId }, trustedOrigins: [WEBSITE] },
    });
    expect(JSON.stringify([one, two])).not.toContain(SECRET);
  });

  test('after its browser has asked whether it may', async () => {
    const preflight = (origin: string) =>
      fetch(`${website.origin}/api/directline/token`, { method: 'OPTIONS', headers: { Origin: origin } });
    const allowed = await preflight('https://shop.example.com');
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([
      204,
      'https://shop.example.com',
    ]);
    expect((await preflight('https://evil.example')).status).toBe(403);
  });

  test('when it is the widget in a frame, which is a page of the bot itself', async () => {
    await issued(await website.ask({}, { Origin: website.origin }));
  });

  test('again, with the token before: the same user in the same conversation', async () => {
    const before = await issued(await website.ask());
    const conversationId = decodeJwt(before.token)['conv'] as string;
    const after = await issued(await website.ask({ conversationId }, bearer(before.token)));
    expect(after).toMatchObject({ userId: before.userId, conversationId });
    expect(await codeOf(await website.ask({ conversationId }))).toEqual([401, 'Unauthorized']);
    const other = await issued(await website.ask());
    const stolen = await website.ask({ conversationId }, bearer(other.token));
    expect(await codeOf(stolen)).toEqual([403, 'TokenExpired']);
  });

  test('but not with one that has expired, or that the service has not made', async () => {
    azure.lifetimeS = -60;
    const { token } = await issued(await website.ask());
    expect(await codeOf(await website.ask({}, bearer(token)))).toEqual([403, 'TokenExpired']);
    expect(await codeOf(await website.ask({}, bearer('nonsense')))).toEqual([403, 'TokenExpired']);
  });
});

describe('when the service', () => {
  const says =
    (status: number, body: string, headers = {}) =>
    (response: ServerResponse) =>
      send(response, status, body, headers);

  test.each<[string, FakeAzure['fault'], string]>([
    ['fails', says(500, '{}'), '5'],
    ['is busy', says(429, '{}', { 'Retry-After': '17' }), '17'],
    ['answers with a page', says(200, '<html>'), '5'],
    ['answers without a token', says(200, '{"conversationId":"c"}'), '5'],
    ['does not know the secret any more', says(403, '{"error":{"code":"BadArgument"}}'), '5'],
    ['sends elsewhere', says(302, '', { Location: 'https://evil.example' }), '5'],
    ['cuts the connection', (response) => void response.destroy(), '5'],
  ])('%s, the page is told when to come back', async (_what, fault, retryAfter) => {
    azure.fault = fault;
    const answer = await website.ask();
    expect(answer.headers.get('retry-after')).toBe(retryAfter);
    expect(await codeOf(answer)).toEqual([503, 'ServiceUnavailable']);
    expect(website.logged.join()).toContain('directline.no_token');
    expect(website.logged.join()).not.toContain(SECRET);
    azure.fault = undefined;
    await issued(await website.ask());
  });
});
