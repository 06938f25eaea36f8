import { examineVendor } from '../../../services/doctor/vendorDoctor';
import { exitCodeOf, type Finding, type Level } from '../../../services/doctor/finding';
import type { AnyVendor } from '../../../services/vendorDefinition';
import { vendors } from '../../../services/vendors';
import { portNames } from '../../../services/vendorsInUse';
import { startTestSandbox, type TestSandbox } from '../../helpers/testSandbox';

let sandbox: TestSandbox;
beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

interface Circumstances {
  readOnly?: boolean;
  url?: string;
  ports?: readonly (typeof portNames)[number][];
  aheadMs?: number;
  limitMs?: number;
}

async function examine(vendor: AnyVendor, circumstances: Circumstances = {}): Promise<Map<string, Finding>> {
  const { readOnly = false, url = sandbox.url, aheadMs = 0, limitMs } = circumstances;
  const findings = await examineVendor(
    { definition: vendor, onSandbox: true, readOnly },
    {
      settings: vendor.config.parse(vendor.sandbox(url)),
      ports: circumstances.ports ?? portNames.filter((port) => vendor.serves[port]),
      now: () => Date.now() + aheadMs,
      ...(limitMs && { limitMs }),
    },
  );
  expect(findings.every(({ level, hint }) => Boolean(hint) === (level === 'warning' || level === 'fault'))).toBe(true);
  return new Map(findings.map((finding) => [finding.check, finding]));
}

const levels = (found: Map<string, Finding>) =>
  Object.fromEntries([...found].map(([check, { level }]) => [check, level]));
const ALL_WELL = { reach: 'ok', credentials: 'ok', scopes: 'ok', version: 'ok', clock: 'ok' };
const NOT_IN = { ...ALL_WELL, credentials: 'fault', scopes: 'skipped', version: 'skipped' };

describe.each(vendors.map((vendor) => [vendor.id, vendor] as const))('%s', (id, vendor) => {
  test('is well on its sandbox, and nothing is written there', async () => {
    const found = await examine(vendor);
    expect(levels(found)).toEqual(ALL_WELL);
    expect(exitCodeOf([...found.values()])).toBe(0);
    const methods = (await sandbox.requests(id)).filter(({ path }) => !/token|graphql/.test(path));
    expect(methods.map(({ method }) => method).filter((method) => method !== 'GET')).toEqual([]);
  });

  test('with other credentials is told from one that cannot be reached, and no secret is shown', async () => {
    await sandbox.control('POST', 'account', { vendor: id, secrets: ['rotated-secret'] });
    const found = await examine(vendor);
    expect(levels(found)).toEqual(NOT_IN);
    expect(found.get('credentials')?.text).toMatch(/^unauthenticated/);
    expect(JSON.stringify([...found.values()])).not.toMatch(/sandbox-(?:secret|token|refresh-token)|rotated-secret/);
    expect(exitCodeOf([...found.values()])).toBe(1);
  });

  test('behind a page of HTML says so', async () => {
    await sandbox.fault({ vendor: id, mode: 'html' });
    const found = await examine(vendor);
    expect(levels(found)).toEqual(NOT_IN);
    expect(found.get('credentials')?.text).toContain('web page');
  });

  test.each<[string, object, RegExp]>([
    ['that is down', { mode: 'status', status: 503 }, /^unavailable/],
    ['that cuts connections', { mode: 'reset' }, /^unavailable/],
    ['that is silent', { mode: 'hang' }, /no (whole )?answer within/],
    ['that is asked too often', { mode: 'status', status: 429, retryAfter: 5 }, /^rate_limited/],
  ])('%s is told', async (_name, fault, text) => {
    await sandbox.fault({ vendor: id, ...fault } as { vendor: string; mode: string });
    const found = await examine(vendor, { limitMs: 1_000 });
    expect(found.get('credentials')).toMatchObject({ level: 'fault', text: expect.stringMatching(text) as unknown });
  });

  test('where nothing listens is told by its address and the setting', async () => {
    const gone = await startTestSandbox();
    await gone.close();
    const found = await examine(vendor, { url: gone.url });
    expect(levels(found)).toEqual({ ...skipped, reach: 'fault' });
    expect(found.get('reach')?.text).toContain('ECONNREFUSED');
    expect(found.get('reach')?.hint).toContain(id.toUpperCase());
  });

  test.each<[number, Level]>([
    [20_000, 'ok'],
    [-20_000, 'ok'],
    [45_000, 'warning'],
    [-45_000, 'warning'],
    [200_000, 'fault'],
    [-200_000, 'fault'],
  ])('this machine being %d ms ahead is: %s', async (aheadMs, level) => {
    const clock = (await examine(vendor, { aheadMs })).get('clock');
    expect(clock?.level).toBe(level);
    if (level !== 'ok') expect(clock?.text).toMatch(aheadMs > 0 ? /ahead/ : /behind/);
  });
});

