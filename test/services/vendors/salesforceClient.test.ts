import { createTransport } from '../../../services/http/boundedTransport';
import type { TransportRequest } from '../../../services/http/transport';
import { salesforce } from '../../../services/vendors/salesforce';
import { startTestSandbox, type TestSandbox } from '../../helpers/testSandbox';

// The SDK reads these when it is loaded, which is at the first call: every test here goes past them.
const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'];
for (const name of PROXIES) process.env[name] = 'http://127.0.0.1:9';
afterAll(() => PROXIES.forEach((name) => delete process.env[name]));

let sandbox: TestSandbox;
beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const email = 'customer@example.com';
const DATA = '/services/data';
const fault = (settings: { mode: string; [setting: string]: unknown }) =>
  sandbox.fault({ vendor: 'salesforce', path: DATA, ...settings });
/** How many requests went to the log-in, and how many to the data. */
async function sent() {
  const paths = (await sandbox.requests('salesforce')).map(({ path }) => path);
  return {
    logIns: paths.filter((path) => path.endsWith('/oauth2/token')).length,
    calls: paths.filter((path) => path.includes(DATA)).length,
  };
}

function create(settings: object = {}, transport = createTransport()) {
  const config = salesforce.config.parse({ ...salesforce.sandbox(sandbox.url), ...settings });
  return salesforce.create(config, { transport }).crm;
}

/** A Salesforce that is made up on the spot: the log-in, and whatever the test answers to anything else. */
function stub(answer: (request: TransportRequest) => { status?: number; body: string }, instance?: string) {
  const urls: string[] = [];
  const login = 'https://demo.my.salesforce.com';
  const crm = create({ SALESFORCE_LOGIN_URL: login }, (request) => {
    urls.push(request.url);
    const token = { access_token: 'token', instance_url: instance ?? login };
    const isLogIn = request.url.endsWith('/token');
    const { status = 200, body } = isLogIn ? { body: JSON.stringify(token) } : answer(request);
    const headers = new Headers({ 'content-type': 'application/json;charset=UTF-8' });
    return Promise.resolve({ status, headers, body: Buffer.from(body) });
  });
  return { crm, urls };
}

describe('the log-in', () => {
  test('is done at the first call, and shared', async () => {
    const crm = create();
    expect(await sent()).toEqual({ logIns: 0, calls: 0 });
    await Promise.all([1, 2, 3].map(() => crm.findContactByEmail({ email })));
    await crm.findContactByEmail({ email });
    expect(await sent()).toEqual({ logIns: 1, calls: 4 });
    const [logIn, query] = await sandbox.requests('salesforce');
    expect(logIn?.body).toContain('grant_type=client_credentials');
    expect(query?.path).toMatch(/^\/salesforce\/services\/data\/v66\.0\/query\?q=SELECT/);
  });

  test('is renewed once for all calls that were refused together', async () => {
    const crm = create();
    await crm.findContactByEmail({ email });
    await sandbox.reset(); // knows none of the old tokens
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => crm.findContactByEmail({ email })));
    expect(answers.map((contact) => contact?.firstName)).toEqual(Array(5).fill('Sarah'));
    expect(await sent()).toEqual({ logIns: 1, calls: 10 });
  });

  test('is not renewed for ever', async () => {
    await fault({ mode: 'status', status: 401 });
    const crm = create();
    await expect(crm.findContactByEmail({ email })).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await sent()).toEqual({ logIns: 2, calls: 2 });
  });

  test('that failed is tried again by the next call', async () => {
    await fault({ mode: 'status', status: 503, path: '/oauth2/token', times: 1 });
    const crm = create();
    const write = crm.logInteraction(
      {
        about: { record: { kind: 'contact', id: '0038d0000000001' } },
        subject: 'Hello',
        description: '',
        at: '2026-11-20T10:15:00Z',
      },
      { idempotencyKey: 'key' },
    );
    await expect(write).rejects.toMatchObject({ code: 'unavailable', mayBeDone: false });
    expect(await crm.findContactByEmail({ email })).toBeDefined();
  });

  test.each([{ SALESFORCE_CLIENT_SECRET: 'wrong-secret' }, { SALESFORCE_CLIENT_ID: 'wrong-client' }])(
    'is refused with %j, and repeats no secret',
    async (settings) => {
      const error = await create(settings)
        .findContactByEmail({ email })
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'unauthenticated', origin: { operation: 'findContactByEmail' } });
      expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/secret/);
    },
  );

  test('goes on for the others when one caller gives up', async () => {
    await fault({ mode: 'latency', latencyMs: 50, path: '/oauth2/token', times: 1 });
    const crm = create();
    const abort = new AbortController();
    const impatient = crm.findContactByEmail({ email }, { signal: abort.signal });
    const patient = crm.findContactByEmail({ email });
    abort.abort(new Error('gone'));
    await expect(impatient).rejects.toThrow('gone');
    expect(await patient).toBeDefined();
    expect(await sent()).toEqual({ logIns: 1, calls: 1 });
  });

  test.each([
    'https://evil.example',
    'http://demo.my.salesforce.com',
    'https://demo.my.salesforce.com.evil.example',
    'https://evilsalesforce.com',
    'https://na1.salesforce.com:8443',
    'https://x@evil.example',
    'ftp://demo.my.salesforce.com',
  ])('does not bring the token to %s', async (instance) => {
    const { crm, urls } = stub(() => ({ body: '{"records":[]}' }), instance);
    await expect(crm.findContactByEmail({ email })).rejects.toMatchObject({ code: 'misconfigured' });
    expect(urls).toHaveLength(1);
  });

  test.each(['https://demo.my.salesforce.com/', 'https://na1.salesforce.com'])('goes on at %s', async (instance) => {
    const { crm, urls } = stub(() => ({ body: '{"records":[]}' }), instance);
    expect(await crm.findContactByEmail({ email })).toBeUndefined();
    expect(urls[1]).toMatch(new RegExp(`^${instance.replace(/\/$/, '')}/services/data/v66.0/query`));
  });
});

