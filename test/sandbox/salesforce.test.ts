import { parseSoql } from '../../sandbox/salesforce/soql';
import { startTestSandbox, type TestSandbox } from '../helpers/testSandbox';

let sandbox: TestSandbox;
let token: string;
beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(async () => {
  await sandbox.reset();
  token = (await logIn()).body.access_token ?? '';
});
afterAll(() => sandbox.close());

interface Answered {
  status: number;
  body: {
    access_token?: string;
    instance_url?: string;
    id?: string;
    created?: boolean;
    records?: Record<string, unknown>[];
    totalSize?: number;
  };
}

async function send(
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const response = await fetch(`${sandbox.url}/salesforce${path}`, { method, headers, body });
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : {}) as Answered['body'] };
}
const logIn = (more: Record<string, string> = {}) => {
  const form = {
    grant_type: 'client_credentials',
    client_id: 'sandbox-client',
    client_secret: 'sandbox-secret',
    ...more,
  };
  return send('POST', '/services/oauth2/token', new URLSearchParams(form).toString());
};
const data = (method: string, path: string, body?: object | string, headers: Record<string, string> = {}) =>
  send(method, `/services/data/v66.0${path}`, typeof body === 'object' ? JSON.stringify(body) : body, {
    authorization: `Bearer ${token}`,
    ...headers,
  });
const query = (soql: string) => data('GET', `/query?q=${encodeURIComponent(soql)}`);
const lead = { LastName: 'Reyes', Company: 'Reyes Ltd', Email: 'dana@example.com' };
const KEY = '/sobjects/Lead/Chatbot_Key__c/key-1';

describe('the log-in', () => {
  test('answers as Salesforce does', async () => {
    expect(await logIn()).toEqual({
      status: 200,
      body: {
        access_token: expect.stringMatching(/^00D\w{12}!/) as string,
        signature: expect.any(String) as string,
        scope: 'api',
        instance_url: `${sandbox.url}/salesforce`,
        id: expect.stringMatching(/\/id\/00D\w{15}\/005\w{15}$/) as string,
        token_type: 'Bearer',
        issued_at: expect.stringMatching(/^\d{13}$/) as string,
      },
    });
  });

  test.each([
    [{ grant_type: 'password' }, 'unsupported_grant_type'],
    [{ client_id: 'x' }, 'invalid_client_id'],
    [{ client_secret: 'x' }, 'invalid_client'],
  ])('refuses %j', async (wrong, error) => {
    expect(await logIn(wrong)).toMatchObject({ status: 400, body: { error } });
  });

  test('gives tokens that can be revoked, and that a new org does not know', async () => {
    const other = (await logIn()).body.access_token;
    await send('POST', '/services/oauth2/revoke', `token=${encodeURIComponent(token)}`);
    const refused = { status: 401, body: [{ errorCode: 'INVALID_SESSION_ID' }] };
    expect(await query('SELECT Id FROM Lead')).toMatchObject(refused);
    token = other ?? '';
    expect(await query('SELECT Id FROM Lead')).toMatchObject({ status: 200 });
    await sandbox.reset();
    expect(await query('SELECT Id FROM Lead')).toMatchObject(refused);
  });
});

test('the seeds are the ones that were promised', async () => {
  expect(await sandbox.records('salesforce', 'contact')).toMatchObject([
    { Name: 'Sarah Miller', Email: 'customer@example.com', Phone: '+12025550143' },
    { Name: 'James Carter', Email: 'other@example.com', Phone: null },
  ]);
  expect(await sandbox.records('salesforce', 'account')).toMatchObject([{ Name: 'Miller & Daughters' }]);
  for (const none of ['lead', 'opportunity', 'task']) expect(await sandbox.records('salesforce', none)).toEqual([]);
});

