import type { CommercePort, Order } from '../../../services/ports/commerce';
import type { UnderTest } from './underTest';

/** The customer of most orders at start. */
export const email = 'customer@example.com';
/** Nothing has this id, in any system. */
export const NOWHERE = 'no-such-id';

export type Given = () => UnderTest<'commerce'>;
export type Serves = (method: keyof CommercePort) => boolean;

export function listContract(underTest: Given): void {
  async function list(by: string): Promise<Order[]> {
    const orders: Order[] = [];
    let cursor: string | undefined;
    do {
      const page = await underTest().port.listOrders({ email: by, cursor });
      orders.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return orders;
  }

  test("gives a customer's orders, newest first", async () => {
    const orders = await list(email);
    expect(orders.map(({ number }) => number).sort()).toEqual(['1001', '1002', '1004', '1005', '1006', '1007']);
    const dates = orders.map(({ placedAt }) => Date.parse(placedAt));
    expect(dates).toEqual(dates.toSorted((one, other) => other - one));
    expect(orders.find(({ number }) => number === '1002')).toMatchObject({ fulfillmentStatus: 'pending' });
  });

  test.each(['nobody@example.com', '', `${email}" OR email:"other@example.com`, `${email} OR other@example.com`, '*'])(
    'gives nothing for %j',
    async (by) => expect(await list(by)).toEqual([]),
  );
}

export function shipmentContract(underTest: Given): void {
  test.each(['1001', '1002', '1005'])('gives the parcels of order %s as the order itself does', async (number) => {
    const order = await findOrder(underTest, number);
    expect(await underTest().port.getShipments({ orderId: order.id })).toEqual(order.shipments);
  });

  test('gives none of an order that is gone', async () => {
    expect(await underTest().port.getShipments({ orderId: NOWHERE })).toEqual([]);
  });
}

export function returnableContract(underTest: Given): void {
  test.each<[string, [string, number][]]>([
    ['1001', []],
    ['1002', []],
    [
      '1004',
      [
        ['Black Jeans', 1],
        ['Blue T-Shirt', 1],
      ],
    ],
    ['1005', [['Grey Backpack', 1]]],
    ['1006', []],
    ['1007', [['Red Mug', 4]]],
  ])('gives what of order %s has arrived and is not sent back', async (number, expected) => {
    const order = await findOrder(underTest, number);
    const items = await underTest().port.getReturnableItems({ orderId: order.id });
    expect(items.map(({ title, quantity }) => [title, quantity])).toEqual(expected);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  });

  test('gives nothing of an order that is gone', async () => {
    expect(await underTest().port.getReturnableItems({ orderId: NOWHERE })).toEqual([]);
  });
}

export function refundContract(underTest: Given): void {
  test.each(['1001', '1006'])('gives none of order %s', async (number) => {
    const { id: orderId } = await findOrder(underTest, number);
    expect(await underTest().port.getRefunds({ orderId })).toEqual([]);
  });

  test('gives none of an order that is gone', async () => {
    expect(await underTest().port.getRefunds({ orderId: NOWHERE })).toEqual([]);
  });
}

export function searchContract(underTest: Given): void {
  const search = async (query: string, limit = 5) => (await underTest().port.searchProducts({ query, limit })).items;

  test('finds a product by its words, with its variants and pages', async () => {
    const [product] = await search('blue t-shirt');
    expect(product).toMatchObject({
      title: 'Blue T-Shirt',
      description: expect.stringContaining('organic cotton') as string,
      url: expect.stringMatching(/^https?:/) as string,
      imageUrl: expect.stringMatching(/^https?:/) as string,
    });
    expect(product?.variants).toEqual([
      expect.objectContaining({ title: 'M', price: { amount: '19.90', currency: 'USD' }, available: true }),
      expect.objectContaining({ title: 'L', available: false }),
    ]);
  });

  test('tells what is sold out', async () => {
    const [product] = await search('RED MUG', 1);
    expect(product).toMatchObject({ title: 'Red Mug', variants: [{ available: false }] });
    expect(product?.variants[0]?.title).toBeUndefined();
  });

  test.each([
    'submarine',
    'hoodie',
    'mug OR lamp',
    'submarine OR mug',
    'x" OR title:"Red Mug',
    'x) OR (mug',
    '*',
    '%',
    '',
  ])('finds nothing for %j', async (query) => expect(await search(query)).toEqual([]));
}

export function stockContract(underTest: Given): void {
  test.each([
    ['blue t-shirt', [12, 0]],
    ['red mug', [0]],
  ])('counts %s', async (query, expected) => {
    const { port } = underTest();
    const [product] = (await port.searchProducts({ query, limit: 1 })).items;
    const variants = await port.getStock({ productId: product?.id ?? '' });
    expect(variants?.map(({ inStock }) => inStock)).toEqual(expected);
    expect(variants?.map(({ available }) => available)).toEqual(expected.map((count) => count > 0));
  });

  test('has nothing of a product that is not there', async () => {
    expect(await underTest().port.getStock({ productId: NOWHERE })).toBeUndefined();
  });
}

export async function findOrder(underTest: Given, orderNumber: string): Promise<Order> {
  const order = await underTest().port.findOrder({ orderNumber, email });
  if (!order) throw new Error(`there is no order ${orderNumber}`);
  return order;
}
