import { createTransport } from '../../../services/http/boundedTransport';
import { shopify } from '../../../services/vendors/shopify';
import { startTestSandbox, type TestSandbox } from '../../helpers/testSandbox';

let sandbox: TestSandbox;
beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

/** An app of the Dev Dashboard; the sandbox takes its secret for the account's. */
function app(secret = 'sandbox-token') {
  const { commerce } = shopify.create(
    shopify.config.parse({
      SHOPIFY_SHOP_DOMAIN: 'demo.myshopify.com',
      SHOPIFY_CLIENT_ID: 'sandbox-client',
      SHOPIFY_CLIENT_SECRET: secret,
      SHOPIFY_API_URL: `${sandbox.url}/shopify`,
    }),
    { transport: createTransport() },
  );
  return () => commerce.searchProducts({ query: 'mug', limit: 1 });
}

const logIns = async () => (await sandbox.requests('shopify')).filter(({ path }) => path.endsWith('/access_token'));

test('an app of the Dev Dashboard logs in by itself, once for all calls', async () => {
  const call = app();
  const answers = await Promise.all([call(), call(), call()]);
  expect(answers.map(({ items }) => items.length)).toEqual([1, 1, 1]);
  expect(await logIns()).toHaveLength(1);
});

test('a token that is refused is renewed once, for all that were refused with it', async () => {
  const call = app();
  await call();
  // All tokens are void after a reset.
  await sandbox.reset();
  await Promise.all([call(), call(), call()]);
  expect(await logIns()).toHaveLength(1);
});

test('a shop that refuses the new token, too, is believed', async () => {
  const call = app();
  await sandbox.fault({ vendor: 'shopify', mode: 'status', status: 401, path: 'graphql' });
  await expect(call()).rejects.toMatchObject({ code: 'unauthenticated' });
  expect(await logIns()).toHaveLength(2);
});

test.each<[string, object, string]>([
  ['a wrong secret', {}, 'unauthenticated'],
  ['a log-in that is down', { mode: 'status', status: 503 }, 'unavailable'],
  ['a page in place of a token', { mode: 'html' }, 'unavailable'],
])('%s is told, and nothing was sent', async (name, fault, code) => {
  if ('mode' in fault) await sandbox.fault({ vendor: 'shopify', path: 'access_token', ...fault } as never);
  const call = app(name === 'a wrong secret' ? 'mistyped' : undefined);
  await expect(call()).rejects.toMatchObject({ code, notSent: true, origin: { vendor: 'shopify' } });
  expect((await sandbox.requests('shopify')).filter(({ path }) => path.includes('graphql'))).toEqual([]);
});

test('who gives up waits no longer for a log-in, which others may use', async () => {
  await sandbox.fault({ vendor: 'shopify', mode: 'latency', latencyMs: 200, path: 'access_token' });
  const { commerce } = shopify.create(
    shopify.config.parse({
      SHOPIFY_SHOP_DOMAIN: 'demo.myshopify.com',
      SHOPIFY_CLIENT_ID: 'sandbox-client',
      SHOPIFY_CLIENT_SECRET: 'sandbox-token',
      SHOPIFY_API_URL: `${sandbox.url}/shopify`,
    }),
    { transport: createTransport() },
  );
  const abort = new AbortController();
  const given = commerce.searchProducts({ query: 'mug', limit: 1 }, { signal: abort.signal });
  const other = commerce.searchProducts({ query: 'mug', limit: 1 });
  abort.abort(new Error('gave up'));
  await expect(given).rejects.toThrow('gave up');
  await expect(other).resolves.toMatchObject({ items: [expect.anything()] });
});
