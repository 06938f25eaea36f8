import type { CommercePort, Order } from '../../../services/ports/commerce';
import {
  email,
  listContract,
  refundContract,
  returnableContract,
  searchContract,
  shipmentContract,
  stockContract,
  type Given,
  type Serves,
} from './commerceReads';
import { cancelContract, returnContract } from './commerceWrites';
import { faultContract } from './faultContract';
import type { Contract } from './underTest';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What every commerce system does alike: the same seeds come out as the same orders, the same faults as the same errors. */
export const commerceContract: Contract<'commerce'> = (underTest, serves) => {
  const parts: Partial<Record<keyof CommercePort, (underTest: Given, serves: Serves) => void>> = {
    listOrders: listContract,
    getShipments: shipmentContract,
    cancelOrder: cancelContract,
    getReturnableItems: returnableContract,
    startReturn: returnContract,
    getRefunds: refundContract,
    searchProducts: searchContract,
    getStock: stockContract,
  };
  describe('findOrder', () => findContract(underTest));
  for (const [method, contract] of Object.entries(parts)) {
    if (serves(method as keyof CommercePort)) describe(method, () => contract(underTest, serves));
  }
};

function findContract(underTest: Given): void {
  const find = (orderNumber: string, by = email) => underTest().port.findOrder({ orderNumber, email: by });

  test('finds the order on its way', async () => {
    expect(await find('1001')).toMatchObject({
      number: '1001',
      placedAt: expect.stringMatching(/^2026-01-20T/) as string,
      fulfillmentStatus: 'shipped',
      financialStatus: 'paid',
      items: [
        { title: 'Blue T-Shirt', quantity: 2 },
        { title: 'Black Jeans', quantity: 1 },
      ],
      shipments: [
        {
          status: 'shipped',
          carrier: 'UPS',
          trackingNumber: '1Z999AA10123456784',
          trackingUrl: 'https://www.ups.com/track?tracknum=1Z999AA10123456784',
        },
      ],
      total: { amount: '99.30', currency: 'USD' },
    });
  });

  test.each<[string, Partial<Order>]>([
    ['1002', { fulfillmentStatus: 'pending', financialStatus: 'paid', shipments: [] }],
    ['1004', { fulfillmentStatus: 'delivered', financialStatus: 'paid' }],
    ['1005', { fulfillmentStatus: 'partly_delivered' }],
    ['1006', { fulfillmentStatus: 'returned', financialStatus: 'paid' }],
    ['1007', { fulfillmentStatus: 'delivered' }],
  ])('finds order %s', async (orderNumber, expected) => {
    expect(await find(orderNumber)).toMatchObject({ number: orderNumber, ...expected });
  });

  test('tells the parcels apart', async () => {
    const order = await find('1005');
    expect(order?.shipments.map(({ status, items }) => [status, items[0]?.title])).toEqual([
      ['delivered', 'Grey Backpack'],
      ['shipped', 'Desk Lamp'],
    ]);
    expect(Date.parse(order?.shipments[1]?.expectedAt ?? '')).toBeGreaterThan(Date.now());
  });

  test.each([
    ['1004', 5],
    ['1007', 200],
  ])('dates the delivery of order %s %d days back', async (orderNumber, days) => {
    const deliveredAt = Date.parse((await find(orderNumber))?.shipments[0]?.deliveredAt ?? '');
    expect(Math.round((Date.now() - deliveredAt) / DAY_MS)).toBe(days);
  });

  test('takes an order and its address in any spelling', async () => {
    expect(await find('1003', 'Other@Example.COM')).toMatchObject({ number: '1003', fulfillmentStatus: 'delivered' });
  });

  test.each([
    ['an order that is not there', '9999', email],
    ["another customer's order", '1003', email],
    ['a wrong address', '1001', 'someone@example.com'],
    ['no address', '1001', ''],
    ['no number', '', email],
  ])('does not find %s, with one request', async (_name, orderNumber, by) => {
    const { sandbox, vendor } = underTest();
    expect(await find(orderNumber, by)).toBeUndefined();
    expect(await sandbox.requests(vendor)).toHaveLength(1);
  });

  test('says of an address where nothing is: misconfigured', async () => {
    const { sandbox, vendor } = underTest();
    await sandbox.fault({ vendor, mode: 'status', status: 404 });
    await expect(find('1001')).rejects.toMatchObject({ code: 'misconfigured', retryable: false });
  });

  faultContract({
    operation: 'findOrder',
    underTest,
    call: (port, options) => port.findOrder({ orderNumber: '1001', email }, options),
    expected: { number: '1001' },
  });
}