describe('a query', () => {
  test('walks along references', async () => {
    const { body } = await query("select id, account.name FROM contact WHERE email = 'CUSTOMER@example.com' LIMIT 1");
    expect(body).toMatchObject({
      totalSize: 1,
      done: true,
      records: [
        { attributes: { type: 'Contact' }, Account: { attributes: { type: 'Account' }, Name: 'Miller & Daughters' } },
      ],
    });
  });

  test.each([
    ["Email = 'other@example.com'", ['James']],
    ["Email != 'other@example.com'", ['Sarah']],
    ["Email LIKE '%@example.com'", ['James', 'Sarah']],
    ["Email = '%@example.com'", []],
    ["FirstName IN ('james', 'x')", ['James']],
    ["FirstName NOT IN ('James')", ['Sarah']],
    ["Phone = ''", ['James']],
    ['Phone = null', ['James']],
    ['NOT (Phone = null) AND IsDeleted = false', ['Sarah']],
    ["FirstName = 'James' OR (FirstName = 'Sarah' AND LastName = 'Miller')", ['James', 'Sarah']],
    ["LastName = 'O\\'Brien \\\\ \\n'", []],
    ["LastName = 'x\\' OR Email != \\''", []],
    ["LastName = 'x' OR Email != ''", ['James', 'Sarah']],
    ['LastModifiedDate > 2025-01-01T00:00:00Z', ['James', 'Sarah']],
  ])('finds by %s', async (where, names) => {
    const { body } = await query(`SELECT FirstName FROM Contact WHERE ${where} ORDER BY FirstName`);
    expect(body.records?.map(({ FirstName }) => FirstName)).toEqual(names);
  });

  test.each([
    ['SELECT', 'MALFORMED_QUERY'],
    ['SELECT Id', 'MALFORMED_QUERY'],
    ["SELECT Id FROM Lead WHERE Email = 'x", 'MALFORMED_QUERY'],
    ["SELECT Id FROM Lead WHERE Email = 'x\\q'", 'MALFORMED_QUERY'],
    ["SELECT Id FROM Lead WHERE Email = 'x\\\\' OR Email != ''' LIMIT 1", 'MALFORMED_QUERY'],
    ["SELECT Id FROM Lead WHERE Email = 'a' OR Email = 'b' AND Email = 'c'", 'MALFORMED_QUERY'],
    ['SELECT Id FROM Lead; DELETE', 'MALFORMED_QUERY'],
    ['SELECT Id FROM Lead WHERE Email = 5', 'INVALID_FIELD'],
    ["SELECT Id FROM Lead WHERE IsConverted = 'false'", 'INVALID_FIELD'],
    ['SELECT Colour FROM Lead', 'INVALID_FIELD'],
    ['SELECT Colour.Name FROM Lead', 'INVALID_FIELD'],
    ['SELECT Id FROM Spaceship', 'INVALID_TYPE'],
    ["SELECT Id FROM Lead WHERE Id = 'x'", 'INVALID_QUERY_FILTER_OPERATOR'],
  ])('is refused: %s', async (soql, errorCode) => {
    expect(await query(soql)).toMatchObject({ status: 400, body: [{ errorCode }] });
  });

  test('is read once, with its place told', () => {
    expect(() => parseSoql('SELECT Id FROM Lead WHERE')).toThrow(/ERROR at Row:1:Column:26\nunexpected token: '<EOF>'/);
  });
});

describe('a record', () => {
  test('is made, read, changed and deleted', async () => {
    const { status, body } = await data('POST', '/sobjects/Lead', { ...lead, FirstName: 'Dana' });
    expect([status, body]).toEqual([
      201,
      { id: expect.stringMatching(/^00Q\w{15}$/) as string, success: true, errors: [] },
    ]);
    const path = `/sobjects/Lead/${body.id?.slice(0, 15)}`;
    expect(await data('PATCH', path, { FirstName: '' })).toEqual({ status: 204, body: {} });
    expect((await data('GET', path)).body).toMatchObject({
      Id: body.id,
      FirstName: null,
      Name: 'Reyes',
      IsConverted: false,
    });
    expect(Object.keys((await data('GET', `${path}?fields=Email`)).body)).toEqual(['attributes', 'Id', 'Email']);
    expect((await data('DELETE', path)).status).toBe(204);
    expect(await data('PATCH', path, {})).toMatchObject({ status: 404, body: [{ errorCode: 'ENTITY_IS_DELETED' }] });
    expect((await query('SELECT Id FROM Lead')).body.totalSize).toBe(0);
  });

  test('is upserted by its key', async () => {
    const first = await data('PATCH', KEY, lead);
    expect(first).toMatchObject({ status: 201, body: { created: true } });
    const second = await data('PATCH', KEY, { Phone: '1' });
    expect(second).toMatchObject({ status: 200, body: { id: first.body.id, created: false } });
    expect((await data('GET', KEY)).body).toMatchObject({ Chatbot_Key__c: 'key-1', Phone: '1' });
    expect(await data('PATCH', '/sobjects/Lead/Email/x', lead)).toMatchObject({
      status: 404,
      body: [{ errorCode: 'NOT_FOUND', message: expect.stringContaining('external ID field') as string }],
    });
  });

  test.each([
    [{ ...lead, Colour: 'red' }, ['INVALID_FIELD']],
    [{ ...lead, IsConverted: true }, ['INVALID_FIELD_FOR_INSERT_UPDATE']],
    [{ LastName: 'Reyes' }, ['REQUIRED_FIELD_MISSING']],
    [{ ...lead, Email: 'dana' }, ['INVALID_EMAIL_ADDRESS']],
    [{ ...lead, Email: 'dana', FirstName: 'x'.repeat(41) }, ['INVALID_EMAIL_ADDRESS', 'STRING_TOO_LONG']],
    [{ ...lead, OwnerId: 'me' }, ['MALFORMED_ID']],
    [{ ...lead, OwnerId: '0058d0000000099' }, ['INVALID_CROSS_REFERENCE_KEY']],
    [{ ...lead, Phone: 5 }, ['JSON_PARSER_ERROR']],
    ['{', ['JSON_PARSER_ERROR']],
  ])('is refused: %j', async (body, codes) => {
    const answered = await data('POST', '/sobjects/Lead', body);
    expect(answered.status).toBe(400);
    expect(answered.body).toEqual(codes.map((errorCode) => expect.objectContaining({ errorCode }) as object));
  });

  test('has a key of its own', async () => {
    await data('PATCH', KEY, lead);
    const twin = { ...lead, Email: 'x@example.com', Company: 'X', Chatbot_Key__c: 'key-1' };
    expect(await data('POST', '/sobjects/Lead', twin)).toMatchObject({
      status: 400,
      body: [{ errorCode: 'DUPLICATE_VALUE' }],
    });
  });
});

