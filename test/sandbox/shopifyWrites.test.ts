import type { ReturnRecord } from '../../sandbox/shopify/returnRecords';
import { startTestSandbox, type TestSandbox } from '../helpers/testSandbox';

interface GraphqlAnswer {
  data?: Record<string, unknown>;
  errors?: { message: string }[];
}

let sandbox: TestSandbox;
beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

async function send(query: string, variables: object = {}): Promise<GraphqlAnswer> {
  const response = await fetch(`${sandbox.url}/shopify/admin/api/2026-07/graphql.json`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-shopify-access-token': 'sandbox-token' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as GraphqlAnswer;
}

const orderId = (number: number) => `gid://shopify/Order/${5_500_000_000_000 + number}`;
const lineId = (number: number, place = 0) =>
  `gid://shopify/FulfillmentLineItem/${(4_400_000_000_000 + number * 10) * 10 + place}`;

const CANCEL = `mutation ($id: ID!, $method: OrderCancelRefundMethodInput, $restock: Boolean!, $note: String) {
  orderCancel(orderId: $id, reason: OTHER, refundMethod: $method, restock: $restock, staffNote: $note) {
    job { id done }
    orderCancelUserErrors { code field message }
    userErrors { message }
  }
}`;

describe('orderCancel', () => {
  test('starts a job that cancels, without money or goods when not asked for', async () => {
    const { data } = await send(CANCEL, { id: orderId(1002), restock: false });
    expect(data?.['orderCancel']).toEqual({
      job: { id: expect.stringMatching(/^gid:\/\/shopify\/Job\//) as string, done: false },
      orderCancelUserErrors: [],
      userErrors: [],
    });
    const { job } = data?.['orderCancel'] as { job: { id: string } };
    expect(await send('query ($id: ID!) { job(id: $id) { done } }', { id: job.id })).toMatchObject({
      data: { job: { done: true } },
    });
    const seen = `query ($id: ID!) { order(id: $id) {
      cancelReason displayFinancialStatus refunds(first: 5) { id } cancellation { staffNote }
    } product(id: "gid://shopify/Product/9900000000004") { title totalInventory } }`;
    expect((await send(seen, { id: orderId(1002) })).data).toEqual({
      order: { cancelReason: 'OTHER', displayFinancialStatus: 'PAID', refunds: [], cancellation: { staffNote: null } },
      product: { title: 'Grey Backpack', totalInventory: 5 },
    });
  });

  test.each([
    ['an order that is not there', 9999, 'NOT_FOUND', {}],
    ['an order that was sent', 1001, 'INVALID', {}],
    ['an order with a return', 1006, 'INVALID', {}],
    ['a long note', 1002, 'INVALID', { note: 'x'.repeat(256) }],
  ])('refuses %s', async (_name, number, code, rest) => {
    const { data } = await send(CANCEL, { id: orderId(number), restock: true, ...rest });
    expect(data?.['orderCancel']).toMatchObject({ job: null, orderCancelUserErrors: [{ code }] });
    expect(await sandbox.records('shopify', 'refund')).toEqual([]);
  });

  test('takes exactly one way to pay back', async () => {
    const { errors } = await send(CANCEL, { id: orderId(1002), restock: true, method: {} });
    expect(errors?.[0]?.message).toContain('OrderCancelRefundMethodInput');
  });

  test('refuses what is no id', async () => {
    const { errors } = await send(CANCEL, { id: '1002', restock: true });
    expect(errors).toMatchObject([{ message: "Invalid global id '1002'" }]);
  });
});

const REQUEST = `mutation ($input: ReturnRequestInput!) {
  returnRequest(input: $input) { return { id name status totalQuantity } userErrors { code field message } }
}`;

describe('returnRequest', () => {
  const request = (number: number, line: object, more: object[] = []) =>
    send(REQUEST, {
      input: {
        orderId: orderId(number),
        returnLineItems: [{ fulfillmentLineItemId: lineId(number), quantity: 1, ...line }, ...more],
      },
    });

  test('stores a return that waits for approval', async () => {
    const { data } = await request(1007, { quantity: 3 });
    const wanted = { name: '#1007-R1', status: 'REQUESTED', totalQuantity: 3 };
    expect(data?.['returnRequest']).toMatchObject({ return: wanted, userErrors: [] });
    const [, stored] = await sandbox.records<ReturnRecord>('shopify', 'return');
    expect(stored).toMatchObject({ ...wanted, orderId: orderId(1007), returnLineItems: [{ quantity: 3 }] });
    const left = `query ($id: ID!) { returnableFulfillments(orderId: $id, first: 5) {
      nodes { id returnableFulfillmentLineItems(first: 5) { nodes { quantity } } }
    } order(id: $id) { returnStatus returns(first: 5) { nodes { name returnLineItems(first: 5) { nodes {
      ... on ReturnLineItem { fulfillmentLineItem { id } } returnReasonDefinition { handle }
    } } } } } }`;
    expect((await send(left, { id: orderId(1007) })).data).toMatchObject({
      returnableFulfillments: { nodes: [{ returnableFulfillmentLineItems: { nodes: [{ quantity: 1 }] } }] },
      order: {
        returnStatus: 'RETURN_REQUESTED',
        returns: {
          nodes: [
            {
              name: '#1007-R1',
              returnLineItems: {
                nodes: [{ fulfillmentLineItem: { id: lineId(1007) }, returnReasonDefinition: { handle: 'unknown' } }],
              },
            },
          ],
        },
      },
    });
  });

  test.each([
    ['an order that is not there', 9999, {}, 'NOT_FOUND'],
    ['another line', 1004, { fulfillmentLineItemId: lineId(1007) }, 'NOT_FOUND'],
    ['none of it', 1004, { quantity: 0 }, 'GREATER_THAN'],
    ['too many', 1007, { quantity: 5 }, 'INVALID'],
    ['what came back already', 1006, {}, 'INVALID'],
    ['a long note', 1004, { customerNote: 'x'.repeat(301) }, 'TOO_LONG'],
    [
      'a reason that does not exist',
      1004,
      { returnReasonDefinitionId: 'gid://shopify/ReturnReasonDefinition/0' },
      'NOT_FOUND',
    ],
  ])('refuses %s', async (_name, number, line, code) => {
    const { data } = await request(number, line);
    expect(data?.['returnRequest']).toMatchObject({ return: null, userErrors: [{ code }] });
    expect(await sandbox.records('shopify', 'return')).toHaveLength(1);
  });

  test('counts lines of the same thing together', async () => {
    const again = { fulfillmentLineItemId: lineId(1007), quantity: 3 };
    const { data } = await request(1007, { quantity: 2 }, [again]);
    expect(data?.['returnRequest']).toMatchObject({
      return: null,
      userErrors: [{ code: 'INVALID' }, { code: 'INVALID' }],
    });
  });
});

test.each([
  ['blue', ['Blue T-Shirt', 'Blue Hoodie']],
  ['status:active blue', ['Blue T-Shirt']],
  ['status:draft,archived', ['Blue Hoodie']],
  ['published_status:published AND bl*', ['Blue T-Shirt', 'Black Jeans']],
  ['published_status:unpublished', ['Blue Hoodie']],
  ['"blue t-shirt"', ['Blue T-Shirt']],
  ['"t-shirt blue"', []],
  ['title:"red mug"', ['Red Mug']],
  ['sku:PACK-GREY', ['Grey Backpack']],
  ['back*', ['Grey Backpack']],
  ['"back*"', []],
  ['mug OR lamp', ['Red Mug', 'Desk Lamp']],
])('the search for products %s finds %j', async (text, titles) => {
  const { data } = await send('query ($text: String) { products(first: 9, query: $text) { nodes { title } } }', {
    text,
  });
  expect(data).toEqual({ products: { nodes: titles.map((title) => ({ title })) } });
});

test('a product has its variants, picture and shortened description', async () => {
  const query = `{ products(first: 1, query: "sku:TSHIRT-BLUE-M") { nodes {
    description(truncateAt: 7) featuredMedia { alt preview { image { url } } } totalInventory
    variants(first: 5) { nodes { title price inventoryQuantity availableForSale inventoryItem { tracked } } }
  } } }`;
  const stock = (title: string, inventoryQuantity: number) => ({
    title,
    price: '19.90',
    inventoryQuantity,
    availableForSale: inventoryQuantity > 0,
    inventoryItem: { tracked: true },
  });
  expect((await send(query)).data).toEqual({
    products: {
      nodes: [
        {
          description: 'A plain',
          featuredMedia: {
            alt: 'Blue T-Shirt',
            preview: { image: { url: expect.stringMatching(/^https:.*blue-t-shirt\.jpg$/) as string } },
          },
          totalInventory: 12,
          variants: { nodes: [stock('M', 12), stock('L', 0)] },
        },
      ],
    },
  });
});
