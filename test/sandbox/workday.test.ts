import type {
  EmployeeRecord,
  ExpenseReportRecord,
  InvoiceRecord,
  LeaveBalanceRecord,
} from '../../sandbox/workday/records';
import { wid } from '../../sandbox/workday/wire';
import { startTestSandbox, type TestSandbox } from '../helpers/testSandbox';

let sandbox: TestSandbox;
let bearer = '';
beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(async () => {
  await sandbox.reset();
  bearer = `Bearer ${(await logIn()).body['access_token'] as string}`;
});
afterAll(() => sandbox.close());

const ALEX = wid('employee@example.com');
const VACATION = wid('Vacation');
const SUBMIT = { businessProcessParameters: { action: { id: 'd9e4223e446c11de98360015c5e6daf6' } } };

async function call(
  method: string,
  path: string,
  { body, authorization = bearer }: { body?: unknown; authorization?: string } = {},
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${sandbox.url}/workday${path}`, { method, headers: { authorization }, body: text });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

function logIn({ form = {}, client = 'sandbox-client:sandbox-secret' }: { form?: object; client?: string } = {}) {
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'sandbox-refresh-token', ...form });
  return call('POST', '/ccx/oauth2/demo/token', { body: body.toString(), authorization: `Basic ${btoa(client)}` });
}

const get = (path: string) => call('GET', `/ccx/api/${path}`);
const ask = (body: object, worker = ALEX) =>
  call('POST', `/ccx/api/absenceManagement/v1/demo/workers/${worker}/requestTimeOff`, { body });
const aDay = (day: object = {}) => ({ date: '2027-03-01', dailyQuantity: 1, timeOffType: { id: VACATION }, ...day });

/** Working days of March 2027, which begins on a Monday. */
const daysOfMarch = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const day = 1 + Math.floor(index / 5) * 7 + (index % 5);
    return aDay({ date: `2027-03-${String(day).padStart(2, '0')}` });
  });

describe('the log-in', () => {
  test.each([
    [{ form: { refresh_token: 'wrong' } }, 400, 'invalid_grant'],
    [{ form: { grant_type: 'password' } }, 400, 'unsupported_grant_type'],
    [{ client: 'sandbox-client:wrong' }, 401, 'invalid_client'],
  ])('refuses %j', async (wrong, status, error) => {
    expect(await logIn(wrong)).toMatchObject({ status, body: { error } });
  });

  test('is needed', async () => {
    const path = '/ccx/api/expense/v1/demo/reports';
    expect(await call('GET', path, { authorization: 'Bearer wrong' })).toMatchObject({
      status: 401,
      body: { error: 'invalid access token' },
    });
    expect((await call('GET', path)).status).toBe(200);
  });
});

describe('the wire', () => {
  test('answers a collection page by page', async () => {
    expect(await get('expense/v1/demo/reports?limit=1&offset=1')).toMatchObject({
      status: 200,
      body: { total: 2, data: [{ descriptor: 'Expense Report: EXP-3002' }] },
    });
    expect((await get('expense/v1/demo/reports?limit=101')).status).toBe(400);
  });

  test.each([
    'expense/v1/other/reports',
    'expense/v2/demo/reports',
    'common/v1/demo/workers/00000000000000000000000000000000',
    'common/v1/demo/nothing',
  ])('knows no %s', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, body: { error: 'Resource not found.' } });
  });

  test('searches workers by name only', async () => {
    const names = async (search: string) => {
      const { body } = await get(`common/v1/demo/workers?search=${encodeURIComponent(search)}`);
      return (body['data'] as { descriptor: string }[]).map(({ descriptor }) => descriptor);
    };
    expect(await names('MORGAN hayes')).toEqual(['Alex Morgan', 'Robin Hayes']);
    expect(await names('employee@example.com')).toEqual([]);
  });

  test.each([
    ['SELECT workdayID FROM allWorkers WHERE email_PrimaryWork = "manager@example.com"', 200],
    ['SELECT shoeSize FROM allWorkers WHERE email_PrimaryWork = "x"', 400],
    ['SELECT workdayID FROM everybody WHERE email_PrimaryWork = "x"', 400],
    ['DROP TABLE workers', 400],
  ])('takes the query %s: %d', async (query, status) => {
    const answer = await get(`wql/v1/demo/data?query=${encodeURIComponent(query)}`);
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.body).toEqual({ total: 1, data: [{ workdayID: wid('manager@example.com') }] });
  });

  test.each([401, 403, 404, 429, 500])('fails with %d in its own format', async (status) => {
    await sandbox.fault({ vendor: 'workday', mode: 'status', status, retryAfter: 5 });
    const answer = await get('expense/v1/demo/reports');
    expect(answer).toMatchObject({ status, body: { error: expect.any(String) as string } });
    expect(answer.headers.get('retry-after')).toBe('5');
  });
});

describe('requestTimeOff', () => {
  test('stores one request and takes its days from the balance', async () => {
    const answer = await ask({ ...SUBMIT, days: [aDay(), aDay({ date: '2027-03-02', dailyQuantity: 0.5 })] });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        businessProcessParameters: { overallStatus: 'In Progress' },
        days: [{ dailyQuantity: 1 }, { dailyQuantity: 0.5 }],
      },
    });
    expect(await sandbox.records('workday', 'leaveRequest')).toMatchObject([
      { worker: { id: ALEX }, status: 'In Progress', days: [{ date: '2027-03-01', quantity: 1 }, { quantity: 0.5 }] },
    ]);
    expect((await get(`absenceManagement/v1/demo/balances?worker=${ALEX}`)).body).toMatchObject({
      data: [{ quantity: 11 }, { quantity: 5 }],
    });
  });

  test.each<[string, object[]]>([
    ['A1020', []],
    ['A1009', [aDay({ timeOffType: undefined })]],
    ['A1038', [aDay({ date: undefined })]],
    ['A1017', [aDay({ dailyQuantity: undefined })]],
    ['A1016', [aDay({ dailyQuantity: 0 })]],
    ['A1041', [aDay({ timeOffType: { id: 'other' } })]],
    ['A1048', [aDay({ date: '2027-03-06' })]],
    ['A1048', [aDay({ date: 'soon' })]],
    ['A1032', [aDay(), aDay()]],
    ['A1028', [aDay({ dailyQuantity: 1.5 })]],
    ['A1011', daysOfMarch(13)],
  ])('refuses with %s: %j', async (code, days) => {
    expect(await ask({ ...SUBMIT, days })).toMatchObject({
      status: 400,
      body: { error: 'Validation error', errors: [{ code, field: 'days', error: expect.any(String) as string }] },
    });
    expect(await sandbox.records('workday', 'leaveRequest')).toEqual([]);
  });

  test('refuses another action, an unknown property and another worker', async () => {
    const action = { businessProcessParameters: { action: { id: 'other' } } };
    expect(await ask({ ...action, days: [aDay()] })).toMatchObject({
      status: 400,
      body: { errors: [{ code: 'A219' }] },
    });
    expect(await ask({ ...SUBMIT, days: [aDay({ colour: 'red' })] })).toMatchObject({ status: 400 });
    expect((await ask({ ...SUBMIT, days: [aDay()] }, 'nobody')).status).toBe(404);
  });

  test('lets two halves of a day be of different types, and no more', async () => {
    const half = (type: string) => ({ ...SUBMIT, days: [aDay({ dailyQuantity: 0.5, timeOffType: { id: type } })] });
    expect((await ask(half(VACATION))).status).toBe(201);
    expect(await ask(half(VACATION))).toMatchObject({ body: { errors: [{ code: 'A1032' }] } });
    expect((await ask(half(wid('Sick Leave')))).status).toBe(201);
  });
});

test('the seeds are the ones that were promised', async () => {
  const employees = await sandbox.records<EmployeeRecord>('workday', 'employee');
  expect(employees.map(({ descriptor, primaryWorkEmail }) => `${descriptor} ${primaryWorkEmail}`)).toEqual([
    'Alex Morgan employee@example.com',
    'Robin Hayes manager@example.com',
  ]);
  const balances = await sandbox.records<LeaveBalanceRecord>('workday', 'leaveBalance');
  expect(
    balances
      .filter(({ worker }) => worker.id === ALEX)
      .map(({ timeOffType, quantity }) => [timeOffType.descriptor, quantity]),
  ).toEqual([
    ['Vacation', 12.5],
    ['Sick Leave', 5],
  ]);
  const invoices = await sandbox.records<InvoiceRecord>('workday', 'invoice');
  expect(invoices.map(({ requestNumber, status }) => `${requestNumber} ${status.descriptor}`)).toEqual([
    'INV-2001 Paid',
    'INV-2002 In Progress',
  ]);
  const reports = await sandbox.records<ExpenseReportRecord>('workday', 'expenseReport');
  expect(reports.map(({ descriptor, payee }) => `${descriptor} ${payee.descriptor}`)).toEqual([
    'Expense Report: EXP-3001 Alex Morgan',
    'Expense Report: EXP-3002 Robin Hayes',
  ]);
});
