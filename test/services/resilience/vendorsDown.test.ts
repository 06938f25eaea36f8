import { createServices } from '../../../services';
import type { Services } from '../../../services/services';
import { loadSettings } from '../../../services/vendorsInUse';
import { ManualClock } from '../../helpers/manualClock';
import { startTestSandbox, type TestSandbox } from '../../helpers/testSandbox';

let sandbox: TestSandbox;
beforeAll(async () => void (sandbox = await startTestSandbox()));
afterAll(() => sandbox.close());

let clock: ManualClock;
let services: Services;
beforeEach(async () => {
  await sandbox.reset();
  clock = new ManualClock();
  const environment = { SANDBOX: 'on' };
  const { config, vendorsInUse } = loadSettings(environment);
  services = createServices(config, environment, vendorsInUse, sandbox.url, { clock });
});

const findOrder = () => services.call('commerce', 'findOrder', { orderNumber: '1001', email: 'customer@example.com' });
const sent = async () => (await sandbox.requests('shopify')).length;

/** One look-up for each system in use; all of them log in, answer and are counted on their own. */
const READS: Record<string, () => Promise<unknown>> = {
  shopify: () => services.call('commerce', 'searchProducts', { query: 'shirt', limit: 3 }),
  zendesk: () => services.call('helpdesk', 'searchArticles', { query: 'return', locale: 'en-US', limit: 3 }),
  salesforce: () => services.call('crm', 'findContactByEmail', { email: 'customer@example.com' }),
  servicenow: () => services.call('itsm', 'listCatalogItems', {}),
  workday: () => services.call('hr', 'findEmployee', { email: 'employee@example.com' }),
};

test('catalogue 9: a burst of 500s opens the breaker of that system; the others answer', async () => {
  await sandbox.fault({ vendor: 'shopify', mode: 'status', status: 500 });
  await Promise.allSettled(Array.from({ length: 12 }, findOrder));
  const before = await sent();
  await expect(findOrder()).rejects.toMatchObject({ code: 'unavailable', breakerOpen: true, retryAfterMs: 5_000 });
  expect(await sent()).toBe(before);
  for (const [vendor, read] of Object.entries(READS))
    if (vendor !== 'shopify') await expect(read()).resolves.toBeDefined();
});

test('catalogue 9: of many calls after the pause one reaches the system, until it answers', async () => {
  await sandbox.fault({ vendor: 'shopify', mode: 'status', status: 500 });
  await Promise.allSettled(Array.from({ length: 12 }, findOrder));
  const before = await sent();
  await clock.advance(5_000);
  await Promise.allSettled(Array.from({ length: 20 }, findOrder));
  expect(await sent()).toBe(before + 1);
  await sandbox.control('DELETE', 'faults');
  await clock.advance(5_000);
  const answers = await Promise.allSettled(Array.from({ length: 20 }, findOrder));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(Promise.all(Array.from({ length: 20 }, findOrder))).resolves.toHaveLength(20);
});

test('catalogue 8: a system that is too busy (429) is not taken for one that is down', async () => {
  await sandbox.fault({ vendor: 'shopify', mode: 'status', status: 429, retryAfter: 1 });
  await Promise.allSettled(Array.from({ length: 30 }, findOrder));
  await sandbox.control('DELETE', 'faults');
  await expect(findOrder()).resolves.toMatchObject({ number: '1001' });
});

test.each(Object.entries(READS))(
  'catalogue 10: %s sends what nobody can use, in every way at once: typed errors, bounded memory, and it goes on',
  async (vendor, read) => {
    await read();
    const before = process.memoryUsage().rss;
    for (const mode of ['reset', 'truncate', 'html', 'huge']) await sandbox.fault({ vendor, mode, times: 2 });
    const answers = await Promise.allSettled(Array.from({ length: 8 }, read));
    const failed = answers.filter((answer) => answer.status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    for (const { reason } of failed)
      expect(reason).toMatchObject({ name: 'ServiceError', code: 'unavailable', origin: { vendor } });
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
    await sandbox.control('DELETE', 'faults');
    await expect(read()).resolves.toBeDefined();
  },
);