const skipped = { credentials: 'skipped', scopes: 'skipped', version: 'skipped', clock: 'skipped' };

const vendorOf = (id: string) => vendors.find((vendor) => vendor.id === id) as AnyVendor;

describe('what is missing', () => {
  test.each<[string, string, Level]>([
    ['shopify', 'write_orders', 'fault'],
    ['shopify', 'read_all_orders', 'warning'],
    ['shopify', 'read_fulfillments', 'warning'],
    ['salesforce', 'Account: Read', 'fault'],
    ['salesforce', 'Contact: Edit', 'fault'],
    ['salesforce', 'Contact: Read', 'fault'],
    ['salesforce', 'Lead: Create', 'fault'],
    ['salesforce', 'Key field: Task', 'fault'],
    ['salesforce', 'Task: Edit', 'fault'],
    ['salesforce', 'Opportunity: Create', 'warning'],
    ['salesforce', 'Opportunity: Edit', 'warning'],
    ['zendesk', 'Role: agent', 'fault'],
    ['zendesk', 'Tickets: all', 'fault'],
    ['zendesk', 'Comments: public', 'fault'],
    ['zendesk', 'Help center: read', 'warning'],
  ])('at %s, %s, is a %s', async (id, missing, level) => {
    await sandbox.control('POST', 'account', { vendor: id, missing: [missing] });
    const scopes = (await examine(vendorOf(id))).get('scopes');
    expect(scopes?.level).toBe(level);
    expect(scopes?.text).toContain(missing);
    expect(scopes?.hint).toContain(`docs/systems/${id}.md`);
    expect(scopes?.hint?.includes('(optional: ')).toBe(level === 'warning');
  });

  test.each<[string, string, string, Level]>([
    ['servicenow', 'incident: read', '/table/incident', 'fault'],
    ['servicenow', 'sc_request: read', '/table/sc_request', 'fault'],
    ['servicenow', 'sys_attachment: read', '/table/sys_attachment', 'fault'],
    ['servicenow', 'cmdb_ci: read', '/table/cmdb_ci', 'warning'],
    ['servicenow', 'Catalogue: read', '/servicecatalog/', 'fault'],
    ['servicenow', 'Knowledge: read', '/sn_km_api/', 'warning'],
    ['workday', 'Time Off and Leave', '/absenceManagement/', 'fault'],
    ['workday', 'Expenses', '/expense/', 'fault'],
    ['workday', 'Core Payroll', '/paySlips', 'warning'],
    ['workday', 'System', '/wql/', 'fault'],
  ])('at %s, %s, is seen by what is refused (%s), and a %s', async (id, missing, path, level) => {
    await sandbox.fault({ vendor: id, mode: 'status', status: 403, path });
    const scopes = (await examine(vendorOf(id))).get('scopes');
    expect(scopes?.level).toBe(level);
    expect(scopes?.text).toContain(missing);
  });

  test('is not asked for where the system is only read, or not used for it', async () => {
    await sandbox.control('POST', 'account', { vendor: 'shopify', missing: ['write_orders', 'write_returns'] });
    expect((await examine(vendorOf('shopify'), { readOnly: true })).get('scopes')?.level).toBe('ok');
    await sandbox.fault({ vendor: 'workday', mode: 'status', status: 403, path: '/expense/' });
    expect((await examine(vendorOf('workday'), { ports: ['hr'] })).get('scopes')?.level).toBe('ok');
  });
});

describe('the version', () => {
  test.each<[string, string[], Level]>([
    ['shopify', ['2026-10', '2027-01'], 'fault'],
    ['shopify', ['2026-07', '2026-10', '2027-01'], 'warning'],
    ['salesforce', ['67.0', '68.0'], 'fault'],
    ['salesforce', ['66.0', '67.0', '75.0'], 'warning'],
    ['salesforce', ['65.0', '66.0', '67.0'], 'ok'],
  ])('of %s, where %j are served, is: %s', async (id, versions, level) => {
    await sandbox.control('POST', 'account', { vendor: id, versions });
    const version = (await examine(vendorOf(id))).get('version');
    expect(version?.level).toBe(level);
    expect(version?.text).toContain(versions.at(-1));
  });
});
