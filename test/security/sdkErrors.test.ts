import { createLogger } from '../../services/logger';
import { createServices } from '../../services';
import { loadSettings } from '../../services/vendorsInUse';
import { startTestSandbox, type TestSandbox } from '../helpers/testSandbox';

/** As they stand in the sandbox' settings, or are given by it. */
const CREDENTIALS =
  /sandbox-(token|secret|access|refresh|password)|shpat_|Basic [A-Za-z0-9+/]{8}|Bearer (?!\[)|eyJ[\w-]{8}/;
const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl';

let sandbox: TestSandbox;
beforeAll(async () => void (sandbox = await startTestSandbox()));
afterAll(() => sandbox.close());

const lines: string[] = [];
const log = createLogger('debug', { write: (line: string) => void lines.push(line) });
beforeEach(() => void (lines.length = 0));

describe('catalogue 24: the log of a failed call holds no credential, whichever way it fails:', () => {
  const CALLS = [
    ['shopify', 'commerce', 'findOrder', { orderNumber: '1001', email: 'customer@example.com' }],
    ['zendesk', 'helpdesk', 'listTickets', { requesterEmail: 'customer@example.com' }],
    ['salesforce', 'crm', 'findContactByEmail', { email: 'customer@example.com' }],
    ['servicenow', 'itsm', 'listRequests', { requesterEmail: 'customer@example.com' }],
    ['workday', 'hr', 'findEmployee', { email: 'employee@example.com' }],
  ] as const;
  const FAULTS = [
    { mode: 'status', status: 401 },
    { mode: 'status', status: 500 },
    { mode: 'reset' },
    { mode: 'html' },
  ];

  test.each(CALLS)('%s', async (vendor, port, method, input) => {
    for (const fault of FAULTS) {
      await sandbox.reset();
      await sandbox.fault({ vendor, ...fault });
      const { config, vendorsInUse } = loadSettings({ SANDBOX: 'on' });
      const services = createServices(config, {}, vendorsInUse, sandbox.url);
      const error = await services.callByName(port, method, input).then(
        () => new Error('it did not fail'),
        (reason: unknown) => reason,
      );
      log.error('call.failed', error, { vendor });
      expect(lines.join('')).not.toContain('it did not fail');
      expect(lines.join('')).not.toMatch(CREDENTIALS);
    }
  });
});

describe('catalogue 24: of an error of a library only name, message and stack are logged,', () => {
  test.each([
    ['its request', { config: { headers: { Authorization: `Bearer ${JWT}` } }, request: { headers: JWT } }],
    ['its response', { response: { headers: { 'set-cookie': JWT }, data: { access_token: JWT } } }],
    ['what it inherits', Object.create({ token: JWT }) as object],
  ])('never %s', (_name, more) => {
    log.error('call.failed', Object.assign(new Error('Request failed with status code 401'), more));
    expect(lines.join('')).toContain('Request failed with status code 401');
    expect(lines.join('')).not.toContain('eyJ');
  });

  test.each([
    [`invalid token ${JWT}`, JWT],
    [`got ${JWT} for https://x.example`, JWT],
    ['Authorization: Basic dXNlcjpwYXNzd29yZA==', 'dXNlcjpwYXNzd29yZA'],
    ['header x-shopify-access-token: shpat_0123456789abcdef', '0123456789abcdef'],
    ['GET https://x.example/?access_token=abc123def&x=1', 'abc123def'],
    ['connect to postgres://bot:hunter2@db.example.com/bot', 'hunter2'],
    ['{"client_secret":"hunter2"}', 'hunter2'],
  ])('with what looks like a credential masked: %s', (message, secret) => {
    log.error('call.failed', new Error('outside', { cause: new Error(message) }));
    expect(lines.join('')).not.toContain(secret);
  });

  test('words that only sound like one stay', () => {
    log.error('call.failed', new Error('Basic authentication is switched off'));
    expect(lines.join('')).toContain('Basic authentication is switched off');
  });
});
