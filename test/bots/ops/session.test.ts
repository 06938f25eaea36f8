import type { HttpBot } from '../httpBot';
import { ask, formTokenOf, GUARDED, NEXT_TOKEN, startOpsBot as start, TOKEN } from './opsClient';

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
