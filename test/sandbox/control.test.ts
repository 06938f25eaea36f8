import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'node:http';
import { startTestSandbox, type TestSandbox } from '../helpers/testSandbox';

let sandbox: TestSandbox;
beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

/** A request with headers that fetch does not let one set. */
function statusWith(headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(`${sandbox.url}/control/status`, { headers, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    });
    sent.on('error', reject).end();
  });
}

const shop = (path = '/admin/api/2026-07/graphql.json') => `${sandbox.url}/shopify${path}`;
const query = {
  method: 'POST',
  headers: { 'x-shopify-access-token': 'sandbox-token' },
  body: '{"query":"{shop{name}}"}',
};

describe('the control routes', () => {
  test('tell what it is', async () => {
    const { status, body } = await sandbox.control('GET', 'status');
    expect(status).toBe(200);
    expect(body).toEqual({ sandbox: true, owned: false, vendors: expect.arrayContaining(['shopify']) as string[] });
  });

  test.each([
    ['not JSON', '{', 'the body is not JSON'],
    ['an unknown mode', { vendor: 'shopify', mode: 'flood' }, 'at mode'],
    ['an unknown vendor', { vendor: 'acme', mode: 'hang' }, 'vendor: "acme" is unknown'],
    ['a misspelt setting', { vendor: 'shopify', mode: 'hang', time: 1 }, '"time"'],
    ['a status fault without status', { vendor: 'shopify', mode: 'status' }, 'at status'],
    ['a latency fault without latency', { vendor: 'shopify', mode: 'latency' }, 'at latencyMs'],
    ['a probability above 1', { vendor: 'shopify', mode: 'hang', probability: 2 }, 'at probability'],
    [
      'a header with a line break',
      { vendor: 'shopify', mode: 'status', status: 429, retryAfter: 'a\r\nb: c' },
      'retryAfter',
    ],
  ])('refuse %s and name it', async (_name, fault, word) => {
    const { status, body } = await sandbox.control<{ error: string }>('POST', 'faults', fault);
    expect(status).toBe(400);
    expect(body.error).toContain(word);
    expect((await sandbox.control('GET', 'faults')).body).toEqual([]);
  });

  test('put goods on the shelf', async () => {
    const stock = { vendor: 'shopify', sku: 'MUG-RED', quantity: 3 };
    expect(await sandbox.control('POST', 'stock', stock)).toEqual({ status: 200, body: stock });
    const mug = (await sandbox.records<{ title: string; totalInventory: number }>('shopify', 'product')).find(
      ({ title }) => title === 'Red Mug',
    );
    expect(mug?.totalInventory).toBe(3);
    expect((await sandbox.control('POST', 'stock', { ...stock, sku: 'NONE' })).status).toBe(404);
    expect((await sandbox.control('POST', 'stock', { ...stock, vendor: 'zendesk' })).status).toBe(404);
    expect((await sandbox.control('POST', 'stock', { ...stock, quantity: -1 })).status).toBe(400);
  });

  test('refuse what they do not know', async () => {
    expect((await sandbox.control('GET', 'nothing')).status).toBe(404);
    expect((await sandbox.control('GET', 'requests?vendor=acme')).status).toBe(400);
    expect((await sandbox.control('GET', 'records?vendor=acme')).status).toBe(400);
    expect((await sandbox.control('POST', 'webhooks', { vendor: 'shopify' })).status).toBe(400);
    expect((await sandbox.control('POST', 'stop')).status).toBe(409);
    expect((await fetch(`${sandbox.url}/acme/api`)).status).toBe(404);
  });

  test('are for programs of this machine', async () => {
    expect(await statusWith({ host: 'localhost:3979' })).toBe(200);
    expect(await statusWith({ host: 'attacker.example' })).toBe(403);
    expect(await statusWith({ host: '127.0.0.1.attacker.example' })).toBe(403);
    expect(await statusWith({ origin: 'https://attacker.example' })).toBe(403);
    expect(await statusWith({ origin: 'null' })).toBe(403);
  });

  test('show the requests without credentials', async () => {
    await fetch(shop(), query);
    await fetch(shop('/oauth?client_secret=hush&x=1'), { method: 'POST', body: 'client_secret=hush&grant_type=x' });
    await fetch(shop(), { method: 'POST', body: '{"login":{"password":"hush"}}', headers: { authorization: 'hush' } });
    const requests = await sandbox.requests('shopify');
    expect(requests.map(({ method, status }) => [method, status])).toEqual([
      ['POST', 200],
      ['POST', 401],
      ['POST', 401],
    ]);
    expect(requests[0]).toMatchObject({
      path: '/shopify/admin/api/2026-07/graphql.json',
      body: { query: '{shop{name}}' },
    });
    expect(requests[0]?.headers['x-shopify-access-token']).toBe('***');
    expect(requests[1]?.path).toContain('x=1');
    expect(JSON.stringify(requests)).not.toContain('hush');
    expect(JSON.stringify(requests)).not.toContain('sandbox-token');
  });

  test('put everything back', async () => {
    await fetch(shop(), query);
    await sandbox.fault({ vendor: 'shopify', mode: 'status', status: 500 });
    await sandbox.reset();
    expect(await sandbox.requests('shopify')).toEqual([]);
    expect((await fetch(shop(), query)).status).toBe(200);
  });
});

describe('stopping', () => {
  test('is done on request for a sandbox that the bot started', async () => {
    const owned = await startTestSandbox({ owned: true });
    expect((await owned.control('POST', 'stop')).status).toBe(200);
    await owned.closed;
    await expect(fetch(owned.url)).rejects.toThrow();
  });

  test('waits until the last bot that uses it has stopped', async () => {
    const owned = await startTestSandbox({ owned: true });
    const bot = createServer((_request, response) => void response.end('{}')).listen(0, '127.0.0.1');
    await once(bot, 'listening');
    const url = `http://127.0.0.1:${(bot.address() as AddressInfo).port}`;
    for (const each of [url, 'http://127.0.0.1:9']) await owned.control('POST', 'webhooks/target', { url: each });
    expect((await owned.control('POST', 'stop', { url: 'http://127.0.0.1:9' })).status).toBe(202);
    bot.close();
    expect((await owned.control('POST', 'stop', { url })).status).toBe(200);
    await owned.closed;
  });

  test('does not wait for a request that hangs', async () => {
    const other = await startTestSandbox();
    await other.fault({ vendor: 'shopify', mode: 'hang' });
    await other.fault({ vendor: 'shopify', mode: 'latency', latencyMs: 600_000, times: 1 });
    const hanging = [1, 2].map(() => expect(fetch(`${other.url}/shopify/x`)).rejects.toThrow());
    for (let looked = 0; looked < 500 && (await other.requests('shopify')).length < 2; looked++);
    await other.close();
    await Promise.all(hanging);
  });
});
