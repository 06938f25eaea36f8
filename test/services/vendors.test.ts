import { createTransport } from '../../services/http/boundedTransport';
import type { PortName, Ports } from '../../services/ports';
import { vendors } from '../../services/vendors';
import { startTestSandbox, type TestSandbox } from '../helpers/testSandbox';
import { commerceContract } from './contracts/commerceContract';
import { helpdeskContract } from './contracts/helpdeskContract';
import { crmContract } from './contracts/crmContract';
import { itsmContract } from './contracts/itsmContract';
import { financeContract } from './contracts/financeContract';
import { hrContract } from './contracts/hrContract';
import type { Contract } from './contracts/underTest';

let sandbox: TestSandbox;
beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

/** Far from what a busy machine needs, and near enough for a test that waits for it. */
const IMPATIENT_MS = 300;

test('every vendor has an id of its own', () => {
  const ids = vendors.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(vendors.map((vendor) => [vendor.id, vendor] as const))('%s', (id, vendor) => {
  const create = (timeoutMs?: number) =>
    vendor.create(vendor.config.parse(vendor.sandbox(sandbox.url)), { transport: createTransport({ timeoutMs }) });

  test('takes its settings under its own name', () => {
    for (const name of Object.keys(vendor.config.shape)) expect(name).toMatch(new RegExp(`^${id.toUpperCase()}_`));
  });

  test('has every method it promises', () => {
    const ports: Record<string, object> = create();
    for (const [port, methods] of Object.entries(vendor.serves)) {
      for (const method of methods) expect(ports[port]).toHaveProperty(method, expect.any(Function));
    }
  });

  function runContract<P extends PortName>(port: P, contract: Contract<P>): void {
    const methods: readonly PropertyKey[] | undefined = vendor.serves[port];
    if (!methods) return;
    const of = (timeoutMs?: number) => create(timeoutMs)[port] as Ports[P];
    describe(`as ${port}`, () =>
      contract(
        () => ({ port: of(), impatient: of(IMPATIENT_MS), sandbox, vendor: id }),
        (method) => methods.includes(method),
      ));
  }
  runContract('commerce', commerceContract);
  runContract('crm', crmContract);
  runContract('helpdesk', helpdeskContract);
  runContract('itsm', itsmContract);
  runContract('hr', hrContract);
  runContract('finance', financeContract);
});
