import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../../../services/logger';
import { SecretSources } from '../../../services/secrets/secretSources';
import { SecretsWatch } from '../../../services/secrets/secretsWatch';
import { Systems } from '../../../services/systems';
import { vendors } from '../../../services/vendors';
import { loadSettings } from '../../../services/vendorsInUse';
import { ManualClock } from '../../helpers/manualClock';
import { startTestSandbox, type TestSandbox } from '../../helpers/testSandbox';

interface Script {
  vendor: string;
  /** The setting with the secret that is changed, what it is at first, and a call that only reads. */
  setting: string;
  first: string;
  call: [port: string, method: string, input: object];
}

const requesterEmail = 'customer@example.com';
const SCRIPTS: Script[] = [
  {
    vendor: 'shopify',
    setting: 'SHOPIFY_ADMIN_TOKEN',
    first: 'sandbox-token',
    call: ['commerce', 'searchProducts', { query: 'mug', limit: 1 }],
  },
  {
    vendor: 'zendesk',
    setting: 'ZENDESK_API_TOKEN',
    first: 'sandbox-token',
    call: ['helpdesk', 'getTicket', { number: '5001', requesterEmail }],
  },
  {
    vendor: 'salesforce',
    setting: 'SALESFORCE_CLIENT_SECRET',
    first: 'sandbox-secret',
    call: ['crm', 'findContactByEmail', { email: requesterEmail }],
  },
  {
    vendor: 'servicenow',
    setting: 'SERVICENOW_CLIENT_SECRET',
    first: 'sandbox-secret',
    call: ['itsm', 'listRequests', { requesterEmail }],
  },
  {
    vendor: 'workday',
    setting: 'WORKDAY_REFRESH_TOKEN',
    first: 'sandbox-refresh-token',
    call: ['hr', 'findEmployee', { email: 'employee@example.com' }],
  },
];

