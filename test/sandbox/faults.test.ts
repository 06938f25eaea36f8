import { RecordStore } from '../../sandbox/recordStore';
import { startTestSandbox, type TestSandbox } from '../helpers/testSandbox';

let sandbox: TestSandbox;
beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const vendor = 'shopify';

function call(path = '/shopify/admin/api/2026-07/graphql.json', signal?: AbortSignal): Promise<Response> {
  const headers = { 'x-shopify-access-token': 'sandbox-token' };
  return fetch(sandbox.url + path, {
    method: 'POST',
    headers,
    body: '{"query":"{shop{name}}"}',
    redirect: 'manual',
    signal,
  });
}

async function statuses(count: number, path?: string): Promise<number[]> {
  const seen: number[] = [];
  for (let sent = 0; sent < count; sent++) seen.push((await call(path)).status);
  return seen;
}

describe('a fault', () => {
  test('ends after its times', async () => {
    await sandbox.fault({ vendor, mode: 'status', status: 503, times: 2 });
    expect(await statuses(3)).toEqual([503, 503, 200]);
  });

  test('meets only the method and the path it is for', async () => {
    await sandbox.fault({ vendor, mode: 'status', status: 503, method: 'get' });
    await sandbox.fault({ vendor, mode: 'status', status: 502, path: '/elsewhere' });
    expect(await statuses(1)).toEqual([200]);
    expect(await statuses(1, '/shopify/elsewhere')).toEqual([502]);
  });

  test('gives way to a newer one, and comes back', async () => {
    await sandbox.fault({ vendor, mode: 'status', status: 500 });
    await sandbox.fault({ vendor, mode: 'status', status: 503, times: 1 });
    expect(await statuses(2)).toEqual([503, 500]);
    await sandbox.control('DELETE', 'faults');
    expect(await statuses(1)).toEqual([200]);
  });

  test('has a probability', async () => {
    await sandbox.fault({ vendor, mode: 'status', status: 500, probability: 0 });
    expect(await statuses(3)).toEqual([200, 200, 200]);
    await sandbox.fault({ vendor, mode: 'status', status: 500, probability: 0.5 });
    // Not to see both in 200 tries happens once in 10^60.
    expect(new Set(await statuses(200))).toEqual(new Set([200, 500]));
  });

  test('of latency goes along with another', async () => {
    await sandbox.fault({ vendor, mode: 'status', status: 500 });
    await sandbox.fault({ vendor, mode: 'latency', latencyMs: 80 });
    const start = performance.now();
    expect(await statuses(1)).toEqual([500]);
    expect(performance.now() - start).toBeGreaterThan(75);
  });
});

describe('the modes', () => {
  test.each([
    [{ status: 429, retryAfter: 7 }, 429, '7'],
    [{ status: 503, retryAfter: 'Wed, 21 Oct 2065 07:28:00 GMT' }, 503, 'Wed, 21 Oct 2065 07:28:00 GMT'],
    [{ status: 204 }, 204, null],
    [{ status: 302 }, 302, null],
  ])('status %j', async (settings, status, retryAfter) => {
    await sandbox.fault({ vendor, mode: 'status', ...settings });
    const response = await call();
    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe(retryAfter);
    await response.arrayBuffer();
  });

  test('html', async () => {
    await sandbox.fault({ vendor, mode: 'html' });
    const response = await call();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await response.text()).toContain('<html>');
  });

  test.each(['reset', 'commitThenReset'])('%s', async (mode) => {
    await sandbox.fault({ vendor, mode });
    await expect(call()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect((await sandbox.requests(vendor)).map(({ status }) => status)).toEqual([null]);
  });

  test('truncate', async () => {
    await sandbox.fault({ vendor, mode: 'truncate' });
    const response = await call();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  test('trickle', async () => {
    await sandbox.fault({ vendor, mode: 'trickle', latencyMs: 0 });
    expect(await (await call()).json()).toMatchObject({ data: { shop: { name: 'Demo Shop' } } });
  });

  test('hang', async () => {
    await sandbox.fault({ vendor, mode: 'hang' });
    await expect(call(undefined, AbortSignal.timeout(100))).rejects.toThrow('timeout');
  });

  test('huge', async () => {
    await sandbox.fault({ vendor, mode: 'huge' });
    const response = await call();
    let length = 0;
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) length += chunk.length;
    expect(length).toBeGreaterThan(100_000_000);
  });

  test('indexLag hides new records from searches, not from reads', () => {
    const store = new RecordStore<{ ticket: { id: number } }>();
    store.add('ticket', { id: 1 });
    expect(store.searchable('ticket', 0)).toEqual([{ id: 1 }]);
    expect(store.searchable('ticket', 60_000)).toEqual([]);
    expect(store.all('ticket')).toEqual([{ id: 1 }]);
  });
});
