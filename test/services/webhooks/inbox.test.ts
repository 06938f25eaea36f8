import { ManualClock } from '../../helpers/manualClock';
import type { Database, Transaction } from '../../../services/storage/database';
import { removeExpired } from '../../../services/storage/housekeeping';
import { openTestDatabase } from '../../helpers/testDatabase';
import { BODIES, SECRET, signedHeaders, VENDORS } from './sign';
import { startReceiver, type WebhookReceiver } from './webhookReceiver';

let receiver: WebhookReceiver | undefined;
afterEach(async () => {
  await receiver?.stop();
  receiver = undefined;
});

describe('a slow subscriber', () => {
  test.each(VENDORS)('catalogue 17: %s is answered while the subscriber still hangs', async (vendor) => {
    const order: string[] = [];
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { promise: hanging, resolve: hangs } = Promise.withResolvers<void>();
    receiver = await startReceiver({
      async hear() {
        hangs();
        await released;
        order.push('the subscriber ended');
      },
    });
    const send = (id: string) =>
      receiver?.post(
        vendor,
        BODIES[vendor].replace('delivery-1', id),
        signedHeaders(vendor, BODIES[vendor].replace('delivery-1', id), { id }),
      );
    expect(await send('one')).toBe(200);
    await hanging;
    // The subscriber hangs now, and the next delivery of the same record is taken all the same.
    expect(await send('two')).toBe(200);
    order.push('answered');
    release();
    await receiver.told();
    expect(order).toEqual(['answered', 'the subscriber ended']);
  });

  test('one that fails is told again, the vendor is not', async () => {
    let failures = 1;
    receiver = await startReceiver({
      hear: () => (failures-- > 0 ? Promise.reject(new Error('not now')) : Promise.resolve()),
    });
    expect(await receiver.post('zendesk', BODIES.zendesk, signedHeaders('zendesk', BODIES.zendesk))).toBe(200);
    expect((await receiver.told()).map(({ id }) => id)).toEqual([expect.any(String), receiver.events[0]?.id]);
  });
});

describe('when the database fails', () => {
  /** A database that fails when something is stored, as long as it is told to. */
  function breakable(database: Database): Database & { broken: boolean } {
    return Object.assign(Object.create(database) as Database & { broken: boolean }, {
      broken: false,
      skipLocked: database.skipLocked,
      isShared: database.isShared,
      signals: database.signals,
      query: database.query.bind(database),
      transaction<T>(this: { broken: boolean }, work: (sql: Transaction) => Promise<T>): Promise<T> {
        if (!this.broken) return database.transaction(work);
        return database.transaction(async (sql) => {
          await work(sql);
          throw new Error('disk full');
        });
      },
    });
  }

  test('503 with a time to wait, so that the vendor sends again; then it is told once', async () => {
    const inner = await openTestDatabase();
    const database = breakable(inner);
    receiver = await startReceiver({ database });
    const request = { method: 'POST', headers: signedHeaders('shopify', BODIES.shopify), body: BODIES.shopify };
    database.broken = true;
    const response = await fetch(`${receiver.url}/webhooks/shopify`, request);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '30']);
    expect(await response.text()).not.toContain('disk');
    database.broken = false;
    expect(await receiver.post('shopify', BODIES.shopify, request.headers)).toBe(200);
    expect(await receiver.told()).toHaveLength(1);
    await receiver.stop();
    receiver = undefined;
    await inner.close();
  });
});

