import { randomUUID } from 'node:crypto';
import { createTransport } from '../../../services/http/boundedTransport';
import { workday } from '../../../services/vendors/workday';
import { startTestSandbox, type TestSandbox } from '../../helpers/testSandbox';
import { startReceiver, type WebhookReceiver } from './webhookReceiver';

/** One happening for each vendor, and what is told of it. */
const HAPPENINGS = [
  [
    'shopify',
    { event: 'order.shipped', id: 1002, carrier: 'UPS', trackingNumber: '1Z1' },
    'order.shipped',
    {
      orderNumber: '1002',
      carrier: 'UPS',
      trackingNumber: '1Z1',
      trackingUrl: 'https://www.ups.com/track?tracknum=1Z1',
    },
  ],
  ['shopify', { event: 'order.delivered', id: 1001 }, 'order.delivered', { orderNumber: '1001' }],
  ['shopify', { event: 'order.cancelled', id: 1002 }, 'order.cancelled', { orderNumber: '1002' }],
  [
    'shopify',
    { event: 'order.refunded', id: 1006 },
    'order.refunded',
    { orderNumber: '1006', amount: { amount: '19.90', currency: 'USD' } },
  ],
  [
    'zendesk',
    { event: 'ticket.commented', id: 5001, text: 'The zip is here.' },
    'ticket.commented',
    { ticketId: '5001', ticketNumber: '5001', text: 'The zip is here.', byAgent: true, authorFirstName: 'Jordan' },
  ],
  ['zendesk', { event: 'ticket.solved', id: 5001 }, 'ticket.solved', { ticketId: '5001', ticketNumber: '5001' }],
  [
    'servicenow',
    { event: 'request.changed', id: 'INC0005001', status: 'done' },
    'request.changed',
    { requestNumber: 'INC0005001', kind: 'incident', status: 'done' },
  ],
  [
    'salesforce',
    { event: 'contact.changed', id: 'customer@example.com', Phone: '+12025550199' },
    'contact.changed',
    {},
  ],
] as const;

let sandbox: TestSandbox;
let receiver: WebhookReceiver;
beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(async () => {
  await sandbox.reset();
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());
afterAll(() => sandbox.close());

async function happen(vendor: string, happening: object, url = receiver.url): Promise<(number | null)[]> {
  const body = { vendor, url, ...happening };
  const answer = await sandbox.control<{ statuses: (number | null)[]; error?: string }>('POST', 'webhooks', body);
  if (answer.status !== 200) throw new Error(answer.body.error);
  return answer.body.statuses;
}

const isOf = (status: number) => (each: number | null) => each === status;
const at = (seconds: number) => new Date(Date.UTC(2026, 2, 4, 10, 0, seconds)).toISOString();

describe.each(HAPPENINGS)('%s, %j', (vendor, happening, type, data) => {
  test('catalogue 17: the vendor’s own webhook becomes one event', async () => {
    const occurredAt = at(0);
    expect((await happen(vendor, { ...happening, occurredAt })).every(isOf(200))).toBe(true);
    const [event, ...more] = await receiver.told();
    expect(more).toEqual([]);
    expect(event).toMatchObject({ type, time: occurredAt, data: { vendor, occurredAt, ...data } });
  });

  test('catalogue 17: sent five times, it is told once', async () => {
    expect((await happen(vendor, { ...happening, times: 5 })).every(isOf(200))).toBe(true);
    expect(await receiver.told()).toHaveLength(1);
  });

  test('catalogue 17: signed by somebody else it is refused, without effect', async () => {
    expect((await happen(vendor, { ...happening, badSignature: true })).every(isOf(401))).toBe(true);
    expect(await receiver.told()).toEqual([]);
    expect(await receiver.database.query('SELECT * FROM webhook_deliveries')).toEqual([]);
  });

  test('catalogue 17: the same delivery at two instances at once is told once', async () => {
    const other = await startReceiver({ database: receiver.database });
    const delivery = { ...happening, deliveryId: 'delivery-1', occurredAt: at(0) };
    const statuses = await Promise.all([receiver.url, other.url].map((url) => happen(vendor, delivery, url)));
    expect(statuses.flat().every(isOf(200))).toBe(true);
    await receiver.told();
    expect([...receiver.events, ...other.events]).toHaveLength(1);
    await other.stop();
  });

  test('catalogue 17: while the secret is changed, the old and the new one are taken', async () => {
    expect((await happen(vendor, { ...happening, secret: 1 })).every(isOf(200))).toBe(true);
    expect(await receiver.told()).toHaveLength(1);
  });
});

describe('workday', () => {
  /** Asks for a day off, as the bot does, and gives the request's id. */
  async function requestLeave(): Promise<string> {
    const transport = createTransport();
    const { hr } = workday.create(workday.config.parse(workday.sandbox(sandbox.url)), { transport });
    const employee = await hr.findEmployee({ email: 'employee@example.com' });
    const employeeId = employee?.id ?? '';
    const [balance] = await hr.getLeaveBalances({ employeeId });
    const request = {
      employeeId,
      absenceTypeId: balance?.absenceTypeId ?? '',
      days: [{ date: '2031-03-03', quantity: 1 as const }],
    };
    const outcome = await hr.requestLeave(request, { idempotencyKey: randomUUID() });
    return outcome.outcome === 'submitted' ? outcome.request.id : outcome.outcome;
  }

  test.each([
    ['leave.approved', 'approved'],
    ['leave.denied', 'denied'],
    ['leave.withdrawn', 'withdrawn'],
  ])('catalogue 17: %s is told once, and only when Workday’s secret signed it', async (event, status) => {
    const id = await requestLeave();
    expect(await happen('workday', { event, id, badSignature: true })).toEqual([401]);
    expect(await happen('workday', { event, id, times: 3 })).toEqual([200, 200, 200]);
    const events = await receiver.told();
    expect(events).toMatchObject([{ type: 'leave.decided', data: { vendor: 'workday', requestId: id, status } }]);
  });

  test('catalogue 17: at two instances at once, with the next secret', async () => {
    const id = await requestLeave();
    const other = await startReceiver({ database: receiver.database });
    const delivery = { event: 'leave.approved', id, deliveryId: 'delivery-1', secret: 1, occurredAt: at(0) };
    const statuses = await Promise.all([receiver.url, other.url].map((url) => happen('workday', delivery, url)));
    expect(statuses).toEqual([[200], [200]]);
    await receiver.told();
    expect([...receiver.events, ...other.events]).toHaveLength(1);
    await other.stop();
  });
});
