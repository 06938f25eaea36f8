import fc from 'fast-check';
import { createTransport } from '../../../services/http/boundedTransport';
import type { Transport } from '../../../services/http/transport';
import type { ReturnDraft } from '../../../services/ports/commerce';
import { shopify } from '../../../services/vendors/shopify';
import { wordTerms } from '../../../services/vendors/shopify/searchSyntax';
import { startTestSandbox, type TestSandbox } from '../../helpers/testSandbox';
import { aWrite } from '../contracts/underTest';

let sandbox: TestSandbox;
beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const email = 'customer@example.com';

function create(transport: Transport = createTransport()) {
  return shopify.create(shopify.config.parse(shopify.sandbox(sandbox.url)), { transport }).commerce;
}

/** Answers requests for one root field with this data, for what the sandbox cannot show; all others go through. */
function answering(field: string, data: object): Transport {
  const send = createTransport();
  return async (request) => {
    if (!asksFor(field, request)) return send(request);
    const body = Buffer.from(JSON.stringify({ data: { [field]: data } }));
    return { status: 200, headers: new Headers({ 'content-type': 'application/json' }), body };
  };
}

function asksFor(field: string, { body }: Parameters<Transport>[0]): boolean {
  return typeof body === 'string' && body.includes(field);
}

async function orderIdOf(orderNumber: string, by = email): Promise<string> {
  const order = await create().findOrder({ orderNumber, email: by });
  return order?.id ?? 'none';
}

async function sentVariables(mutation: string) {
  const bodies = (await sandbox.requests('shopify')).map(({ body }) => body as { query: string; variables: object });
  return bodies.find(({ query }) => query.includes(mutation))?.variables;
}

describe('cancelling', () => {
  test('pays back, puts back on the shelf, and says who did it', async () => {
    const id = await orderIdOf('1002');
    expect(await create().cancelOrder({ orderId: id }, aWrite('key-1'))).toEqual({ outcome: 'requested' });
    const staffNote = 'Cancelled by the customer in the chat (ref. key-1)';
    expect(await sentVariables('orderCancel')).toEqual({ id, staffNote });
    const orders = await sandbox.records<{ name: string }>('shopify', 'order');
    expect(orders.find(({ name }) => name === '#1002')).toMatchObject({
      cancelReason: 'CUSTOMER',
      cancellation: { staffNote },
      displayFinancialStatus: 'REFUNDED',
    });
    const products = await sandbox.records<{ title: string }>('shopify', 'product');
    expect(products.find(({ title }) => title === 'Grey Backpack')).toMatchObject({ totalInventory: 6 });
  });

  test.each([
    [{ code: 'NO_REFUND_PERMISSION', field: ['refundMethod'], message: 'No' }, 'forbidden'],
    [{ code: 'NOT_FOUND', field: ['orderId'], message: 'Gone' }, 'not_found'],
    [{ code: 'INTERNAL_ERROR', field: null, message: 'Oh' }, 'unavailable'],
    [{ code: 'NEW_ONE', field: null, message: 'What?' }, 'invalid_input'],
  ])('reports the refusal %j as %s', async (refusal, code) => {
    const commerce = create(answering('orderCancel', { job: null, orderCancelUserErrors: [refusal] }));
    const cancelling = commerce.cancelOrder({ orderId: await orderIdOf('1002') }, aWrite());
    await expect(cancelling).rejects.toMatchObject({ code, origin: { vendor: 'shopify', operation: 'cancelOrder' } });
  });

  test('is not possible when Shopify has another reason against it', async () => {
    const refusals = [{ code: 'INVALID', field: ['orderId'], message: 'Order has pending authorizations' }];
    const commerce = create(answering('orderCancel', { job: null, orderCancelUserErrors: refusals }));
    const orderId = await orderIdOf('1002');
    const answer = await commerce.cancelOrder({ orderId }, aWrite());
    expect(answer).toEqual({ outcome: 'not_possible', why: 'other' });
    // The job of an earlier call may be that reason.
    const repeated = commerce.cancelOrder({ orderId }, { ...aWrite(), isRepeat: true });
    await expect(repeated).rejects.toMatchObject({ code: 'unavailable', mayBeDone: true });
  });

  test('tells when somebody was quicker', async () => {
    const orderId = await orderIdOf('1002');
    const send = createTransport();
    const commerce = create(async (request) => {
      if (asksFor('orderCancel', request)) await create().cancelOrder({ orderId }, aWrite());
      return send(request);
    });
    const answer = await commerce.cancelOrder({ orderId }, aWrite());
    expect(answer).toEqual({ outcome: 'not_possible', why: 'already_cancelled' });
    expect(await sandbox.records('shopify', 'refund')).toHaveLength(1);
  });

  test('is done when its job is', async () => {
    const commerce = create(answering('orderCancel', { job: { done: true }, orderCancelUserErrors: [] }));
    const answer = await commerce.cancelOrder({ orderId: await orderIdOf('1002') }, aWrite());
    expect(answer).toEqual({ outcome: 'cancelled' });
  });
});

