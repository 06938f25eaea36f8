import fc from 'fast-check';
import { selectRows } from '../../../sandbox/servicenow/encodedQuery';
import { SERVICE_DESK_GROUP } from '../../../sandbox/servicenow/seeds';
import { Database, tables, type Row } from '../../../sandbox/servicenow/tables';
import { createTransport } from '../../../services/http/boundedTransport';
import { servicenow } from '../../../services/vendors/servicenow';
import { allOf, contains, equals, NOTHING, oneOf } from '../../../services/vendors/servicenow/query';
import { startTestSandbox, type LoggedRequest, type TestSandbox } from '../../helpers/testSandbox';
import { aWrite } from '../contracts/underTest';

let sandbox: TestSandbox;
beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const employee = 'employee@example.com';
const customer = 'customer@example.com';

function create(settings: object = {}) {
  const config = servicenow.config.parse({ ...servicenow.sandbox(sandbox.url), ...settings });
  return servicenow.create(config, { transport: createTransport() });
}
const requests = async (method: string, path: string): Promise<LoggedRequest[]> =>
  (await sandbox.requests('servicenow')).filter((each) => each.method === method && each.path.includes(path));
const seededTicket = async () => (await create().helpdesk.listTickets({ requesterEmail: customer })).items[0]?.id ?? '';
const incidentDraft = {
  requesterEmail: employee,
  subject: 'S',
  description: 'D',
  impact: 'me',
  urgency: 'low',
} as const;

describe('the client', () => {
  test('logs in once, and again when its token is not accepted any more', async () => {
    const { itsm } = create();
    const list = () => itsm.listRequests({ requesterEmail: employee });
    await Promise.all([list(), list()]);
    expect(await requests('POST', '/oauth_token.do')).toMatchObject([{ status: 200 }]);
    await sandbox.reset(); // the tokens are forgotten there
    expect(await list()).toEqual([]);
    expect(await requests('POST', '/oauth_token.do')).toHaveLength(1);
  });

  test('reports wrong credentials', async () => {
    const { itsm } = create({ SERVICENOW_CLIENT_SECRET: 'wrong' });
    await expect(itsm.listRequests({ requesterEmail: employee })).rejects.toMatchObject({
      code: 'unauthenticated',
      mayBeDone: false,
      origin: { vendor: 'servicenow', operation: 'listRequests' },
    });
  });

  test.each([
    { SERVICENOW_URL: 'http://demo.service-now.com' },
    { SERVICENOW_URL: 'demo' },
    { SERVICENOW_CLIENT_ID: '' },
    { SERVICENOW_HR_SERVICE: 'Benefits' },
    { SERVICENOW_HR_CONFIDENTIAL_TABLE: '../incident' },
  ])('refuses %j', (settings) => {
    const config = { ...servicenow.sandbox(sandbox.url), ...settings };
    expect(servicenow.config.safeParse(config).success).toBe(false);
  });
});

describe('what people type is never query syntax', () => {
  const parts = [
    '^',
    '^^',
    '^OR',
    '^NQ',
    '=',
    'IN',
    'LIKE',
    ',',
    '\n',
    'javascript:',
    'email',
    employee,
    'sys_idISNOTEMPTY',
    'a',
  ];
  const payload = fc.oneof(
    fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 8 }).map((each) => each.join('')),
    fc.string({ unit: 'grapheme' }),
  );
  const database = new Database();
  const plain = (text: string) => text.trim().toLowerCase();
  const stored = ['a', 'a^b', 'a^^b', 'x^ORemail=a', employee].map((email) =>
    database.insert('sys_user', { email, name: 'n' }),
  );
  const found = (query: string) => selectRows(database, 'sys_user', query).map((row) => row['email']);
  const emails = stored.map((row: Row) => row['email'] ?? '');

  test('equals', () => {
    const literal = fc.property(payload, (typed) => {
      expect(found(allOf(equals('email', typed), 'name=n'))).toEqual(
        emails.filter((each) => plain(each) === plain(typed)),
      );
    });
    fc.assert(literal, { numRuns: 300 });
    for (const each of emails) expect(found(equals('email', each))).toEqual([each]);
  });

  test('contains', () => {
    const literal = fc.property(payload, (typed) => {
      for (const each of found(contains('email', typed))) expect(plain(each ?? '')).toContain(plain(typed));
    });
    fc.assert(literal, { numRuns: 300 });
  });

  test('oneOf', () => {
    const literal = fc.property(fc.array(payload, { maxLength: 3 }), (typed) => {
      for (const each of found(oneOf('email', typed))) expect(typed.map(plain)).toContain(plain(each ?? ''));
    });
    fc.assert(literal, { numRuns: 300 });
    expect(oneOf('email', [])).toBe(NOTHING);
  });

  test.each(["javascript:'employee@example.com'", ' JavaScript:gs.getUserID()', '', ' ', 'a\nb'])(
    '%j matches nothing',
    (typed) => {
      expect(found(equals('email', typed))).toEqual([]);
    },
  );
});

