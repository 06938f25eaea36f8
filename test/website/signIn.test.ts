import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWTPayload } from 'jose';
import { SIGNED_IN_FOR_MS } from '../../services/visitors/visitorStore';
import { send, startFakeAzure, type FakeAzure } from './fakeAzure';
import { SECRET, startWebsite, type WebsiteServer } from './websiteServer';

const JWT_SECRET = 'what only the website and the bot know';
const SARAH = { sub: 'u-1', email: 'Customer@Example.com', email_verified: true, name: 'Sarah Miller' };

let azure: FakeAzure;
let website: WebsiteServer;

beforeAll(async () => void (azure = await startFakeAzure(SECRET)));
afterAll(() => azure.stop());
afterEach(() => website.stop());

const key = (secret: string) => new TextEncoder().encode(secret);

/** Signed now, by the clock of the test. */
function sign(claims: JWTPayload, { secret = JWT_SECRET, inS = 300, alg = 'HS256' } = {}): Promise<string> {
  const expires = new Date(website.clock.now() + inS * 1000);
  return new SignJWT(claims).setProtectedHeader({ alg }).setExpirationTime(expires).sign(key(secret));
}

async function outcome(response: Response): Promise<[number, string | undefined]> {
  const { error } = (await response.json()) as { error?: { code: string } };
  return [response.status, error?.code];
}

async function enter(jwt?: string, token?: string): Promise<{ token: string; userId: string }> {
  const answer = await website.ask(jwt ? { jwt } : {}, token ? { Authorization: `Bearer ${token}` } : {});
  expect(answer.status).toBe(200);
  return (await answer.json()) as { token: string; userId: string };
}

describe('with a secret that bot and website share', () => {
  beforeEach(async () => {
    website = await startWebsite({
      domain: azure.domain,
      settings: { WEBSITE_JWT_SECRET: JWT_SECRET, WEBSITE_JWT_AUDIENCE: 'chat' },
    });
  });
  const claims = { ...SARAH, aud: 'chat' };

  test('a user is known by a random id, in the database in no readable way, until the website is silent for an hour', async () => {
    const { userId } = await enter(await sign(claims));
    const sarah = { subject: 'u-1', email: 'customer@example.com', name: 'Sarah Miller' };
    expect(await website.visitors.find(userId)).toEqual(sarah);
    expect(JSON.stringify(await website.database.query('SELECT * FROM website_visitors'))).not.toMatch(
      /sarah|customer@/i,
    );
    await website.clock.advance(SIGNED_IN_FOR_MS - 1);
    expect(await website.visitors.find(userId)).toEqual(sarah);
    await website.clock.advance(1);
    expect(await website.visitors.find(userId)).toBeUndefined();
  });

  test.each<[string, () => string | Promise<string>, string]>([
    ['forged', () => sign(claims, { secret: `${JWT_SECRET}?` }), 'JwtInvalid'],
    ['of another algorithm', () => sign(claims, { secret: JWT_SECRET.repeat(2), alg: 'HS512' }), 'JwtInvalid'],
    [
      'signed with the same key in another way',
      () => sign(claims, { alg: 'HS384', secret: JWT_SECRET.repeat(2) }),
      'JwtInvalid',
    ],
    ['unsigned', () => new UnsecuredJWT(claims).setExpirationTime('5m').encode(), 'JwtInvalid'],
    [
      'altered',
      async () => (await sign(claims)).replace(/\.(.)/, (_all, sign: string) => `.${sign === 'e' ? 'f' : 'e'}`),
      'JwtInvalid',
    ],
    ['no token at all', () => 'sarah', 'JwtInvalid'],
    ['expired', () => sign(claims, { inS: -60 }), 'JwtExpired'],
    [
      'without an end',
      () => new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(key(JWT_SECRET)),
      'JwtInvalid',
    ],
    ['not yet valid', () => sign({ ...claims, nbf: website.clock.now() / 1000 + 600 }), 'JwtInvalid'],
    ['for another application', () => sign({ ...claims, aud: 'shop' }), 'JwtInvalid'],
    ['without an address', () => sign({ ...claims, email: undefined }), 'JwtInvalid'],
    ['with something else for one', () => sign({ ...claims, email: 'customer@example.com OR 1=1' }), 'JwtInvalid'],
    ['silent on whether it was confirmed', () => sign({ ...claims, email_verified: undefined }), 'JwtInvalid'],
    ['of an address that was not', () => sign({ ...claims, email_verified: false }), 'EmailNotVerified'],
    ['of one that was not, in a text', () => sign({ ...claims, email_verified: 'false' }), 'EmailNotVerified'],
  ])('a token %s is refused, and the page may ask without one', async (_what, make, code) => {
    expect(await outcome(await website.ask({ jwt: await make() }))).toEqual([401, code]);
    const { userId } = await enter();
    expect(await website.visitors.find(userId)).toBeUndefined();
  });

  test('the same user goes on; whoever signs in, out or is another begins anew, also later', async () => {
    const sarah = await enter(await sign(claims));
    expect(await enter(await sign(claims), sarah.token)).toMatchObject({ userId: sarah.userId });
    const goOn = async (token: string, jwt?: string) =>
      outcome(await website.ask(jwt ? { jwt } : {}, { Authorization: `Bearer ${token}` }));
    const tom = await sign({ ...claims, sub: 'u-2', email: 'other@example.com' });
    expect(await goOn(sarah.token, tom)).toEqual([409, 'OtherUser']);
    expect(await website.visitors.find(sarah.userId)).toBeUndefined();
    expect(await goOn(sarah.token)).toEqual([409, 'OtherUser']);
    expect(await goOn((await enter()).token, tom)).toEqual([409, 'OtherUser']);
    await website.clock.advance(SIGNED_IN_FOR_MS);
    expect(await goOn(sarah.token)).toEqual([409, 'OtherUser']);
  });
});