describe('the SDK, on our transport', () => {
  test.each(['reset', 'truncate', 'huge', 'html'])('survives a body that ends in %s, and asks once', async (mode) => {
    const crm = create();
    await crm.findContactByEmail({ email });
    await fault({ mode, times: 1 });
    await expect(crm.findContactByEmail({ email })).rejects.toMatchObject({ code: 'unavailable' });
    expect(await sent()).toEqual({ logIns: 1, calls: 2 });
    expect(await crm.findContactByEmail({ email })).toBeDefined();
  });

  test.each([500, 503, 420, 429])('leaves it to others to try again after HTTP %d', async (status) => {
    await fault({ mode: 'status', status, retryAfter: 3 });
    const error = await create()
      .findContactByEmail({ email })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ retryable: true, retryAfterMs: 3_000 });
    expect((await sent()).calls).toBe(1);
  });

  test('has a time limit that covers the body', async () => {
    const crm = create({}, createTransport({ timeoutMs: 300 }));
    await crm.findContactByEmail({ email });
    await fault({ mode: 'trickle' });
    await expect(crm.findContactByEmail({ email })).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('stops in the middle of a call, and only that one', async () => {
    const crm = create();
    await crm.findContactByEmail({ email });
    await fault({ mode: 'hang', times: 1 });
    const abort = new AbortController();
    const hanging = crm.findContactByEmail({ email }, { signal: abort.signal });
    while ((await sent()).calls < 2) await new Promise(setImmediate);
    const other = crm.findContactByEmail({ email });
    abort.abort(new Error('gone'));
    await expect(hanging).rejects.toThrow('gone');
    expect(await other).toBeDefined();
  });

  test('does not follow a redirect', async () => {
    await fault({ mode: 'status', status: 302 });
    await expect(create().findContactByEmail({ email })).rejects.toMatchObject({ code: 'misconfigured' });
    expect((await sent()).calls).toBe(1);
  });

  test.each([
    ['{"records":[', 'unavailable'],
    ['<html>', 'unavailable'],
    ['"records"', 'unavailable'],
    ['{"records":{}}', 'unexpected'],
    ['{"records":[{"Id":"../../x"}]}', 'unexpected'],
    ['null', 'unexpected'],
  ])('checks the answer %s', async (body, code) => {
    await expect(stub(() => ({ body })).crm.findContactByEmail({ email })).rejects.toMatchObject({ code });
  });

  test('prints nothing', async () => {
    const print = jest.spyOn(console, 'error').mockReturnValue();
    await fault({ mode: 'reset' });
    await expect(create().findContactByEmail({ email })).rejects.toThrow();
    expect(print).not.toHaveBeenCalled();
    print.mockRestore();
  });
});

test.each([
  { SALESFORCE_LOGIN_URL: 'http://demo.my.salesforce.com' },
  { SALESFORCE_LOGIN_URL: 'demo' },
  { SALESFORCE_CLIENT_ID: '' },
  { SALESFORCE_CLIENT_SECRET: '' },
  { SALESFORCE_KEY_FIELD: 'Key' },
  { SALESFORCE_KEY_FIELD: "Id = '' OR Key__c" },
])('refuses the settings %j', (settings) => {
  expect(salesforce.config.safeParse({ ...salesforce.sandbox(sandbox.url), ...settings }).success).toBe(false);
});
