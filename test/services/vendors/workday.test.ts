import { createTransport } from '../../../services/http/boundedTransport';
import type { LeaveRequest } from '../../../services/ports/hr';
import { workday } from '../../../services/vendors/workday';
import { startTestSandbox, type TestSandbox } from '../../helpers/testSandbox';
import { aWrite } from '../contracts/underTest';
import { workingDays } from '../contracts/workingDays';

let sandbox: TestSandbox;
beforeAll(async () => void (sandbox = await startTestSandbox()));
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const email = 'employee@example.com';

function create(settings: object = {}) {
  const config = workday.config.parse({ ...workday.sandbox(sandbox.url), ...settings });
  return workday.create(config, { transport: createTransport() });
}

async function signedIn() {
  const { hr } = create();
  const employeeId = (await hr.findEmployee({ email }))?.id ?? '';
  const [vacation] = await hr.getLeaveBalances({ employeeId });
  return { hr, employeeId, absenceTypeId: vacation?.absenceTypeId ?? '' };
}

async function submitted(days = workingDays([1, 0.5])) {
  const employee = await signedIn();
  const { hr, employeeId, absenceTypeId } = employee;
  const answer = await hr.requestLeave({ employeeId, absenceTypeId, days, comment: 'Skiing' }, aWrite('key-1'));
  if (answer.outcome !== 'submitted') throw new Error(answer.outcome);
  return { ...employee, request: answer.request };
}

const paths = async (part: string) =>
  (await sandbox.requests('workday'))
    .filter(({ path }) => path.includes(part))
    .map(({ method, path }) => `${method} ${path}`);

/** Does what the manager does in Workday. */
async function decide(request: LeaveRequest, decision: 'approve' | 'deny') {
  const { body: token } = await post(
    `/ccx/oauth2/demo/token`,
    undefined,
    'grant_type=refresh_token&refresh_token=sandbox-refresh-token',
  );
  const bearer = `Bearer ${token['access_token'] as string}`;
  const base = `${sandbox.url}/workday/ccx/api/businessProcess/v1/demo`;
  const steps = await fetch(`${base}/events/${request.id}/inProgressSteps`, { headers: { authorization: bearer } });
  const { data } = (await steps.json()) as { data: { id: string }[] };
  return post(`/ccx/api/businessProcess/v1/demo/eventSteps/${data[0]?.id}/${decision}`, bearer, '{}');
}

async function post(path: string, authorization = `Basic ${btoa('sandbox-client:sandbox-secret')}`, body = '') {
  const response = await fetch(`${sandbox.url}/workday${path}`, { method: 'POST', headers: { authorization }, body });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('the log-in', () => {
  test('is one for all calls, even at the same time', async () => {
    const { hr, finance } = create();
    await Promise.all([
      hr.findEmployee({ email }),
      hr.findEmployee({ email }),
      finance.getInvoiceStatus({ number: '1' }),
    ]);
    expect(await paths('/oauth2/')).toEqual(['POST /workday/ccx/oauth2/demo/token']);
  });

  test('is renewed once for all when the token is not accepted any more', async () => {
    const { hr, employeeId } = await signedIn();
    await sandbox.reset(); // and with it every token
    const call = () => hr.getBenefits({ employeeId });
    expect((await Promise.all([call(), call(), call()])).map(({ length }) => length)).toEqual([3, 3, 3]);
    expect(await paths('/oauth2/')).toHaveLength(1);
  });

  test('is not renewed in a loop', async () => {
    const { hr, employeeId } = await signedIn();
    await sandbox.fault({ vendor: 'workday', mode: 'status', status: 401, path: '/balances' });
    await expect(hr.getLeaveBalances({ employeeId })).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await paths('/oauth2/')).toHaveLength(2);
  });

  test.each([
    [{ WORKDAY_REFRESH_TOKEN: 'wrong' }, 'unauthenticated'],
    [{ WORKDAY_CLIENT_SECRET: 'wrong' }, 'unauthenticated'],
    [{ WORKDAY_TENANT: 'other' }, 'misconfigured'],
  ])('says of %j: %s', async (settings, code) => {
    const origin = { vendor: 'workday', operation: 'findEmployee' };
    const wrong = create(settings).hr.findEmployee({ email });
    await expect(wrong).rejects.toMatchObject({ code, origin, notSent: true });
  });

  test.each([{ WORKDAY_TENANT: 'a/b' }, { WORKDAY_URL: 'here' }, { WORKDAY_REFRESH_TOKEN: '' }])(
    'refuses %j',
    (settings) => {
      expect(workday.config.safeParse({ ...workday.sandbox(sandbox.url), ...settings }).success).toBe(false);
    },
  );
});