describe('the requests', () => {
  test('write only what the tables have', async () => {
    const { itsm, helpdesk, hr } = create({ SERVICENOW_HR_SERVICE: 'b'.repeat(32) });
    await itsm.createIncident({ ...incidentDraft, device: 'ALEX-LT-01' }, aWrite());
    const draft = {
      subject: 'S',
      description: 'D',
      priority: 'low',
      tags: ['chatbot'],
      group: SERVICE_DESK_GROUP,
    } as const;
    await helpdesk.createTicket({ ...draft, tags: ['chatbot'], requesterEmail: 'new@example.com' }, aWrite());
    await helpdesk.closeTicket({ ticketId: await seededTicket() }, aWrite());
    await hr.openHrCase({ employeeEmail: employee, subject: 'S', description: 'D', confidential: false }, aWrite());
    const writes = (await sandbox.requests('servicenow')).filter(
      ({ method, path }) => ['POST', 'PATCH'].includes(method) && path.includes('/table/'),
    );
    expect(writes.length).toBeGreaterThan(3);
    for (const { path, body } of writes) {
      const table = tables.get(/\/table\/(\w+)/.exec(path)?.[1] ?? '');
      const known = [...(table?.fields ?? []), ...Object.keys(table?.references ?? {}), 'comments', 'work_notes'];
      expect(known).toEqual(expect.arrayContaining(Object.keys(body as object)));
    }
  });

  test.each(['../sys_user', '..', 'INC0005001', 'a'.repeat(31), `${'a'.repeat(32)}/x`])(
    'no path is made of %j',
    async (id) => {
      const { itsm, helpdesk } = create();
      const order = { requesterEmail: employee, itemId: id, quantity: 1, variables: {} };
      await expect(itsm.requestCatalogItem(order, aWrite())).rejects.toMatchObject({ code: 'not_found' });
      for (const change of ['closeTicket', 'reopenTicket'] as const)
        await expect(helpdesk[change]({ ticketId: id }, aWrite())).rejects.toMatchObject({ code: 'not_found' });
      await expect(helpdesk.routeTicket({ ticketId: id, group: SERVICE_DESK_GROUP }, aWrite())).rejects.toMatchObject({
        code: 'not_found',
      });
      for (const { path } of await sandbox.requests('servicenow'))
        expect(path).toMatch(/^\/servicenow\/(oauth_token\.do$|api\/now\/table\/\w+\?)/);
    },
  );
});

describe('IT', () => {
  test('links a device that is known', async () => {
    await create().itsm.createIncident({ ...incidentDraft, device: 'p1000479' }, aWrite());
    const [request] = await requests('POST', '/table/incident');
    expect(request?.body).toMatchObject({ description: 'D', cmdb_ci: expect.stringMatching(/^\w{32}$/) as string });
  });

  test('an order stays placed when it cannot be read back', async () => {
    const { itsm } = create();
    const [item] = await itsm.listCatalogItems({ query: 'monitor' });
    await sandbox.fault({ vendor: 'servicenow', mode: 'status', status: 503, path: '/table/sc_req_item' });
    const order = { requesterEmail: employee, itemId: item?.id ?? '', quantity: 2, variables: { size: '27' } };
    expect(await itsm.requestCatalogItem(order, aWrite())).toMatchObject({ subject: '2 × Monitor', status: 'new' });
    expect((await requests('POST', '/order_now'))[0]?.body).toEqual({
      sysparm_quantity: '2',
      sysparm_requested_for: expect.stringMatching(/^\w{32}$/) as string,
      variables: { size: '27' },
    });
  });

  test('an item of an order is found by its own number', async () => {
    const { itsm } = create();
    const [item] = await itsm.listCatalogItems({ query: 'laptop' });
    const variables = { model: 'standard_14', memory: '16_gb', reason: 'Work' };
    const order = { requesterEmail: employee, itemId: item?.id ?? '', quantity: 1, variables };
    await itsm.requestCatalogItem(order, aWrite());
    const [{ number } = { number: '' }] = await sandbox.records<{ number: string }>('servicenow', 'requestItem');
    const status = (requesterEmail: string) => itsm.getRequestStatus({ number: number.toLowerCase(), requesterEmail });
    expect(await status(employee)).toMatchObject({ number, subject: 'Laptop', status: 'awaiting_approval' });
    expect(await status(customer)).toBeUndefined();
  });
});