describe('what is kept', () => {
  test('catalogue 17: a replay days later, under another id, tells nothing', async () => {
    receiver = await startReceiver();
    for (const id of ['first', 'second', 'third']) {
      expect(await receiver.post('shopify', BODIES.shopify, signedHeaders('shopify', BODIES.shopify, { id }))).toBe(
        200,
      );
    }
    expect(await receiver.told()).toHaveLength(1);
  });

  test('no text of a person stands in the database or the log', async () => {
    const canary = 'Canary Quillfeather';
    const body = JSON.stringify({
      id: 'delivery-1',
      type: 'zen:event-type:ticket.comment_added',
      time: '2026-03-04T10:00:00.123456789Z',
      detail: { id: '5001', requester_id: '1', subject: canary },
      event: { comment: { id: 7, body: canary, is_public: true, author: { id: 2, is_staff: true, name: canary } } },
    });
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    receiver = await startReceiver({ hear: () => released });
    expect(await receiver.post('zendesk', body, signedHeaders('zendesk', body))).toBe(200);
    const tables = ['tasks', 'webhook_deliveries', 'webhook_facts', 'webhook_records'];
    const { database } = receiver;
    const rows = await Promise.all(tables.map((table) => database.query(`SELECT * FROM ${table}`)));
    expect(rows[0]?.length).toBeGreaterThan(0);
    expect(JSON.stringify([rows, receiver.log])).not.toContain('Canary');
    release();
    const [event] = await receiver.told();
    expect(event?.data).toMatchObject({
      text: canary,
      authorFirstName: 'Canary',
      occurredAt: '2026-03-04T10:00:00.123Z',
    });
  });

  test('ids with unusual characters, or longer than any index takes', async () => {
    receiver = await startReceiver();
    for (const id of ['a\u0000b', 'ü', 'x'.repeat(100_000)]) {
      const body = JSON.stringify({ ...(JSON.parse(BODIES.salesforce) as object), id });
      expect(await receiver.post('salesforce', body, signedHeaders('salesforce', body))).toBe(200);
    }
    const rows = await receiver.database.query<{ delivery_id: string }>('SELECT delivery_id FROM webhook_deliveries');
    expect(new Set(rows.map(({ delivery_id: id }) => id)).size).toBe(3);
  });

  test('deliveries are forgotten after their time', async () => {
    receiver = await startReceiver();
    await receiver.post('zendesk', BODIES.zendesk, signedHeaders('zendesk', BODIES.zendesk));
    await receiver.told();
    const left = () => receiver?.database.query('SELECT vendor FROM webhook_deliveries');
    await removeExpired(receiver.database, new ManualClock(Date.now() + 29 * 24 * 60 * 60_000));
    expect(await left()).toHaveLength(1);
    await removeExpired(receiver.database, new ManualClock(Date.now() + 31 * 24 * 60 * 60_000));
    expect(await left()).toEqual([]);
  });
});

describe('what nobody here needs is acknowledged', () => {
  test.each([
    ['shopify', 'a topic of another app', BODIES.shopify, 'products/update'],
    ['shopify', 'an order under a topic of parcels', BODIES.shopify, 'fulfillments/update'],
    ['shopify', 'a refund, which names no order', JSON.stringify({ id: 1, order_id: 2 }), 'refunds/create'],
    ['zendesk', 'another event', JSON.stringify({ id: '1', type: 'zen:event-type:user.created' }), ''],
    ['zendesk', 'an event that lacks a part', JSON.stringify({ ...JSON.parse(BODIES.zendesk), detail: null }), ''],
    ['salesforce', 'an id that is none', BODIES.salesforce.replace('003000', '001000'), ''],
    ['servicenow', 'another table', BODIES.servicenow.replace('"incident"', '"problem"'), ''],
    ['workday', 'another type', BODIES.workday.replace('leave.decided', 'worker.hired'), ''],
  ] as const)('%s: %s', async (vendor, _name, body, topic) => {
    receiver = await startReceiver();
    expect(await receiver.post(vendor, body, signedHeaders(vendor, body, { topic }))).toBe(200);
    expect(await receiver.told()).toEqual([]);
  });

  test('a signature in base64 serves where a system can do no better', async () => {
    receiver = await startReceiver();
    const headers = signedHeaders('servicenow', BODIES.servicenow, { secret: SECRET });
    const [scheme, hex = ''] = (headers['x-webhook-signature'] ?? '').split('=');
    headers['x-webhook-signature'] = `${scheme}=${Buffer.from(hex, 'hex').toString('base64')}`;
    expect(await receiver.post('servicenow', BODIES.servicenow, headers)).toBe(200);
    expect(await receiver.told()).toHaveLength(1);
  });
});
