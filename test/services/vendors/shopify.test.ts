import { ApiVersion } from '@shopify/shopify-api';
import fc from 'fast-check';
import { createTransport } from '../../../services/http/boundedTransport';
import { ServiceError } from '../../../services/serviceError';
import { shopify } from '../../../services/vendors/shopify';
import { API_VERSION } from '../../../services/vendors/shopify/about';
import { toServiceError } from '../../../services/vendors/shopify/errors';
import { toOrder } from '../../../services/vendors/shopify/mapping';
import type { ShopifyFulfillment, ShopifyOrder } from '../../../services/vendors/shopify/orderQueries';
import { quoted } from '../../../services/vendors/shopify/searchSyntax';
import { startTestSandbox, type TestSandbox } from '../../helpers/testSandbox';

let sandbox: TestSandbox;
beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const email = 'customer@example.com';

function create(settings: object = {}, url = sandbox.url) {
  const config = shopify.config.parse({ ...shopify.sandbox(url), ...settings });
  return shopify.create(config, { transport: createTransport() }).commerce;
}

describe('the client', () => {
  test('speaks the version that its documents are written for', async () => {
    await create().findOrder({ orderNumber: '1001', email });
    expect(ApiVersion.July26).toBe(API_VERSION);
    const [request] = await sandbox.requests('shopify');
    expect(request).toMatchObject({ method: 'POST', path: '/shopify/admin/api/2026-07/graphql.json' });
    expect(request?.body).toMatchObject({
      variables: { search: 'name:"1001" AND email:"customer@example.com"' },
    });
  });

  test('reports a wrong token', async () => {
    const commerce = create({ SHOPIFY_ADMIN_TOKEN: 'wrong' });
    await expect(commerce.findOrder({ orderNumber: '1001', email })).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('waits for points after GraphQL throttling', async () => {
    await sandbox.fault({ vendor: 'shopify', mode: 'status', status: 429 });
    await expect(create().findOrder({ orderNumber: '1001', email })).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 500,
    });
  });

  test('does not follow a redirect', async () => {
    await sandbox.fault({ vendor: 'shopify', mode: 'status', status: 302 });
    await expect(create().findOrder({ orderNumber: '1001', email })).rejects.toMatchObject({ code: 'misconfigured' });
    expect(await sandbox.requests('shopify')).toHaveLength(1);
  });

  test('keeps the cause of a broken connection', async () => {
    await sandbox.fault({ vendor: 'shopify', mode: 'reset' });
    const error = await create()
      .findOrder({ orderNumber: '1001', email })
      .catch((thrown: unknown) => thrown as Error);
    expect(error).toMatchObject({ code: 'unavailable', message: expect.stringContaining('ECONNRESET') as string });
  });

  test('is one of several in a process', async () => {
    const other = await startTestSandbox();
    const clients = [create(), create({ SHOPIFY_ADMIN_TOKEN: 'wrong' }), create({}, other.url)];
    const answers = clients.map((client) => client.findOrder({ orderNumber: '1001', email }).catch(String));
    expect((await Promise.all(answers)).map((answer) => typeof answer)).toEqual(['object', 'string', 'object']);
    expect(await sandbox.requests('shopify')).toHaveLength(2);
    expect(await other.requests('shopify')).toHaveLength(1);
    await other.close();
  });

  test.each([{ SHOPIFY_SHOP_DOMAIN: 'demo.example.com' }, { SHOPIFY_ADMIN_TOKEN: '' }, { SHOPIFY_API_URL: 'here' }])(
    'refuses %j',
    (settings) => {
      expect(shopify.config.safeParse({ ...shopify.sandbox(sandbox.url), ...settings }).success).toBe(false);
    },
  );
});