describe('a request for leave', () => {
  test('goes out as Workday describes it', async () => {
    await submitted();
    const sent = (await sandbox.requests('workday')).find(({ path }) => path.endsWith('/requestTimeOff'));
    const [first, second] = workingDays([1, 0.5]);
    const timeOffType = { id: expect.stringMatching(/^[0-9a-f]{32}$/) as string };
    expect(sent?.body).toEqual({
      businessProcessParameters: { action: { id: 'd9e4223e446c11de98360015c5e6daf6' } },
      days: [
        { date: first?.date, dailyQuantity: 1, timeOffType, comment: 'Skiing (ref key-1)' },
        { date: second?.date, dailyQuantity: 0.5, timeOffType, comment: 'Skiing (ref key-1)' },
      ],
    });
  });

  test('is found by its reference and not by its days', async () => {
    const { hr, employeeId, absenceTypeId, request } = await submitted();
    const input = { employeeId, absenceTypeId, days: workingDays([1, 0.5]) };
    const again = await hr.requestLeave(input, { ...aWrite('key-1'), isRepeat: true });
    expect(again).toEqual({ outcome: 'submitted', request });
    // Another key that begins like it is another request, and its days are taken.
    expect(await hr.requestLeave(input, { ...aWrite('key-'), isRepeat: true })).toEqual({ outcome: 'overlap' });
    expect(await paths('/requestTimeOff')).toHaveLength(2);
  });

  test('is found by the id of a day, too', async () => {
    const { hr, employeeId, request } = await submitted();
    const [record] = await sandbox.records<{ days: { id: string }[] }>('workday', 'leaveRequest');
    const requestId = record?.days[1]?.id ?? '';
    expect(await hr.getLeaveRequest({ employeeId, requestId })).toEqual(request);
  });

  test('is refused for what Workday does not take', async () => {
    const { hr, employeeId, absenceTypeId } = await signedIn();
    const saturday = { date: '2027-01-02', quantity: 1 as const };
    const input = { employeeId, absenceTypeId, days: [saturday] };
    await expect(hr.requestLeave(input, aWrite())).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('A1048') as string,
    });
    await expect(hr.requestLeave({ ...input, days: [] }, aWrite())).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('a decided request', () => {
  test('is taken back day by day when it was approved', async () => {
    const { hr, employeeId, request } = await submitted();
    expect((await decide(request, 'approve')).status).toBe(200);
    const input = { employeeId, requestId: request.id };
    expect(await hr.getLeaveRequest(input)).toEqual({ ...request, status: 'approved' });
    expect(await hr.withdrawLeaveRequest(input, aWrite('key-2'))).toEqual({ ...request, status: 'withdrawn' });
    expect(await paths('/cancel')).toEqual([]);
    expect(await hr.getLeaveRequest(input)).toMatchObject({ status: 'withdrawn', days: 0 });
    expect((await hr.getLeaveBalances({ employeeId }))[0]).toMatchObject({ remaining: 12.5 });
  });

  test('cannot be taken back when it was denied', async () => {
    const { hr, employeeId, request } = await submitted();
    await decide(request, 'deny');
    const input = { employeeId, requestId: request.id };
    expect(await hr.getLeaveRequest(input)).toMatchObject({ status: 'denied' });
    await expect(hr.withdrawLeaveRequest(input, aWrite())).rejects.toMatchObject({ code: 'conflict' });
  });

  test('is a conflict when it is decided in the meantime', async () => {
    const { hr, employeeId, request } = await submitted();
    await sandbox.fault({ vendor: 'workday', mode: 'status', status: 400, path: '/cancel' });
    const input = { employeeId, requestId: request.id };
    await expect(hr.withdrawLeaveRequest(input, aWrite())).rejects.toMatchObject({
      code: 'conflict',
      origin: { vendor: 'workday', operation: 'withdrawLeaveRequest' },
    });
  });
});

test('nothing but a Workday id gets into a query', async () => {
  const { hr } = create();
  expect(await hr.getBenefits({ employeeId: '" OR workdayID != "' })).toEqual([]);
  expect(await sandbox.requests('workday')).toEqual([]);
});

test('an employee id that is a path leads nowhere else', async () => {
  const { hr } = create();
  await expect(hr.listLeaveRequests({ employeeId: '..' })).rejects.toMatchObject({
    code: 'invalid_input',
    notSent: true,
  });
});

test('an address where nothing is, is misconfigured', async () => {
  const { finance } = create();
  await sandbox.fault({ vendor: 'workday', mode: 'status', status: 404, path: '/supplierInvoiceRequests' });
  await expect(finance.getInvoiceStatus({ number: 'INV-2001' })).rejects.toMatchObject({ code: 'misconfigured' });
});
