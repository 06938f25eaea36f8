import type { CommercePort, Order } from '../../../services/ports/commerce';
import type { TestSandbox } from '../../helpers/testSandbox';

export interface CommerceUnderTest {
  commerce: Pick<CommercePort, 'findOrder'>;
  /** The same, with a deadline of a few hundred milliseconds. */
  impatient: Pick<CommercePort, 'findOrder'>;
  sandbox: TestSandbox;
  /** The vendor's id. */
  vendor: string;
}

const email = 'customer@example.com';
const DAY_MS = 24 * 60 * 60 * 1000;

/** What every commerce system does alike: the same seeds come out as the same orders, the same faults as the same errors. */
export function commerceContract(underTest: () => CommerceUnderTest): void {
  const find = (orderNumber: string, by = email, options?: { signal: AbortSignal }) =>
    underTest().commerce.findOrder({ orderNumber, email: by }, options);
  const fault = (settings: { mode: string; [setting: string]: unknown }) =>
    underTest().sandbox.fault({ vendor: underTest().vendor, ...settings });

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

  test('gives plain data', async () => {
    const order = await find('1005');
    expect(JSON.parse(JSON.stringify(order))).toEqual(order);
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

  test.each([
    [401, 'unauthenticated', false],
    [403, 'forbidden', false],
    [404, 'misconfigured', false],
    [500, 'unavailable', true],
    [503, 'unavailable', true],
  ])('says of HTTP %d: %s', async (status, code, retryable) => {
    await fault({ mode: 'status', status });
    const origin = { vendor: underTest().vendor, operation: 'findOrder' };
    await expect(find('1001')).rejects.toMatchObject({ name: 'ServiceError', code, retryable, origin });
  });

  test.each([
    ['seconds', () => 7, 7_000, 7_000],
    ['a date', () => new Date(Date.now() + 30_000).toUTCString(), 20_000, 30_000],
    ['an absurd time', () => 86_400, 60_000, 60_000],
    ['nonsense', () => 'soon', undefined, undefined],
  ])('reads how long to wait: %s', async (_name, retryAfter, atLeast, atMost) => {
    await fault({ mode: 'status', status: 429, retryAfter: retryAfter() });
    const error = await find('1001').catch((thrown: unknown) => thrown as { code: string; retryAfterMs?: number });
    expect(error).toMatchObject({ code: 'rate_limited', retryable: true });
    const waitMs = (error as { retryAfterMs?: number }).retryAfterMs;
    expect(waitMs === atLeast || ((waitMs ?? 0) >= (atLeast ?? 1) && (waitMs ?? 0) <= (atMost ?? 0))).toBe(true);
  });

  test.each(['reset', 'commitThenReset', 'truncate', 'html', 'huge'])('survives %s', async (mode) => {
    await fault({ mode, times: 1 });
    await expect(find('1001')).rejects.toMatchObject({ code: 'unavailable', cause: expect.anything() as unknown });
    expect(await find('1001')).toMatchObject({ number: '1001' });
  });

  test.each([{ mode: 'hang' }, { mode: 'trickle' }, { mode: 'latency', latencyMs: 60_000 }])(
    'gives up on %j',
    async (slow) => {
      await fault({ ...slow, times: 1 });
      const { impatient } = underTest();
      await expect(impatient.findOrder({ orderNumber: '1001', email })).rejects.toMatchObject({ code: 'unavailable' });
      expect(await find('1001')).toMatchObject({ number: '1001' });
    },
  );

  test('stops when told to, with the reason given', async () => {
    await fault({ mode: 'hang' });
    const reason = new Error('the user has gone');
    await expect(find('1001', email, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const abort = new AbortController();
    const answer = expect(find('1001', email, { signal: abort.signal })).rejects.toBe(reason);
    setTimeout(() => abort.abort(reason), 30);
    await answer;
  });
}
