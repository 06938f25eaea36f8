import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { startTestSandbox, type TestSandbox } from '../helpers/testSandbox';

interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}
interface Answer {
  url?: string;
  statuses?: (number | null)[];
  error?: string;
}

let sandbox: TestSandbox;
let bot: Server;
let url: string;
let received: Received[] = [];

beforeAll(async () => {
  sandbox = await startTestSandbox();
  bot = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
      received.push({ path: request.url ?? '', headers: request.headers, body });
      response.statusCode = 202;
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(bot, 'listening');
  url = `http://127.0.0.1:${(bot.address() as AddressInfo).port}`;
});
beforeEach(async () => {
  received = [];
  await sandbox.reset();
});
afterAll(async () => {
  await sandbox.close();
  await new Promise((resolve) => bot.close(resolve));
});

const order = async (body: object) => (await sandbox.control<Answer>('POST', 'webhooks', body)).body;

test('the bot says where it is, and a reset does not forget it', async () => {
  expect(await sandbox.control('POST', 'webhooks/target', { url: `${url}/` })).toEqual({ status: 200, body: { url } });
  await sandbox.reset();
  expect(await order({ vendor: 'shopify', event: 'order.cancelled', id: 1002 })).toMatchObject({
    url,
    statuses: [202],
  });
  expect(received.map(({ path }) => path)).toEqual(['/webhooks/shopify']);
});

test.each([
  ['a url of another machine', { url: 'https://example.com' }],
  ['a name that only begins like this machine', { url: 'http://127.0.0.1.example.com' }],
  ['no url', {}],
])('%s is no target', async (_name, body) => {
  expect((await sandbox.control('POST', 'webhooks/target', body)).status).toBe(400);
  const happening = { vendor: 'shopify', event: 'order.cancelled', id: 1002, ...('url' in body && body) };
  if ('url' in body) expect((await sandbox.control('POST', 'webhooks', happening)).status).toBe(400);
  expect(received).toEqual([]);
});

test('a bot that cannot be reached', async () => {
  const away = { vendor: 'shopify', event: 'order.cancelled', id: 1002, url: 'http://127.0.0.1:9' };
  expect(await order(away)).toMatchObject({ statuses: [null] });
});

test('a delivery that is sent again is the same, byte for byte', async () => {
  await order({ vendor: 'zendesk', event: 'ticket.solved', id: 5001, url, times: 2 });
  expect(received).toHaveLength(2);
  expect(received[0]?.body).toEqual(received[1]?.body);
});

test.each([
  ['shopify', 'order.lost', 1001],
  ['shopify', 'order.shipped', 9999],
  ['shopify', 'order.delivered', 1002],
  ['zendesk', 'ticket.lost', 5001],
  ['zendesk', 'ticket.solved', 9999],
  ['servicenow', 'request.lost', 'INC0005001'],
  ['servicenow', 'request.changed', 'INC9999999'],
  ['workday', 'leave.approved', 'none'],
  ['salesforce', 'contact.changed', 'nobody@example.com'],
  ['salesforce', 'contact.lost', 'customer@example.com'],
])('%s: %s of %s cannot be, and says why', async (vendor, event, id) => {
  const { status, body } = await sandbox.control<Answer>('POST', 'webhooks', { vendor, event, id, url });
  expect(status).toBe(404);
  expect(body.error).toMatch(/there is|has not been shipped/);
  expect(received).toEqual([]);
});

test.each([
  ['an unknown vendor', { vendor: 'acme', event: 'order.shipped', id: 1 }],
  ['no event', { vendor: 'shopify', id: 1 }],
  ['too many times', { vendor: 'shopify', event: 'order.shipped', id: 1001, times: 21 }],
  ['a secret that does not exist', { vendor: 'shopify', event: 'order.shipped', id: 1001, secret: 2 }],
  ['a time that is none', { vendor: 'shopify', event: 'order.shipped', id: 1001, occurredAt: 'yesterday' }],
])('%s is refused', async (_name, body) => {
  expect((await sandbox.control('POST', 'webhooks', { ...body, url })).status).toBe(400);
  expect(received).toEqual([]);
});

describe('the record changes in the system, too', () => {
  test('an order is shipped and arrives', async () => {
    await order({ vendor: 'shopify', event: 'order.shipped', id: 1002, carrier: 'FedEx', trackingNumber: '42', url });
    await order({ vendor: 'shopify', event: 'order.delivered', id: 1002, url });
    type Order = { number: number; fulfillments: { displayStatus: string; trackingInfo: object[] }[] };
    const record = (await sandbox.records<Order>('shopify', 'order')).find(({ number }) => number === 1002);
    expect(record?.fulfillments).toMatchObject([
      { displayStatus: 'DELIVERED', trackingInfo: [{ company: 'FedEx', number: '42' }] },
    ]);
    expect(received.map(({ headers }) => headers['x-shopify-topic'])).toEqual([
      'fulfillments/create',
      'fulfillments/update',
    ]);
    expect(received[1]?.body).toMatchObject({ name: '#1002.1', status: 'success', shipment_status: 'delivered' });
  });

  test('a ticket gets a comment and is solved', async () => {
    await order({ vendor: 'zendesk', event: 'ticket.commented', id: 5001, text: 'Here it is.', url });
    await order({ vendor: 'zendesk', event: 'ticket.solved', id: 5001, url });
    const comments = await sandbox.records<{ body: string }>('zendesk', 'comment');
    expect(comments.at(-1)?.body).toBe('Here it is.');
    expect(await sandbox.records('zendesk', 'ticket')).toMatchObject([{ id: 5001, status: 'solved' }]);
  });

  test('an incident is put on hold until its caller answers', async () => {
    const happening = { vendor: 'servicenow', event: 'request.changed', id: 'INC0005001', status: 'waiting_for_you' };
    await order({ ...happening, url });
    expect(await sandbox.records('servicenow', 'incident')).toMatchObject([{ state: '3', hold_reason: '1' }]);
    expect(received[0]?.body).toMatchObject({ data: { table: 'incident', state: '3', hold_reason: '1' } });
  });

  test('a contact gets another phone number', async () => {
    const happening = { vendor: 'salesforce', event: 'contact.changed', id: 'customer@example.com' };
    await order({ ...happening, Phone: '+12025550199', url });
    const contacts = await sandbox.records<{ Phone: string }>('salesforce', 'contact');
    expect(contacts.map(({ Phone }) => Phone)).toContain('+12025550199');
    expect(JSON.stringify(received[0]?.body)).not.toContain('+12025550199');
  });
});
