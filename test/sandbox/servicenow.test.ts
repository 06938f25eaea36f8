import { startTestSandbox, type TestSandbox } from '../helpers/testSandbox';

let sandbox: TestSandbox;
let token = '';
const form = { grant_type: 'client_credentials', client_id: 'sandbox-client', client_secret: 'sandbox-secret' };

beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(async () => {
  await sandbox.reset();
  token = ((await logIn(form)).body as { access_token: string }).access_token;
});
afterAll(() => sandbox.close());

async function logIn(fields: Record<string, string>) {
  const body = new URLSearchParams(fields);
  const response = await fetch(`${sandbox.url}/servicenow/oauth_token.do`, { method: 'POST', body });
  return { status: response.status, body: await response.json() };
}

interface Answer {
  status: number;
  headers: Headers;
  body: { result: Record<string, unknown>; error: { message: string; detail: string | null } };
}

async function ask(method: string, path: string, body?: unknown, headers: object = {}): Promise<Answer> {
  const response = await fetch(`${sandbox.url}/servicenow${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
}

async function select(table: string, query: string, field: string): Promise<unknown[]> {
  const parameters = new URLSearchParams({ sysparm_query: query, sysparm_fields: field });
  const { body } = await ask('GET', `/api/now/table/${table}?${parameters.toString()}`);
  return (body.result as unknown as Record<string, unknown>[]).map((row) => row[field]);
}

describe('the log-in', () => {
  test('gives a token for half an hour', async () => {
    expect(await logIn(form)).toEqual({
      status: 200,
      body: {
        access_token: expect.stringMatching(/^[\w-]{40,}$/) as string,
        scope: 'useraccount',
        token_type: 'Bearer',
        expires_in: 1800,
      },
    });
  });

  test.each([{ client_secret: 'wrong' }, { client_id: 'wrong' }, { grant_type: 'password' }])(
    'refuses %j',
    async (wrong) => {
      expect(await logIn({ ...form, ...wrong })).toMatchObject({
        status: 401,
        body: { error_description: 'access_denied' },
      });
    },
  );

  test.each(['Bearer wrong', 'Basic eDp5', ''])('is needed: "%s"', async (authorization) => {
    expect(await ask('GET', '/api/now/table/incident', undefined, { authorization })).toMatchObject({
      status: 401,
      body: {
        error: { message: 'User Not Authenticated', detail: 'Required to provide Auth information' },
        status: 'failure',
      },
    });
  });
});

describe('encoded queries', () => {
  test.each<[string, unknown[]]>([
    ['email=customer@example.com', ['Sarah']],
    ['email=CUSTOMER@example.com', ['Sarah']],
    ['email=customer@example.com^ORemail=other@example.com^ORDERBYfirst_name', ['James', 'Sarah']],
    ['first_nameINSarah,James^ORDERBYDESCfirst_name', ['Sarah', 'James']],
    ['first_name=Sarah^last_name=Carter', []],
    ['first_name=Sarah^NQlast_name=Carter^ORDERBYfirst_name', ['James', 'Sarah']],
    ['first_name=Sarah^^ORfirst_name=James', []],
    ['emailSTARTSWITHcust', ['Sarah']],
    ['emailLIKEstomer@', ['Sarah']],
    ['manager.email=manager@example.com', ['Alex']],
    ["first_name=javascript:'Sarah'", ['Sarah']],
    ['sys_idISEMPTY', []],
    ['first_name=Sarah^colour=red', ['Sarah']],
  ])('%s', async (query, expected) => {
    expect(await select('sys_user', query, 'first_name')).toEqual(expected);
  });

  test('compare times', async () => {
    expect(await select('incident', 'opened_at>=2026-01-01 00:00:00', 'number')).toEqual(['INC0005001']);
    expect(await select('incident', 'opened_at<2026-01-01 00:00:00', 'number')).toEqual([]);
  });
});

describe('tables', () => {
  const created = async (fields: object) => (await ask('POST', '/api/now/table/incident', fields)).body.result;

  test('show values, what they stand for, or both', async () => {
    const fields = 'sysparm_fields=number,caller_id,caller_id.email&sysparm_limit=1';
    const shown = async (more: string) =>
      ((await ask('GET', `/api/now/table/incident?${fields}${more}`)).body.result as unknown as object[])[0];
    const link = expect.stringMatching(/\/api\/now\/table\/sys_user\/\w{32}$/) as string;
    const value = expect.stringMatching(/^\w{32}$/) as string;
    const plain = { number: 'INC0005001', 'caller_id.email': 'customer@example.com' };
    expect(await shown('')).toEqual({ ...plain, caller_id: { link, value } });
    expect(await shown('&sysparm_exclude_reference_link=true')).toEqual({ ...plain, caller_id: value });
    expect(await shown('&sysparm_display_value=true')).toEqual({
      ...plain,
      caller_id: { display_value: 'Sarah Miller', link },
    });
    expect(await shown('&sysparm_display_value=all')).toMatchObject({
      number: { display_value: 'INC0005001', value: 'INC0005001' },
      caller_id: { display_value: 'Sarah Miller', value },
    });
  });

  test('page and count', async () => {
    const { headers, body } = await ask('GET', '/api/now/table/sys_user?sysparm_limit=2&sysparm_offset=1');
    expect([body.result.length, headers.get('x-total-count')]).toEqual([2, '6']);
  });

  test('number an incident and work out its priority', async () => {
    const row = await created({ short_description: 'S', impact: '2', urgency: '1', colour: 'red', comments: 'Hello' });
    expect(row).toMatchObject({ number: 'INC0010001', state: '1', priority: '2', active: 'true', contact_type: '' });
    expect(row).not.toHaveProperty('colour');
    expect(row).not.toHaveProperty('comments');
    const entries = await select('sys_journal_field', `element_id=${String(row['sys_id'])}`, 'value');
    expect(entries).toEqual(['Hello']);
  });

  test('want to know how an incident was resolved', async () => {
    const { sys_id: id } = await created({ short_description: 'S' });
    const where = `/api/now/table/incident/${String(id)}`;
    const refused = await ask('PATCH', where, { state: '6' });
    expect(refused).toMatchObject({ status: 403, body: { error: { message: 'Operation Failed' } } });
    expect(refused.body.error.detail).toMatch(
      /^Data Policy Exception:.*mandatory: Resolution code, Resolution notes$/s,
    );
    expect(await ask('PATCH', where, { state: '7', close_code: 'x', close_notes: 'y' })).toMatchObject({
      status: 200,
      body: { result: { state: '7', active: 'false' } },
    });
  });

  test.each([
    ['GET', '/api/now/table/nonsense', 400, 'Invalid table nonsense'],
    ['GET', `/api/now/table/incident/${'a'.repeat(32)}`, 404, 'No Record found'],
    ['PATCH', '/api/now/table/incident/1', 404, 'No Record found'],
    ['DELETE', '/api/now/table/incident', 405, 'Method not supported: DELETE'],
    ['GET', '/api/now/nonsense', 400, 'Requested URI does not represent any resource'],
    ['GET', `/api/sn_sc/servicecatalog/items/${'a'.repeat(32)}`, 400, 'Invalid Request'],
  ])('%s %s: %d', async (method, path, status, message) => {
    expect(await ask(method, path)).toMatchObject({ status, body: { error: { message }, status: 'failure' } });
  });

  test('refuse what is no JSON', async () => {
    expect(await ask('POST', '/api/now/table/incident', '{"a":')).toMatchObject({ status: 400 });
  });
});

describe('the catalogue', () => {
  const items = '/api/sn_sc/servicecatalog/items';
  const laptop = '04b7e94b4f7b42000086eeed18110c7f';
  const variables = { model: 'standard_14', memory: '16_gb', reason: 'Work' };

  test('places an order with its item', async () => {
    const placed = await ask('POST', `${items}/${laptop}/order_now`, { sysparm_quantity: '1', variables });
    expect(placed.body.result).toMatchObject({ request_number: 'REQ0010001', table: 'sc_request' });
    expect(await select('sc_req_item', 'request.number=REQ0010001', 'cat_item.name')).toEqual(['Laptop']);
    expect(await select('sc_request', 'approval=requested', 'request_state')).toEqual(['requested']);
  });

  test.each([
    [{ sysparm_quantity: '1', variables: { model: 'standard_14' } }, 'Mandatory Variables are required'],
    [{ sysparm_quantity: '0', variables }, 'Quantity is not valid'],
    [{ variables }, 'Quantity is not valid'],
  ])('refuses %j', async (body, message) => {
    const path = `${items}/${laptop}/order_now`;
    expect(await ask('POST', path, body)).toMatchObject({ status: 400, body: { error: { message } } });
  });
});

test('files belong to a record', async () => {
  const [id = ''] = (await select('incident', 'number=INC0005001', 'sys_id')) as string[];
  const to = (sysId: string) => `/api/now/attachment/file?table_name=incident&table_sys_id=${sysId}&file_name=a.txt`;
  const text = { 'content-type': 'text/plain' };
  expect((await ask('POST', to(id), 'abc', text)).body.result).toMatchObject({
    file_name: 'a.txt',
    size_bytes: '3',
    hash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  });
  expect((await ask('POST', to('1'), 'abc', text)).status).toBe(404);
  expect((await ask('POST', to(''), 'abc', text)).status).toBe(400);
  expect((await ask('POST', to(id), 'abc', { 'content-type': 'multipart/form-data' })).status).toBe(400);
});

test('articles are found by their words, in their language', async () => {
  const search = async (query: string) =>
    (await ask('GET', `/api/sn_km_api/knowledge/articles?${query}`)).body.result as {
      articles: { title: string; snippet: string }[];
    };
  expect((await search('query=refund+return&limit=1')).articles).toMatchObject([{ title: 'Our return policy' }]);
  expect((await search('query=delivery')).articles[0]?.snippet).toContain('<B>delivery</B>');
  expect((await search('query=return&language=de')).articles).toEqual([]);
});
