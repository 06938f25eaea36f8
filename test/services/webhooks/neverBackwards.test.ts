import { startTestSandbox, type TestSandbox } from '../../helpers/testSandbox';
import { startReceiver, type WebhookReceiver } from './webhookReceiver';

let sandbox: TestSandbox;
let receiver: WebhookReceiver;
beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(async () => {
  await sandbox.reset();
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());
afterAll(() => sandbox.close());

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 4, 10, 0, seconds)).toISOString();

/** Lets things happen one after the other as they are named, each at its second, and gives what was told. */
async function inThisOrder(
  vendor: string,
  ...happenings: { event: string; second: number; [detail: string]: unknown }[]
) {
  for (const { second, ...happening } of happenings) {
    const body = { vendor, url: receiver.url, occurredAt: at(second), ...happening };
    const { body: answer } = await sandbox.control<{ statuses: number[] }>('POST', 'webhooks', body);
    expect(new Set(answer.statuses)).toEqual(new Set([200]));
  }
  return (await receiver.told()).map(({ type }) => type);
}

describe('catalogue 17: out of order, never backwards', () => {
  const order = { id: 1001 };
  const shipped = { ...order, event: 'order.shipped' };
  const delivered = { ...order, event: 'order.delivered' };
  const cancelled = { ...order, event: 'order.cancelled' };

  test.each([
    [
      'in order',
      [
        { ...shipped, second: 1 },
        { ...delivered, second: 2 },
      ],
      ['order.shipped', 'order.delivered'],
    ],
    [
      'shipped after delivered',
      [
        { ...delivered, second: 2 },
        { ...shipped, second: 1 },
      ],
      ['order.delivered'],
    ],
    [
      'in the same second',
      [
        { ...shipped, second: 1 },
        { ...delivered, second: 1 },
      ],
      ['order.shipped', 'order.delivered'],
    ],
    [
      'turned round in the same second',
      [
        { ...delivered, second: 1 },
        { ...shipped, second: 1 },
      ],
      ['order.delivered'],
    ],
    [
      'a parcel that has arrived, on its way again',
      [
        { ...delivered, second: 1 },
        { ...shipped, second: 2 },
      ],
      ['order.delivered'],
    ],
    [
      'shipped after cancelled',
      [
        { ...cancelled, second: 2 },
        { ...shipped, second: 1 },
      ],
      ['order.cancelled'],
    ],
    [
      'delivered after cancelled',
      [
        { ...cancelled, second: 2 },
        { ...delivered, second: 1 },
      ],
      ['order.cancelled'],
    ],
    [
      'cancelled after shipped',
      [
        { ...shipped, second: 2 },
        { ...cancelled, second: 1 },
      ],
      ['order.shipped'],
    ],
    [
      'the same again, later',
      [
        { ...shipped, second: 1 },
        { ...shipped, second: 2 },
      ],
      ['order.shipped'],
    ],
  ])('an order, %s', async (_name, happenings, told) => {
    expect(await inThisOrder('shopify', ...happenings)).toEqual(told);
  });

  test('the parcels of an order go their own ways', async () => {
    const parcels = { event: 'order.delivered', id: 1005 };
    const told = await inThisOrder(
      'shopify',
      { ...parcels, parcel: 1, second: 9 },
      { ...parcels, event: 'order.shipped', parcel: 2, second: 1 },
      { ...parcels, parcel: 2, second: 3 },
    );
    expect(told).toEqual(['order.delivered', 'order.shipped', 'order.delivered']);
  });

  test('another tracking number is news', async () => {
    const first = { ...shipped, id: 1002, second: 1 };
    expect(await inThisOrder('shopify', first, { ...first, trackingNumber: '1Z2', second: 2 })).toHaveLength(2);
  });

  test('a refund is told once, however often its order is updated afterwards', async () => {
    const refunded = { ...order, event: 'order.refunded', second: 1 };
    expect(await inThisOrder('shopify', refunded, { ...cancelled, second: 2 })).toEqual([
      'order.refunded',
      'order.cancelled',
    ]);
  });

  const ticket = { id: 5001 };
  test.each([
    [
      'solved before it was reopened',
      [
        { event: 'ticket.reopened', second: 2 },
        { event: 'ticket.solved', second: 1 },
      ],
      0,
    ],
    [
      'solved, reopened and solved',
      [1, 2, 3].map((second) => ({ event: second === 2 ? 'ticket.reopened' : 'ticket.solved', second })),
      2,
    ],
    [
      'solved after closed',
      [
        { event: 'ticket.closed', second: 2 },
        { event: 'ticket.solved', second: 1 },
      ],
      0,
    ],
    [
      'comments in any order',
      [
        { event: 'ticket.commented', second: 2 },
        { event: 'ticket.commented', second: 1 },
      ],
      2,
    ],
    [
      'a comment from before the end',
      [
        { event: 'ticket.solved', second: 2 },
        { event: 'ticket.commented', second: 1 },
      ],
      2,
    ],
  ])('a ticket, %s', async (_name, happenings, count) => {
    expect(await inThisOrder('zendesk', ...happenings.map((each) => ({ ...ticket, ...each })))).toHaveLength(count);
  });

  test.each([
    ['done', 'in_progress', ['done']],
    ['cancelled', 'done', ['cancelled']],
    ['in_progress', 'new', ['in_progress']],
  ])('an incident that is %s, then an older %s', async (newer, older, told) => {
    const request = { event: 'request.changed', id: 'INC0005001' };
    await inThisOrder('servicenow', { ...request, status: newer, second: 2 }, { ...request, status: older, second: 1 });
    expect(receiver.events.map(({ data }) => (data as { status: string }).status)).toEqual(told);
  });

  test('an incident, two states in one second: the later one of its life counts', async () => {
    const request = { event: 'request.changed', id: 'INC0005001', second: 1 };
    await inThisOrder('servicenow', { ...request, status: 'done' }, { ...request, status: 'in_progress' });
    expect(receiver.events.map(({ data }) => (data as { status: string }).status)).toEqual(['done']);
  });

  test('an incident that comes back to life', async () => {
    const request = { event: 'request.changed', id: 'INC0005001' };
    const statuses = ['done', 'in_progress', 'done'];
    await inThisOrder('servicenow', ...statuses.map((status, second) => ({ ...request, status, second })));
    expect(receiver.events.map(({ data }) => (data as { status: string }).status)).toEqual(statuses);
  });

  test('a contact, an older change', async () => {
    const contact = { event: 'contact.changed', id: 'customer@example.com' };
    expect(await inThisOrder('salesforce', { ...contact, second: 2 }, { ...contact, second: 1 })).toHaveLength(1);
    expect(await inThisOrder('salesforce', { ...contact, second: 3 })).toHaveLength(2);
  });
});

describe('comments of a ticket', () => {
  const commented = { event: 'ticket.commented', id: 5001, second: 1 };
  const first = () => receiver.events[0]?.data;

  test('an internal note is told to nobody', async () => {
    expect(await inThisOrder('zendesk', { ...commented, public: false })).toEqual([]);
  });

  test('what the requester wrote is not by an agent, and names nobody', async () => {
    await inThisOrder('zendesk', { ...commented, author: 'requester', text: 'Any news?' });
    expect(first()).toMatchObject({ byAgent: false, text: 'Any news?' });
    expect(first()).not.toHaveProperty('authorFirstName');
  });
});