let sandbox: TestSandbox;
let folder: string;
beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(async () => {
  await sandbox.reset();
  folder = mkdtempSync(join(tmpdir(), 'renewal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => sandbox.close());

test('every vendor has a script here', () => {
  expect(SCRIPTS.map(({ vendor }) => vendor).sort()).toEqual(vendors.map(({ id }) => id).sort());
});

/** The one vendor with real settings that point at the sandbox, and its secret in a file. */
async function setUp({ vendor: id, setting, first, call: [port] }: Script, more: Record<string, string> = {}) {
  const definition = vendors.find((each) => each.id === id);
  if (!definition) throw new Error(id);
  const file = join(folder, 'secret');
  const write = (text: string) => writeFileSync(file, text);
  write(first);
  const { [setting]: _secret, ...settings } = definition.sandbox(sandbox.url) as Record<string, string>;
  const none = { CRM_VENDOR: 'none', HELPDESK_VENDOR: 'none', COMMERCE_VENDOR: 'none', HR_VENDOR: 'none' };
  const ports = { ...none, ITSM_VENDOR: 'none', FINANCE_VENDOR: 'none', [`${port.toUpperCase()}_VENDOR`]: id };
  const sources = new SecretSources({ ...settings, ...ports, [`${setting}_FILE`]: file, ...more });
  const { environment, faults } = await sources.read();
  const { config, vendorsInUse } = loadSettings(environment, faults);
  expect(vendorsInUse.map(({ onSandbox }) => onSandbox)).toEqual([false]);
  const systems = new Systems(config, environment, vendorsInUse, 'http://127.0.0.1:1');
  const logged: string[] = [];
  const renewed: Record<string, string | undefined>[] = [];
  const clock = new ManualClock();
  const watch = new SecretsWatch({
    ...{ sources, environment, systems, vendors, clock, everyMinutes: config.SECRETS_RELOAD_MINUTES },
    log: createLogger('debug', { write: (line: string) => void logged.push(line) }),
    onRenewed: (now) => void renewed.push(now),
  });
  const rotate = (...secrets: string[]) => sandbox.control('POST', 'account', { vendor: id, secrets });
  return { services: systems.services, watch, write, rotate, logged, renewed, clock };
}

describe.each(SCRIPTS.map((script) => [script.vendor, script] as const))('%s', (_id, script) => {
  const [port, method, input] = script.call;

  test('goes on with a new secret when the file has changed, without another start', async () => {
    const { services, watch, write, rotate, logged } = await setUp(script);
    const call = () => services.callByName(port, method, input);
    await expect(call()).resolves.toBeDefined();
    await rotate('rotated-secret');
    await expect(call()).rejects.toMatchObject({ code: 'unauthenticated' });
    write('rotated-secret\n');
    await watch.look();
    await expect(call()).resolves.toBeDefined();
    expect(logged.join()).toContain('secrets.renewed');
    expect(logged.join()).not.toMatch(/rotated-secret|sandbox-/);
  });

  test('loses no call while it changes: those under way end with the old one', async () => {
    const { services, watch, write, rotate } = await setUp(script);
    await rotate(script.first, 'rotated-secret');
    await sandbox.fault({ vendor: script.vendor, mode: 'latency', latencyMs: 30 });
    const calls: Promise<unknown>[] = [];
    const begin = (count: number) => {
      for (let each = 0; each < count; each++) calls.push(services.callByName(port, method, input));
    };
    begin(10);
    write('rotated-secret');
    const look = watch.look();
    begin(10);
    await look;
    begin(10);
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
  });

  test('keeps the old secret when the new one is refused, or is none', async () => {
    const { services, watch, write, logged, renewed } = await setUp(script);
    for (const wrong of ['mistyped-secret', '  ']) {
      write(wrong);
      await watch.look();
      await expect(services.callByName(port, method, input)).resolves.toBeDefined();
    }
    expect(logged.join()).toMatch(/secrets\.refused.*secrets\.unreadable/s);
    expect(logged.join()).not.toMatch(/mistyped-secret|sandbox-/);
    expect(renewed).toEqual([]);
  });
});

test('files are looked at every few minutes', async () => {
  const { services, watch, write, rotate, clock } = await setUp(SCRIPTS[0] as Script, { SECRETS_RELOAD_MINUTES: '7' });
  const call = () => services.callByName('commerce', 'searchProducts', { query: 'mug', limit: 1 });
  await rotate('rotated-secret');
  write('rotated-secret');
  watch.start();
  await clock.advance(7 * 60_000 - 1);
  await expect(call()).rejects.toMatchObject({ code: 'unauthenticated' });
  await clock.advance(1);
  await watch.look();
  await expect(call()).resolves.toBeDefined();
  await watch.stop();
});

test('SIGHUP has them looked at, where there is one', async () => {
  const { services, watch, write, rotate } = await setUp(SCRIPTS[0] as Script, { SECRETS_RELOAD_MINUTES: '0' });
  await rotate('rotated-secret');
  write('rotated-secret');
  watch.start();
  expect(process.listenerCount('SIGHUP')).toBe(process.platform === 'win32' ? 0 : 1);
  process.emit('SIGHUP');
  await watch.look();
  await expect(services.callByName('commerce', 'searchProducts', { query: 'mug', limit: 1 })).resolves.toBeDefined();
  await watch.stop();
  expect(process.listenerCount('SIGHUP')).toBe(0);
});

test('what counts from the next start only is said once, by its name', async () => {
  const file = join(folder, 'smtp');
  writeFileSync(file, 'smtp://user:first-password@127.0.0.1');
  const { watch, logged } = await setUp(SCRIPTS[0] as Script, { SMTP_URL_FILE: file });
  writeFileSync(file, 'smtp://user:second-password@127.0.0.1');
  await watch.look();
  await watch.look();
  expect(logged.filter((line) => line.includes('secrets.need_a_restart'))).toEqual([
    expect.stringContaining('SMTP_URL'),
  ]);
  expect(logged.join()).not.toContain('-password');
});

test('a webhook’s new secret is handed on', async () => {
  const file = join(folder, 'webhook');
  writeFileSync(file, 'first-webhook-secret');
  const script: Script = {
    ...(SCRIPTS[0] as Script),
    setting: 'SHOPIFY_WEBHOOK_SECRET',
    first: 'first-webhook-secret',
  };
  const { watch, write, renewed } = await setUp(script);
  write('second-webhook-secret');
  await watch.look();
  expect(renewed).toEqual([expect.objectContaining({ SHOPIFY_WEBHOOK_SECRET: 'second-webhook-secret' })]);
});
