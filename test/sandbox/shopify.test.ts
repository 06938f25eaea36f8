import { AdminGraphql } from '../../sandbox/shopify/adminGraphql';
import { CostBucket } from '../../sandbox/shopify/queryCost';
import type { ProductRecord } from '../../sandbox/shopify/productRecords';
import { shopifyOrders, type OrderRecord, type ShopifyStore } from '../../sandbox/shopify/records';
import { RecordStore } from '../../sandbox/recordStore';
import { startTestSandbox, type TestSandbox } from '../helpers/testSandbox';

interface GraphqlAnswer {
  data?: { orders: { nodes: { name: string }[]; edges: { cursor: string }[]; pageInfo: object } };
  errors?: { message: string; path?: string[]; locations?: object[]; extensions?: object }[] | string | object;
  extensions?: { cost: { requestedQueryCost: number; actualQueryCost: number | null; throttleStatus: object } };
}

let sandbox: TestSandbox;
beforeAll(async () => void (sandbox = await startTestSandbox()));
afterAll(() => sandbox.close());

async function send(body: unknown, { token = 'sandbox-token', path = '/admin/api/2026-07/graphql.json' } = {}) {
  const response = await fetch(`${sandbox.url}/shopify${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-shopify-access-token': token },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as GraphqlAnswer };
}

async function search(text: string): Promise<string[]> {
  const query = 'query ($text: String) { orders(first: 50, query: $text, sortKey: ID) { nodes { name } } }';
  const { body } = await send({ query, variables: { text } });
  return body.data?.orders.nodes.map(({ name }) => name) ?? [];
}

describe('the wire', () => {
  test('answers a query with its cost', async () => {
    const { status, headers, body } = await send({
      query: '{ orders(first: 1, query: "name:1001") { nodes { name } } }',
    });
    expect([status, headers.get('x-shopify-api-version')]).toEqual([200, '2026-07']);
    expect(body.data).toEqual({ orders: { nodes: [{ name: '#1001' }] } });
    expect(body.extensions?.cost).toEqual({
      requestedQueryCost: 3,
      actualQueryCost: 3,
      throttleStatus: {
        maximumAvailable: 20_000,
        currentlyAvailable: expect.any(Number) as number,
        restoreRate: 1_000,
      },
    });
  });

  test.each([{ token: 'wrong' }, { token: '' }])('refuses %j', async (wrong) => {
    const { status, body } = await send({ query: '{ shop { name } }' }, wrong);
    expect(status).toBe(401);
    expect(body).toEqual({ errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' });
  });

  test('knows no other path', async () => {
    expect(await send({}, { path: '/admin/api/2026-07/orders.json' })).toMatchObject({
      status: 404,
      body: { errors: 'Not Found' },
    });
  });

  test.each([
    [
      'query mine { orders(first: 1) { nodes { colour } } }',
      "Field 'colour' doesn't exist on type 'Order'",
      ['query mine', 'orders', 'nodes', 'colour'],
      { code: 'undefinedField', typeName: 'Order', fieldName: 'colour' },
    ],
    [
      '{ orders(first: 1, filter: "x") { nodes { id } } }',
      "Field 'orders' doesn't accept argument 'filter'",
      ['query', 'orders'],
      { code: 'argumentNotAccepted', name: 'orders', typeName: 'Field', argumentName: 'filter' },
    ],
  ])('refuses %s as Shopify does', async (query, message, path, extensions) => {
    const { status, body } = await send({ query });
    expect(status).toBe(200);
    expect(body).toEqual({ errors: [{ message, path, extensions, locations: [expect.any(Object)] }] });
  });

  test('refuses nonsense', async () => {
    expect(await send({})).toMatchObject({
      status: 400,
      body: { errors: { query: 'Required parameter missing or invalid' } },
    });
    expect((await send({ query: '{ shop {' })).body.errors).toMatchObject([{ message: expect.any(String) as string }]);
    expect((await send({ query: '{ orders { nodes { id } } }' })).body.errors).toMatchObject([
      { message: 'you must provide one of first or last', path: ['orders'] },
    ]);
  });

  test('pages', async () => {
    const page = '{ nodes { name } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor } }';
    const first = await send({ query: `{ orders(first: 4, sortKey: ID) ${page} }` });
    expect(first.body.data?.orders.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const query = `query ($after: String) { orders(first: 4, after: $after, sortKey: ID) ${page} }`;
    const rest = await send({ query, variables: { after: first.body.data?.orders.edges.at(-1)?.cursor } });
    expect(rest.body.data?.orders.nodes.map(({ name }) => name)).toEqual(['#1005', '#1006', '#1007']);
    expect(rest.body.data?.orders.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });
});

test.each([
  ['name:1001', ['#1001']],
  ['name:#1001', ['#1001']],
  ['name:"#1001"', ['#1001']],
  ["name:'1001'", ['#1001']],
  ['name:100', []],
  ['name:100*', ['#1001', '#1002', '#1003', '#1004', '#1005', '#1006', '#1007']],
  ['name:"100*"', []],
  ['name:1001 OR name:1003', ['#1001', '#1003']],
  ['(name:1001 OR name:1003) AND email:OTHER@example.com', ['#1003']],
  ['name:1001 email:other@example.com', []],
  ['-email:customer@example.com', ['#1003']],
  ['NOT email:customer@example.com', ['#1003']],
  ['name:"1001\\" OR name:\\"1003"', []],
  ['name:1001\\ OR', []],
  ['constructor:x name:1001', ['#1001']],
  ['customer@example.com 1002', ['#1002']],
])('the search %s finds %j', async (text, names) => {
  expect(await search(text)).toEqual(names);
});

describe('the cost of queries', () => {
  const expensive =
    '{ orders(first: 9) { nodes { lineItems(first: 50) { nodes { originalTotalSet { shopMoney { amount } } } } } } }';
  const shop = () => {
    const store: ShopifyStore = new RecordStore();
    store.add('order', ...shopifyOrders(new Date()));
    let now = 0;
    const graphql = new AdminGraphql(store, new CostBucket(() => now));
    const ask = (query: string) => JSON.parse(graphql.answer(JSON.stringify({ query }), 0).body) as GraphqlAnswer;
    return { ask, wait: (ms: number) => (now += ms) };
  };

  test('has a limit for one query', () => {
    expect(shop().ask(expensive).errors).toMatchObject([{ extensions: { code: 'MAX_COST_EXCEEDED', maxCost: 1000 } }]);
  });

  test('throttles a flood, and lets it go on after a while', () => {
    const { ask, wait } = shop();
    const query = expensive.replace('50', '20');
    let sent = 0;
    while (ask(query).data) sent++;
    expect(sent).toBeGreaterThan(100);
    expect(ask(query)).toEqual({
      errors: [{ message: 'Throttled', extensions: expect.objectContaining({ code: 'THROTTLED' }) as object }],
      extensions: { cost: expect.objectContaining({ actualQueryCost: null }) as object },
    });
    wait(1_000);
    expect(ask(query).data).toBeDefined();
  });
});

test('the seeds are the ones that were promised', async () => {
  const orders = await sandbox.records<OrderRecord>('shopify', 'order');
  expect(orders.map(({ name, email }) => `${name} ${email}`)).toEqual([
    '#1001 customer@example.com',
    '#1002 customer@example.com',
    '#1003 other@example.com',
    '#1004 customer@example.com',
    '#1005 customer@example.com',
    '#1006 customer@example.com',
    '#1007 customer@example.com',
  ]);
  expect(orders[0]).toMatchObject({ processedAt: '2026-01-20T09:30:00Z', vendor: 'shopify', type: 'order' });
  const products = await sandbox.records<ProductRecord>('shopify', 'product');
  expect(products).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ title: 'Blue T-Shirt', totalInventory: 12 }),
      expect.objectContaining({ title: 'Red Mug', totalInventory: 0 }),
    ]),
  );
});
