import { setTimeout as pause } from 'node:timers/promises';
import { createTransport } from '../../../services/http/boundedTransport';
import type { Ports } from '../../../services/ports';
import { ServiceError } from '../../../services/serviceError';
import type { WriteOptions } from '../../../services/values';
import { vendors } from '../../../services/vendors';
import { FaultProxy, type FaultMode } from '../../helpers/faultProxy';
import { startTestSandbox, type TestSandbox } from '../../helpers/testSandbox';
import { aWrite } from '../contracts/underTest';

const IMPATIENT_MS = 300;
const PATIENT_MS = 20_000;
const MOST_TRIES = 6;

/** A vendor with one read and one write that leaves a record behind. */
interface Case {
  vendor: string;
  record: string;
  read: (ports: Ports) => Promise<unknown>;
  write: (ports: Ports, options: WriteOptions) => Promise<unknown>;
}

const email = 'customer@example.com';
const employee = 'employee@example.com';

const cases: Case[] = [
  {
    vendor: 'zendesk',
    record: 'ticket',
    read: ({ helpdesk }) => helpdesk.listTickets({ requesterEmail: email }),
    write: ({ helpdesk }, options) =>
      helpdesk.createTicket(
        { subject: 'A lamp', description: 'It flickers', priority: 'normal', requesterEmail: email, tags: [] },
        options,
      ),
  },
  {
    vendor: 'salesforce',
    record: 'lead',
    read: ({ crm }) => crm.findContactByEmail({ email }),
    write: ({ crm }, options) =>
      crm.createLead(
        {
          lastName: 'Reyes',
          company: 'Reyes Logistics',
          email: 'dana@reyes.example',
          interest: 'A lamp',
          consent: { wording: 'Call me', at: '2026-11-20T10:00:00Z' },
        },
        options,
      ),
  },
  {
    vendor: 'shopify',
    record: 'return',
    read: ({ commerce }) => commerce.listOrders({ email }),
    write: async ({ commerce }, options) => {
      const order = await commerce.findOrder({ orderNumber: '1005', email });
      const orderId = order?.id ?? '';
      const [item] = await commerce.getReturnableItems({ orderId });
      const items = [{ itemId: item?.id ?? '', quantity: 1, reason: 'unwanted' as const }];
      return commerce.startReturn({ orderId, items }, options);
    },
  },
  {
    vendor: 'servicenow',
    record: 'incident',
    read: ({ itsm }) => itsm.listRequests({ requesterEmail: employee }),
    write: ({ itsm }, options) =>
      itsm.createIncident(
        {
          requesterEmail: employee,
          subject: 'My laptop does not start',
          description: 'It beeps twice',
          impact: 'me',
          urgency: 'high',
        },
        options,
      ),
  },
];

const faults: [string, FaultMode][] = [
  ['reset at once', { kind: 'reset' }],
  ['reset when the answer comes', { kind: 'reset', afterBytes: 0 }],
  ['reset within the answer', { kind: 'reset', afterBytes: 120 }],
  ['half-open', { kind: 'halfOpen' }],
  ['trickle', { kind: 'trickle', bytes: 1, everyMs: 50 }],
  ['truncate within the headers', { kind: 'truncate', afterBytes: 40 }],
  ['truncate to nothing', { kind: 'truncate', afterBytes: 0 }],
  ['refuse', { kind: 'refuse' }],
  ['a delay beyond the limit', { kind: 'delay', ms: IMPATIENT_MS }],
];

// Jest itself fails a test in which a rejection is not handled.
let sandbox: TestSandbox;
let proxy: FaultProxy;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  proxy = await FaultProxy.start({ host: '127.0.0.1', port: Number(new URL(sandbox.url).port) });
});
beforeEach(async () => {
  await sandbox.reset();
  await wellAgain();
});
afterAll(async () => {
  await proxy.close();
  await sandbox.close();
});

function portsOf(id: string, timeoutMs: number): Ports {
  const vendor = vendors.find((each) => each.id === id);
  if (!vendor) throw new Error(`no vendor ${id}`);
  return vendor.create(vendor.config.parse(vendor.sandbox(proxy.url)), {
    transport: createTransport({ timeoutMs }),
  }) as unknown as Ports;
}

/** The network works again, and no connection of the time before is left. */
async function wellAgain(): Promise<void> {
  proxy.mode = { kind: 'pass' };
  await proxy.ready;
  for (const connection of proxy.connections) connection.reset();
  while (proxy.counts.open > 0) await pause(2);
}

/** Calls again as the bot does: a connection that was reset may be used once more before that is noticed. */
async function untilAnswered<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ServiceError && error.retryable) || tries === MOST_TRIES) throw error;
    }
  }
}

function repeat({ vendor, write }: Case, options: WriteOptions): Promise<unknown> {
  return untilAnswered(() => write(portsOf(vendor, PATIENT_MS), { ...options, isRepeat: true }));
}

describe.each(cases.map((each) => [each.vendor, each] as const))('%s', (vendor, each) => {
  const records = async () => (await sandbox.records(vendor, each.record)).length;

  test.each(faults)('catalogue 10: %s, a read: a typed error, and an answer when it is over', async (_name, mode) => {
    const impatient = portsOf(vendor, IMPATIENT_MS);
    proxy.mode = mode;
    const error = await each.read(impatient).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ code: 'unavailable', retryable: true });
    await wellAgain();
    expect(await untilAnswered(() => each.read(portsOf(vendor, PATIENT_MS)))).toBeTruthy();
  });

  test.each(faults)('catalogue 10: %s, a write: a typed error, and one record after the retry', async (_name, mode) => {
    const before = await records();
    const options = aWrite();
    const impatient = portsOf(vendor, IMPATIENT_MS);
    await untilAnswered(() => each.read(portsOf(vendor, PATIENT_MS)));
    proxy.mode = mode;
    await expect(each.write(impatient, options)).rejects.toMatchObject({ name: 'ServiceError', code: 'unavailable' });
    await wellAgain();
    expect(await repeat(each, options)).toBeTruthy();
    expect(await records()).toBe(before + 1);
  });

  test('catalogue 10: whichever answer of a write is lost, there is one record after the retry', async () => {
    // Of all connections that a write makes, each in its turn loses its first answer.
    for (let lost = 0; lost < 4; lost++) {
      await sandbox.reset();
      const before = await records();
      const options = aWrite();
      await wellAgain();
      proxy.forNext(...Array.from({ length: lost }, (): FaultMode => ({ kind: 'pass' })));
      proxy.forNext({ kind: 'reset', afterBytes: 0 });
      await each.write(portsOf(vendor, PATIENT_MS), options).catch((error: unknown) => {
        expect(error).toMatchObject({ name: 'ServiceError', code: 'unavailable' });
      });
      await repeat(each, options);
      expect(await records()).toBe(before + 1);
    }
  });

  test('catalogue 10: a short delay changes nothing', async () => {
    proxy.mode = { kind: 'delay', ms: 20 };
    expect(await untilAnswered(() => each.read(portsOf(vendor, PATIENT_MS)))).toBeTruthy();
  });
});