describe('what a customer types is never search syntax', () => {
  const fragments = [
    '"',
    "'",
    '\\',
    ':',
    '(',
    ')',
    ' OR ',
    ' AND ',
    'NOT ',
    '-',
    '*',
    '#',
    '1001',
    '1003',
    'name',
    email,
  ];
  const payload = fc.oneof(
    fc.array(fc.constantFrom(...fragments), { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')),
    fc.string({ unit: 'grapheme' }),
  );
  const isNumber = (text: string) => /^\s*1001\s*$/.test(text);

  test('in an order number', async () => {
    const commerce = create();
    const literal = fc.asyncProperty(payload, async (orderNumber) => {
      fc.pre(!isNumber(orderNumber) && !/^\s*100[2-7]\s*$/.test(orderNumber));
      expect(await commerce.findOrder({ orderNumber, email })).toBeUndefined();
    });
    await fc.assert(literal, { numRuns: 60 });
  });

  test('in an address', async () => {
    const commerce = create();
    const literal = fc.asyncProperty(payload, async (address) => {
      fc.pre(address.trim() !== email);
      expect(await commerce.findOrder({ orderNumber: '1001', email: address })).toBeUndefined();
    });
    await fc.assert(literal, { numRuns: 60 });
  });

  test('not even before the answer is compared', async () => {
    const query = 'query ($text: String) { orders(first: 9, query: $text) { nodes { name } } }';
    const headers = { 'x-shopify-access-token': 'sandbox-token' };
    const url = `${sandbox.url}/shopify/admin/api/${API_VERSION}/graphql.json`;
    const literal = fc.asyncProperty(payload, async (typed) => {
      fc.pre(!/^#?100[1-7]$/.test(typed));
      const body = JSON.stringify({ query, variables: { text: `name:${quoted(typed)}` } });
      const answer: unknown = await (await fetch(url, { method: 'POST', headers, body })).json();
      expect(answer).toMatchObject({ data: { orders: { nodes: [] } } });
    });
    await fc.assert(literal, { numRuns: 60 });
  });
});

describe('the mapping', () => {
  const parcel: ShopifyFulfillment = {
    status: 'SUCCESS',
    displayStatus: 'IN_TRANSIT',
    createdAt: '2026-02-02T08:00:00Z',
    trackingInfo: [{ company: 'DHL Express', number: 'A 1', url: null }],
    fulfillmentLineItems: { nodes: [{ quantity: 1, lineItem: { title: 'Mug' } }] },
  };
  const order: ShopifyOrder = {
    id: 'gid://shopify/Order/1',
    name: '#EN1001-A',
    email,
    processedAt: '2026-02-01T08:00:00Z',
    displayFulfillmentStatus: 'FULFILLED',
    displayFinancialStatus: 'PAID',
    returnStatus: 'NO_RETURN',
    totalPriceSet: { presentmentMoney: { amount: '19.9', currencyCode: 'EUR' } },
    lineItems: { nodes: [{ title: 'Mug', variantTitle: null, quantity: 1 }] },
    fulfillments: [parcel],
  };
  const shown = (displayStatus: string | null, rest: Partial<ShopifyFulfillment> = {}) => ({
    ...parcel,
    displayStatus,
    ...rest,
  });

  test.each<[string, Partial<ShopifyOrder>, string]>([
    ['on its way', {}, 'shipped'],
    ['cancelled', { cancelledAt: '2026-02-03T08:00:00Z' }, 'cancelled'],
    ['on hold', { displayFulfillmentStatus: 'ON_HOLD', fulfillments: [] }, 'on_hold'],
    ['in a state that is new', { displayFulfillmentStatus: 'TELEPORTED', fulfillments: [] }, 'pending'],
    ['partly sent', { displayFulfillmentStatus: 'PARTIALLY_FULFILLED' }, 'partly_shipped'],
    ['out for delivery', { fulfillments: [shown('OUT_FOR_DELIVERY')] }, 'out_for_delivery'],
    ['delivered', { fulfillments: [shown('DELIVERED'), shown('PICKED_UP')] }, 'delivered'],
    ['delivered, by its date', { fulfillments: [shown(null, { deliveredAt: '2026-02-05T08:00:00Z' })] }, 'delivered'],
    ['partly delivered', { fulfillments: [shown('DELIVERED'), shown('DELAYED')] }, 'partly_delivered'],
    ['a problem', { fulfillments: [shown('DELIVERED'), shown('NOT_DELIVERED')] }, 'delivery_problem'],
    ['a parcel that never was', { fulfillments: [shown('CANCELED', { status: 'CANCELLED' })] }, 'pending'],
    ['a parcel status that is new', { fulfillments: [shown('TELEPORTED')] }, 'shipped'],
    ['a return under way', { returnStatus: 'IN_PROGRESS' }, 'return_in_progress'],
    ['a return that failed', { returnStatus: 'RETURN_FAILED' }, 'shipped'],
    ['returned', { returnStatus: 'RETURNED' }, 'returned'],
  ])('reads an order that is %s', (_name, change, expected) => {
    expect(toOrder({ ...order, ...change }).fulfillmentStatus).toBe(expected);
  });

  test.each([
    ['PARTIALLY_REFUNDED', 'partly_refunded'],
    ['REFUNDED', 'refunded'],
    ['VOIDED', 'voided'],
    ['constructor', 'pending'],
    [null, 'pending'],
  ])('reads the payment %s', (displayFinancialStatus, expected) => {
    expect(toOrder({ ...order, displayFinancialStatus }).financialStatus).toBe(expected);
  });

  test.each([
    ['19.9', 'EUR', '19.90'],
    ['20', 'USD', '20.00'],
    ['1500.0', 'JPY', '1500'],
    ['1.5', 'KWD', '1.500'],
    ['0.125', 'EUR', '0.125'],
  ])('writes %s %s as %s', (amount, currencyCode, expected) => {
    const totalPriceSet = { presentmentMoney: { amount, currencyCode } };
    expect(toOrder({ ...order, totalPriceSet }).total).toEqual({ amount: expected, currency: currencyCode });
  });

  test.each([
    [
      { company: 'DHL Express', number: 'A 1', url: null },
      'https://www.dhl.com/global-en/home/tracking.html?tracking-id=A%201',
    ],
    [{ company: 'UPS', number: '1', url: 'javascript:alert(1)' }, 'https://www.ups.com/track?tracknum=1'],
    [{ company: 'Bike', number: '1', url: 'http://bike.example/1' }, 'http://bike.example/1'],
    [{ company: 'Bike', number: '1', url: 'data:text/html,x' }, undefined],
    [{ company: null, number: null, url: null }, undefined],
  ])('links %j', (tracking, expected) => {
    const fulfillments = [{ ...parcel, trackingInfo: [tracking] }];
    expect(toOrder({ ...order, fulfillments }).shipments[0]?.trackingUrl).toBe(expected);
  });

  test('keeps the prefix and suffix that the shop gave the number', () => {
    expect(toOrder(order).number).toBe('EN1001-A');
  });
});

describe('the errors', () => {
  const graphql = (code: string, cost?: object) => ({
    body: { errors: { graphQLErrors: [{ message: 'No', extensions: { code } }] }, extensions: { cost } },
  });
  const throttleStatus = { currentlyAvailable: 100, restoreRate: 50 };

  test.each<[object, object]>([
    [graphql('ACCESS_DENIED'), { code: 'forbidden' }],
    [graphql('THROTTLED', { requestedQueryCost: 752, throttleStatus }), { code: 'rate_limited', retryAfterMs: 13_040 }],
    [graphql('THROTTLED', { requestedQueryCost: 1e9, throttleStatus }), { code: 'rate_limited', retryAfterMs: 60_000 }],
    [graphql('THROTTLED', { broken: true }), { code: 'rate_limited', retryAfterMs: undefined }],
    [graphql('undefinedField'), { code: 'unexpected', message: 'Shopify: No' }],
    [{ response: { code: 423 } }, { code: 'unavailable' }],
    [{ response: { code: 400 } }, { code: 'unexpected' }],
    [new Error('what?'), { code: 'unexpected' }],
  ])('%j', (error, expected) => {
    const mapped = toServiceError(error, 'findOrder');
    expect(mapped).toBeInstanceOf(ServiceError);
    expect(mapped).toMatchObject({ ...expected, cause: error, origin: { vendor: 'shopify', operation: 'findOrder' } });
  });
});