describe('the helpdesk', () => {
  test('pages through many tickets', async () => {
    const { helpdesk } = create();
    const draft = { subject: 'S', description: 'D', priority: 'low', requesterEmail: customer } as const;
    for (let ticket = 0; ticket < 20; ticket++) await helpdesk.createTicket({ ...draft, tags: [] }, aWrite());
    const first = await helpdesk.listTickets({ requesterEmail: customer });
    const second = await helpdesk.listTickets({ requesterEmail: customer, cursor: first.nextCursor });
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([20, 1, undefined]);
    expect(second.items[0]?.number).toBe('INC0005001');
    await expect(helpdesk.listTickets({ requesterEmail: customer, cursor: '1^' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  test('finds a ticket by its digits, and says when its requester should hear', async () => {
    const ticket = await create().helpdesk.getTicket({ number: '5001', requesterEmail: customer });
    expect(ticket).toMatchObject({ number: 'INC0005001', priority: 'normal' });
    expect(Date.parse(ticket?.answerDueAt ?? '')).toBeGreaterThan(Date.now());
  });

  test('takes no comment and no file from somebody else', async () => {
    const { helpdesk } = create();
    const foreign = { ticketId: await seededTicket(), requesterEmail: employee };
    const file = { name: 'a.txt', contentType: 'text/plain', base64: 'eA==' };
    await expect(helpdesk.addComment({ ...foreign, text: 'x' }, aWrite())).rejects.toMatchObject({ code: 'not_found' });
    await expect(helpdesk.attachFile({ ...foreign, file }, aWrite())).rejects.toMatchObject({ code: 'not_found' });
  });

  test('sends a file whose kind is none as what it is: unknown', async () => {
    const { helpdesk } = create();
    const file = { name: 'a.txt', contentType: 'text/plain\r\nX-Other: 1', base64: 'eA==' };
    const input = { ticketId: await seededTicket(), requesterEmail: customer, file };
    expect(await helpdesk.attachFile(input, aWrite())).toEqual({ ticketId: input.ticketId });
    const sent = (await sandbox.requests('servicenow')).findLast(({ path }) => path.includes('attachment/file'));
    expect(sent?.headers).toMatchObject({ 'content-type': 'application/octet-stream' });
  });

  test('lets no comment become HTML', async () => {
    const text = 'Look: [code]<img src=x>[/code]';
    await create().helpdesk.addComment({ ticketId: await seededTicket(), requesterEmail: customer, text }, aWrite());
    expect(JSON.stringify(await sandbox.records('servicenow', 'comment'))).not.toMatch(/\[\/?code\]/);
  });

  test('routes to a group of ServiceNow only', async () => {
    const { helpdesk } = create();
    const ticketId = await seededTicket();
    await helpdesk.routeTicket({ ticketId, group: SERVICE_DESK_GROUP }, aWrite());
    expect(await sandbox.records('servicenow', 'incident')).toMatchObject([{ assignment_group: SERVICE_DESK_GROUP }]);
    const unknown = helpdesk.routeTicket({ ticketId, group: 'Service Desk' }, aWrite());
    await expect(unknown).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('HR', () => {
  const draft = { employeeEmail: employee, subject: 'My pay', description: 'It is too low.' };

  test.each([
    [false, 'sn_hr_core_case'],
    [true, 'sn_hr_core_case_relations'],
  ])('a case, confidential: %s, goes to %s once', async (confidential, table) => {
    const { hr } = create();
    const options = aWrite();
    const opened = await hr.openHrCase({ ...draft, confidential }, options);
    expect(opened).toMatchObject({ number: expect.stringMatching(/^HRC\d{7}$/) as string });
    expect(await hr.openHrCase({ ...draft, confidential }, { ...options, isRepeat: true })).toEqual(opened);
    expect(await sandbox.records('servicenow', 'hrCase')).toMatchObject([
      { sys_class_name: table, number: opened.number },
    ]);
  });

  test('knows only employees', async () => {
    const unknown = create().hr.openHrCase({ ...draft, employeeEmail: 'x@example.com', confidential: true }, aWrite());
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
  });
});