describe('with an identity provider', () => {
  const ISSUER = 'https://login.example.com/';

  test('its keys are fetched and its tokens believed, of both kinds; others are not', async () => {
    const [rsa, ec, others] = await Promise.all([
      generateKeyPair('RS256'),
      generateKeyPair('ES256'),
      generateKeyPair('RS256'),
    ]);
    const keys = [
      { ...(await exportJWK(rsa.publicKey)), kid: 'rsa', alg: 'RS256' },
      { ...(await exportJWK(ec.publicKey)), kid: 'ec', alg: 'ES256' },
    ];
    let status = 503;
    const provider = createServer((_request, response) => send(response, status, JSON.stringify({ keys })));
    provider.listen(0, '127.0.0.1');
    await once(provider, 'listening');
    website = await startWebsite({
      domain: azure.domain,
      settings: {
        ...{ NODE_ENV: 'development', WEBSITE_JWT_ISSUER: ISSUER, WEBSITE_JWT_AUDIENCE: 'chat' },
        WEBSITE_JWKS_URL: `http://127.0.0.1:${(provider.address() as AddressInfo).port}/keys`,
      },
    });
    const signed = (alg: string, kid: string, by: CryptoKey, iss = ISSUER) =>
      new SignJWT({ ...SARAH, email_verified: 'true' })
        .setProtectedHeader({ alg, kid })
        .setExpirationTime(new Date(website.clock.now() + 300_000))
        .setIssuer(iss)
        .setAudience('chat')
        .sign(by);
    const good = await signed('RS256', 'rsa', rsa.privateKey);
    expect(await outcome(await website.ask({ jwt: good }))).toEqual([503, 'ServiceUnavailable']);
    status = 200;
    for (const jwt of [good, await signed('ES256', 'ec', ec.privateKey)])
      expect(await website.visitors.find((await enter(jwt)).userId)).toMatchObject({ email: 'customer@example.com' });
    const published = JSON.stringify(keys[0]);
    for (const jwt of [
      await signed('RS256', 'rsa', others.privateKey),
      await signed('RS256', 'nobody', rsa.privateKey),
      await signed('RS256', 'rsa', rsa.privateKey, 'https://evil.example/'),
      // What everybody knows, as if it were a shared secret.
      await sign({ ...SARAH, iss: ISSUER, aud: 'chat' }, { secret: published }),
    ])
      expect(await outcome(await website.ask({ jwt }))).toEqual([401, 'JwtInvalid']);
    provider.closeAllConnections();
    provider.close();
  });
});

test('where no website signs in, a token is refused', async () => {
  website = await startWebsite({ domain: azure.domain });
  expect(await outcome(await website.ask({ jwt: await sign(SARAH) }))).toEqual([401, 'SignInOff']);
});