describe('the duplicate rules', () => {
  const header = { 'sforce-duplicate-rule-header': 'allowSave=true' };

  test.each([
    ['a lead', { ...lead, LastName: 'Other' }, 'Lead'],
    ['a lead by its name', { ...lead, Email: 'x@example.com' }, 'Lead'],
    ['a contact', { ...lead, Email: 'customer@example.com', LastName: 'M', Company: 'M' }, 'Contact'],
  ])('find %s, and can be told to let it pass', async (_name, twin, entityType) => {
    await data('POST', '/sobjects/Lead', lead);
    const matchRecords = [{ record: { Id: expect.any(String) as string, attributes: { type: entityType } } }];
    expect(await data('POST', '/sobjects/Lead', twin)).toMatchObject({
      status: 400,
      body: [{ errorCode: 'DUPLICATES_DETECTED', duplicateResut: { matchResults: [{ entityType, matchRecords }] } }],
    });
    expect((await data('POST', '/sobjects/Lead', twin, header)).status).toBe(201);
  });

  test('look at changes, too', async () => {
    const { body } = await query("SELECT Id FROM Contact WHERE FirstName = 'James'");
    const path = `/sobjects/Contact/${String(body.records?.[0]?.['Id'])}`;
    expect((await data('PATCH', path, { Email: 'customer@example.com' })).status).toBe(400);
    expect((await data('PATCH', path, { Email: 'other@example.com', Phone: '1' })).status).toBe(204);
  });
});

test.each([
  ['GET', '/spaceships', 404, 'NOT_FOUND'],
  ['GET', '/sobjects/Spaceship/1', 404, 'NOT_FOUND'],
  ['GET', '/sobjects/Lead/1', 404, 'NOT_FOUND'],
  ['GET', '/sobjects/Lead/%ff', 404, 'NOT_FOUND'],
  ['PUT', '/sobjects/Lead', 405, 'METHOD_NOT_ALLOWED'],
])('%s %s gets %d', async (method, path, status, errorCode) => {
  expect(await data(method, path)).toMatchObject({ status, body: [{ errorCode }] });
});

test('there is no older or newer version', async () => {
  for (const version of ['v20.0', 'v99.0', 'v66']) {
    const headers = { authorization: `Bearer ${token}` };
    expect((await send('GET', `/services/data/${version}/query?q=x`, undefined, headers)).status).toBe(404);
  }
});

test.each([
  [429, undefined, 403],
  [429, 7, 429],
  [503, undefined, 503],
])('fails with %d and the wait %s as HTTP %d', async (status, retryAfter, shown) => {
  await sandbox.fault({ vendor: 'salesforce', mode: 'status', status, retryAfter });
  expect(await query('SELECT Id FROM Lead')).toMatchObject({
    status: shown,
    body: [{ errorCode: expect.any(String) as string }],
  });
});