describe('a return', () => {
  async function draft(change: object = {}): Promise<ReturnDraft> {
    const orderId = await orderIdOf('1004');
    const [item] = await create().getReturnableItems({ orderId });
    return { orderId, items: [{ itemId: item?.id ?? '', quantity: 1, reason: 'too_small', ...change }] };
  }

  test.each([
    ['too_small', 'too-small'],
    ['too_large', 'too-big'],
    ['not_as_described', 'item-not-as-described'],
    ['defective', 'damaged-or-defective'],
    ['wrong_item', 'received-the-wrong-item'],
    ['unwanted', 'changed-my-mind'],
    ['other', 'other-reason'],
  ])('for the reason %s is filed under %s', async (reason, handle) => {
    const answer = await create().startReturn(await draft({ reason }), aWrite());
    expect(answer).toEqual({ outcome: 'started', returnNumber: '1004-R1' });
    expect((await sandbox.records('shopify', 'return')).at(-1)).toMatchObject({
      status: 'REQUESTED',
      returnLineItems: [{ returnReasonDefinition: { handle } }],
    });
  });

  test.each([
    [undefined, '(chat ref. key-1)'],
    ['It is tight.', 'It is tight. (chat ref. key-1)'],
    ['👕'.repeat(300), `${'👕'.repeat(282)} (chat ref. key-1)`],
  ])('carries the note and our key', async (note, customerNote) => {
    await create().startReturn(await draft({ note }), aWrite('key-1'));
    expect((await sandbox.records('shopify', 'return')).at(-1)).toMatchObject({ returnLineItems: [{ customerNote }] });
  });

  test('is not the one of a key that only begins alike', async () => {
    const mugs: ReturnDraft = { ...(await draft()), orderId: await orderIdOf('1007') };
    const [mug] = await create().getReturnableItems({ orderId: mugs.orderId });
    const items = [{ itemId: mug?.id ?? '', quantity: 1, reason: 'other' as const }];
    for (const key of ['key-12', 'key-1']) await create().startReturn({ ...mugs, items }, aWrite(key));
    expect(await sandbox.records('shopify', 'return')).toHaveLength(3);
  });

  test('is not possible of a parcel on its way', async () => {
    const orders = await sandbox.records<{ id: string; fulfillments: { fulfillmentLineItems: { id: string }[] }[] }>(
      'shopify',
      'order',
    );
    const [order] = orders;
    const itemId = order?.fulfillments[0]?.fulfillmentLineItems[0]?.id ?? '';
    const items = [{ itemId, quantity: 1, reason: 'other' as const }];
    expect(await create().startReturn({ orderId: order?.id ?? '', items }, aWrite())).toEqual({
      outcome: 'not_possible',
      why: 'not_delivered',
    });
  });

  test('of more than there was is not possible', async () => {
    const answer = await create().startReturn(await draft({ quantity: 2 }), aWrite());
    expect(answer).toEqual({ outcome: 'not_possible', why: 'unknown_item' });
  });

  test.each([{ quantity: 0 }, { quantity: 1.5 }])('of %j is refused before it is sent', async (change) => {
    const wrong = await draft(change);
    const sent = (await sandbox.requests('shopify')).length;
    const starting = create().startReturn(wrong, aWrite());
    await expect(starting).rejects.toMatchObject({ code: 'invalid_input', notSent: true });
    expect(await sandbox.requests('shopify')).toHaveLength(sent);
  });

  test('of an order that is gone is not found', async () => {
    const items = [{ itemId: 'gid://shopify/FulfillmentLineItem/1', quantity: 1, reason: 'other' as const }];
    for (const orderId of ['gid://shopify/Order/1', 'gid://shopify/Order/1" }', '1004']) {
      await expect(create().startReturn({ orderId, items }, aWrite())).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await sandbox.requests('shopify')).toHaveLength(1);
  });

  test.each([
    ['FEATURE_NOT_ENABLED', { outcome: 'needs_person' }],
    ['NOT_EDITABLE', { outcome: 'needs_person' }],
  ])('that is refused with %s needs a person', async (code, expected) => {
    const commerce = create(
      answering('returnRequest', { return: null, userErrors: [{ code, field: ['input'], message: 'No' }] }),
    );
    expect(await commerce.startReturn(await draft(), aWrite())).toEqual(expected);
  });

  test.each([
    [[{ code: 'INVALID', field: ['input', 'returnLineItems', '0', 'quantity'], message: 'No' }], 'conflict'],
    [[{ code: 'MISSING_PERMISSION', field: null, message: 'No' }], 'forbidden'],
    [[{ code: null, field: null, message: 'No' }], 'invalid_input'],
    [[], 'unexpected'],
  ])('that is refused with %j is an error: %s', async (userErrors, code) => {
    const commerce = create(answering('returnRequest', { return: null, userErrors }));
    await expect(commerce.startReturn(await draft(), aWrite())).rejects.toMatchObject({ code });
  });
});

