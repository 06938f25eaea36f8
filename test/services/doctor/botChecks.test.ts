import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { loadConfig } from '../../../services/config';
import { examine } from '../../../services/doctor/doctor';
import { exitCodeOf, within, type Finding } from '../../../services/doctor/finding';
import { createLogger } from '../../../services/logger';
import { openCipher } from '../../../services/storage/keyCheck';
import { openDatabase } from '../../../services/storage/openDatabase';
import { describeFindings } from '../../../scripts/doctor';

const NO_SYSTEMS = {
  ...{ CRM_VENDOR: 'none', HELPDESK_VENDOR: 'none', COMMERCE_VENDOR: 'none' },
  ...{ HR_VENDOR: 'none', ITSM_VENDOR: 'none', FINANCE_VENDOR: 'none' },
};
const KEY = Buffer.alloc(32, 7).toString('base64');

let folder: string;
/** Microsoft's log-in and Direct Line, and somebody who takes events, on loopback. */
let services: Server;
let url: string;
let answers: Record<string, [status: number, body: object]>;

beforeAll(async () => {
  services = createServer((request, response) => {
    const path = Object.keys(answers).find((each) => request.url?.includes(each)) ?? '';
    const [status, body] = answers[path] ?? [404, {}];
    request.resume();
    // One by one: restify, where it was loaded in this process, has a `writeHead` that gives nothing back.
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(services, 'listening');
  url = `http://127.0.0.1:${(services.address() as AddressInfo).port}`;
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  answers = {
    '/tenant/oauth2/v2.0/token': [200, { access_token: 't' }],
    '/v3/directline/tokens/generate': [200, { token: 't' }],
    '/events': [204, {}],
    '/language/': [200, { result: { prediction: { intents: [{ category: 'greet', confidenceScore: 1 }] } } }],
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => void services.close());

async function examineBot(environment: Record<string, string>): Promise<Finding[]> {
  const config = loadConfig({ ...NO_SYSTEMS, DATA_ENCRYPTION_KEY: KEY, ...environment });
  const addresses = { logIn: url, directLine: url };
  return examine({ config, environment, vendorsInUse: [], sandboxUrl: '', project: folder, addresses });
}

const find = (findings: readonly Finding[], check: string) => findings.find((finding) => finding.check === check);

test('a new installation has nothing but a database to come', async () => {
  const findings = await examineBot({});
  expect(findings.map(({ check, level }) => [check, level])).toEqual([
    ['database', 'ok'],
    ['encryption key', 'ok'],
  ]);
  expect(exitCodeOf(findings)).toBe(0);
});

describe('the data file', () => {
  const file = () => join(folder, 'data', 'bot.db');

  test('and its key are compared, and left as they are', async () => {
    const database = await openDatabase('sqlite:data/bot.db', folder, createLogger('silent'));
    await openCipher(database, [Buffer.alloc(32, 7)]);
    await database.close();
    expect((await examineBot({})).map(({ level }) => level)).toEqual(['ok', 'ok']);
    const findings = await examineBot({ DATA_ENCRYPTION_KEY: Buffer.alloc(32, 8).toString('base64') });
    expect(find(findings, 'encryption key')).toMatchObject({ level: 'fault' });
    expect(exitCodeOf(findings)).toBe(1);
  });

  test('that is something else is a fault', async () => {
    await (await openDatabase('sqlite:data/bot.db', folder, createLogger('silent'))).close();
    writeFileSync(file(), 'no database at all, but long enough to be taken for one by its size alone');
    expect(find(await examineBot({}), 'database')).toMatchObject({ level: 'fault' });
  });
});

test('a server that is not there is a fault, without its password', async () => {
  const findings = await examineBot({ DATABASE_URL: 'postgres://bot:geheim-im-test@127.0.0.1:1/bot' });
  expect(find(findings, 'database')?.level).toBe('fault');
  expect(JSON.stringify(findings)).not.toContain('geheim-im-test');
});

describe('the registration', () => {
  const registered = { MicrosoftAppId: 'app', MicrosoftAppPassword: 'hunter2-hunter2', MicrosoftAppTenantId: 'tenant' };

  test('gets a token', async () => {
    expect(find(await examineBot(registered), 'registration')).toMatchObject({ level: 'ok' });
  });

  test.each<[number, RegExp]>([
    [7000215, /value of a client secret/],
    [7000222, /expired/],
    [700016, /does not know MicrosoftAppId/],
    [50000, /Compare/],
  ])('that Entra refuses with %d is told with what to do', async (code, hint) => {
    answers['/tenant/oauth2/v2.0/token'] = [401, { error: 'invalid_client', error_codes: [code] }];
    const finding = find(await examineBot(registered), 'registration');
    expect(finding).toMatchObject({ level: 'fault', text: `no token: HTTP 401, AADSTS${code}` });
    expect(finding?.hint).toMatch(hint);
  });
});

test.each<[string, string, Record<string, string>, number, string]>([
  ['Direct Line', '/v3/directline/tokens/generate', { DIRECT_LINE_SECRET: 'hunter2-hunter2' }, 403, 'fault'],
  ['language', '/language/', { CLU_ENDPOINT: 'URL', CLU_KEY: 'hunter2-hunter2', CLU_PROJECT: 'p' }, 401, 'warning'],
  ['events', '/events', { EVENTS_URL: 'URL/events', EVENTS_SIGNING_SECRET: 'hunter2-hunter2-hunter2' }, 404, 'warning'],
])('%s is asked, and told when it refuses', async (check, path, given, status, level) => {
  const environment = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, value.replace('URL', url)]),
  );
  expect(find(await examineBot(environment), check)).toMatchObject({ level: 'ok' });
  answers[path] = [status, { said: 'hunter2-hunter2' }];
  const findings = await examineBot(environment);
  expect(find(findings, check)).toMatchObject({ level, hint: expect.any(String) as unknown });
  expect(exitCodeOf(findings)).toBe(level === 'fault' ? 1 : 2);
  expect(describeFindings(findings)).not.toContain('hunter2');
});

describe('the mail server', () => {
  let server: SMTPServer;
  beforeAll(async () => {
    server = new SMTPServer({
      authOptional: false,
      allowInsecureAuth: true,
      hideSTARTTLS: true,
      onAuth: ({ password }, _session, done) =>
        password === 'right-password' ? done(null, { user: 'bot' }) : done(new Error('no')),
    });
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
  });
  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

  test.each([
    ['right-password', 'ok'],
    ['wrong-password', 'fault'],
  ])('with the %s is: %s', async (password, level) => {
    const { port } = server.server.address() as AddressInfo;
    const findings = await examineBot({ SMTP_URL: `smtp://bot:${password}@127.0.0.1:${port}` });
    expect(find(findings, 'mail')).toMatchObject({ level });
    expect(describeFindings(findings)).not.toContain(password);
  });
});

test('NATS that is not there is a fault', async () => {
  expect(find(await examineBot({ EVENTS_URL: 'nats://127.0.0.1:1' }), 'events')).toMatchObject({ level: 'fault' });
});

test('a check that takes too long, or fails oddly, is a fault like any other', async () => {
  const never = await within('Bot', 'odd', () => new Promise(() => undefined), 20);
  expect(never).toMatchObject({ level: 'fault', text: 'no answer within 0.02 s' });
  const odd = await within('Bot', 'odd', () => Promise.reject(new Error('never seen before')));
  expect(odd).toMatchObject({ level: 'fault', text: 'never seen before' });
});

test('the sum is counted in words that fit', () => {
  const levels = ['warning', 'fault', 'fault'] as const;
  const findings = levels.map((level) => ({ subject: 'Bot', check: 'odd', level, text: 'odd', hint: 'odd' }));
  expect(describeFindings(findings)).toMatch(/\n0 ok, 1 warning, 2 faults$/);
});