test.each([
  [['SUCCESS'], 'done'],
  [[], 'done'],
  [['SUCCESS', 'PENDING'], 'pending'],
  [['AWAITING_RESPONSE'], 'pending'],
  [['FAILURE', 'ERROR'], 'failed'],
  [['FAILURE', 'SUCCESS'], 'done'],
])('a refund with the transactions %j is %s', async (statuses, status) => {
  const transactions = { nodes: statuses.map((each) => ({ kind: 'REFUND', status: each })) };
  const refund = (amount: string, processedAt: string) => ({
    createdAt: null,
    processedAt,
    totalRefundedSet: { presentmentMoney: { amount, currencyCode: 'EUR' } },
    transactions,
  });
  const refunds = [
    refund('5.5', '2026-03-01T00:00:00Z'),
    refund('0.0', '2026-03-03T00:00:00Z'),
    refund('7', '2026-03-02T00:00:00Z'),
  ];
  const commerce = create(answering('order', { refunds }));
  expect(await commerce.getRefunds({ orderId: 'gid://shopify/Order/1' })).toEqual([
    { amount: { amount: '7.00', currency: 'EUR' }, status, createdAt: '2026-03-02T00:00:00Z' },
    { amount: { amount: '5.50', currency: 'EUR' }, status, createdAt: '2026-03-01T00:00:00Z' },
  ]);
});

describe('products', () => {
  test('come page by page', async () => {
    const commerce = create();
    const first = await commerce.searchProducts({ query: 'b', limit: 1 });
    const second = await commerce.searchProducts({ query: 'b', limit: 1, cursor: first.nextCursor });
    expect([first, second].map(({ items }) => items[0]?.title)).toEqual(['Blue T-Shirt', 'Black Jeans']);
    const [{ variables }] = (await sandbox.requests('shopify')).map(({ body }) => body as { variables: object }) as [
      { variables: object },
    ];
    expect(variables).toEqual({ search: 'b* AND status:active AND published_status:published', first: 1 });
  });

  test('stay unseen when only the index says that they are sold', async () => {
    const sold = { id: 'gid://shopify/Product/1', title: 'Mug', description: '', hasOnlyDefaultVariant: true };
    const variants = { nodes: [] };
    const nodes = [
      { ...sold, variants, status: 'DRAFT', onlineStoreUrl: 'https://shop.example.com/products/mug' },
      { ...sold, variants, status: 'ACTIVE', onlineStoreUrl: null },
      { ...sold, variants, status: 'ACTIVE', onlineStoreUrl: 'javascript:alert(1)' },
    ];
    const send = createTransport();
    const commerce = create(async (request) => {
      const data = { shop: { currencyCode: 'EUR' }, products: { nodes, pageInfo: { hasNextPage: false } } };
      return { ...(await send(request)), body: Buffer.from(JSON.stringify({ data })) };
    });
    const { items } = await commerce.searchProducts({ query: 'mug', limit: 3 });
    expect(items).toEqual([{ id: sold.id, title: 'Mug', variants: [] }]);
  });

  test('that are not for sale have no stock', async () => {
    const products = await sandbox.records<{ id: string; title: string }>('shopify', 'product');
    const hoodie = products.find(({ title }) => title === 'Blue Hoodie');
    expect(await create().getStock({ productId: hoodie?.id ?? '' })).toBeUndefined();
  });

  test('are searched for by words only, whatever was typed', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('a OR b', '-a', '"a', 'a\\', 'NOT a', 'x:y'),
    );
    const plain = fc.property(text, (typed) => {
      expect(wordTerms(typed) ?? 'a*').toMatch(/^[\p{L}\p{M}\p{N}]+\*( AND [\p{L}\p{M}\p{N}]+\*)*$/u);
    });
    fc.assert(plain);
    expect(wordTerms('Blue T-Shirt OR 1')).toBe('Blue* AND T* AND Shirt* AND OR* AND 1*');
  });

  test.each([
    ['blue t-shirts', ['Blue T-Shirt']],
    ['black jeans', ['Black Jeans']],
    ['red mugs', ['Red Mug']],
  ])('"%s" are found by their singular, too', async (query, titles) => {
    const { items } = await create().searchProducts({ query, limit: 5 });
    expect(items.map(({ title }) => title)).toEqual(titles);
  });

  test.each([
    ['glasses', 'glass*'],
    ['boxes', 'box*'],
    ['batteries', 'batter*'],
    ['series', 'serie*'],
    ['Tassen', 'Tasse*'],
    ['bus', 'bus*'],
    ['1001', '1001*'],
  ])('"%s" is cut to "%s"', (typed, terms) => {
    expect(wordTerms(typed)).toBe(terms);
  });
});
