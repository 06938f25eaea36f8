import type { z } from 'zod';
import type { Transport } from '../../../services/http/transport';
import { ServiceError } from '../../../services/serviceError';
import { workday } from '../../../services/vendors/workday';
import {
  balanceAnswer,
  eligibleTypeAnswer,
  expenseReportAnswer,
  invoiceAnswer,
  timeOffEntryAnswer,
} from '../../../services/vendors/workday/answers';
import { explain, reasonOf } from '../../../services/vendors/workday/errors';
import { toExpenseReport, toInvoice } from '../../../services/vendors/workday/financeMapping';
import {
  kindOf,
  quantityOf,
  statusOf,
  toBalance,
  toBenefits,
  toEmployee,
  toRequests,
} from '../../../services/vendors/workday/mapping';
import finance from '../../fixtures/workday/finance.json';
import hours from '../../fixtures/workday/hoursTenant.json';
import refusals from '../../fixtures/workday/refusals.json';

const all = <T>(schema: z.ZodType<T>, members: unknown[]): T[] => members.map((member) => schema.parse(member));

const types = all(eligibleTypeAnswer, hours.types);
const at = <T>(members: T[], index: number): T => {
  const member = members[index];
  if (member === undefined) throw new Error(`the fixture has no member ${index}`);
  return member;
};

describe('a tenant that counts in hours', () => {
  test('has balances in hours, of types that can be asked for', () => {
    expect(all(balanceAnswer, hours.balances).map((balance) => toBalance(balance, types))).toEqual([
      { absenceTypeId: at(types, 0).id, kind: 'vacation', name: 'Paid Time Off', unit: 'hours', remaining: 93.75 },
      { absenceTypeId: at(types, 1).id, kind: 'sick', name: 'Sick Time (Hourly)', unit: 'hours', remaining: 40 },
      { absenceTypeId: 'plan-3', kind: 'other', name: 'Volunteering', unit: 'days', remaining: 3 },
    ]);
  });

  test.each([
    [0, 1, 7.5],
    [0, 0.5, 3.75],
    [1, 0.5, 4],
    [2, 0.5, 0.5],
  ] as const)('asks by type %d for %d of a day as %d', (type, quantity, expected) => {
    expect(quantityOf({ date: '2026-12-21', quantity }, at(types, type))).toBe(expected);
  });

  test('has requests in days', () => {
    expect(toRequests(all(timeOffEntryAnswer, hours.entries), types)).toEqual([
      {
        request: {
          id: 'request-2',
          kind: 'sick',
          name: 'Sick Time (Hourly)',
          status: 'approved',
          from: '2026-12-01',
          to: '2026-12-01',
          days: 0.5,
        },
        entryIds: ['entry-3'],
      },
      {
        request: {
          id: 'request-1',
          kind: 'vacation',
          name: 'Paid Time Off',
          status: 'submitted',
          from: '2026-12-21',
          to: '2026-12-22',
          days: 1.5,
        },
        entryIds: ['entry-1', 'entry-2'],
      },
    ]);
  });
});

test.each([
  ['Vacation', 'vacation'],
  ['Annual Leave (UK)', 'vacation'],
  ['PTO', 'vacation'],
  ['Urlaub', 'vacation'],
  ['Sick Leave', 'sick'],
  ['Krankheit', 'sick'],
  ['Sick and Vacation Carryover', 'sick'],
  ['Jury Duty', 'other'],
  ['', 'other'],
])('takes "%s" for %s', (name, kind) => {
  expect(kindOf(name)).toBe(kind);
});

test.each([
  ['In Progress', 'submitted'],
  ['Successfully Completed', 'approved'],
  ['Approved', 'approved'],
  ['Denied', 'denied'],
  ['Canceled', 'withdrawn'],
  ['Rescinded', 'withdrawn'],
  ['Terminated', 'withdrawn'],
  [undefined, 'submitted'],
])('reads the status %s as %s', (words, status) => {
  expect(statusOf(words)).toBe(status);
});

test.each([
  ['Alex Morgan', 'Alex', 'Morgan'],
  ['Anna Maria Lopez (On Leave)', 'Anna Maria', 'Lopez'],
  ['Madonna [C]', 'Madonna', 'Madonna'],
])('reads the name %s', (descriptor, firstName, lastName) => {
  expect(toEmployee({ id: '1', descriptor }, 'a@example.com')).toEqual({
    id: '1',
    firstName,
    lastName,
    email: 'a@example.com',
  });
});

test('reads benefits, and leaves out those without a plan', () => {
  const elections = [{ benefitPlan: { descriptor: 'Dental' }, coverage: 'Employee' }, { coverage: 'Employee' }];
  expect(toBenefits([{ benefitElections: elections }, {}])).toEqual([{ name: 'Dental', coverage: 'Employee' }]);
});

describe('finance', () => {
  const invoices = all(invoiceAnswer, finance.invoices);
  const report = at(all(expenseReportAnswer, finance.reports), 1);

  test('reads invoices', () => {
    expect(toInvoice('SIR-1', at(invoices, 0))).toEqual({
      number: 'SIR-1',
      status: 'approved',
      total: { amount: '19.90', currency: 'EUR' },
      supplier: 'Coho Winery',
      invoicedOn: '2026-03-01',
      dueOn: '2026-03-31',
    });
    expect(toInvoice('SIR-2', at(invoices, 1))).toEqual({
      number: 'SIR-2',
      status: 'partly_paid',
      total: { amount: '1500', currency: 'JPY' },
    });
  });

  test.each([
    ['Draft', 'draft'],
    ['In Progress', 'in_approval'],
    ['On Hold', 'on_hold'],
    ['Denied', 'rejected'],
    ['Canceled', 'cancelled'],
    ['Approved - Unpaid', 'approved'],
    ['Paid', 'paid'],
  ])('reads the invoice status %s', (descriptor, status) => {
    expect(toInvoice('1', { ...at(invoices, 0), status: { descriptor } }).status).toBe(status);
  });

  test.each([
    ['Draft', 'draft'],
    ['In Progress', 'in_approval'],
    ['Waiting on Payment', 'approved'],
    ['Approved', 'approved'],
    ['Sent Back', 'sent_back'],
    ['Denied', 'rejected'],
    ['Canceled', 'cancelled'],
    ['Paid', 'paid'],
  ])('reads the report status %s', (descriptor, status) => {
    expect(toExpenseReport('1', { ...report, expenseReportStatus: { descriptor } }).status).toBe(status);
  });

  /** A tenant with exactly these lists and one worker. */
  const tenant = () => {
    const answers: Record<string, unknown> = {
      token: { access_token: 't' },
      data: { total: 1, data: [{ workdayID: '11111111111111111111111111111111' }] },
      '11111111111111111111111111111111': {
        id: '11111111111111111111111111111111',
        descriptor: 'A B',
        primaryWorkEmail: 'a@b.example',
      },
      supplierInvoiceRequests: { data: finance.invoices },
      reports: { total: 2, data: finance.reports },
    };
    const transport: Transport = ({ url }) => {
      const body = Buffer.from(JSON.stringify(answers[new URL(url).pathname.split('/').at(-1) ?? '']));
      return Promise.resolve({ status: 200, headers: new Headers(), body });
    };
    return workday.create(workday.config.parse(workday.sandbox('http://localhost')), { transport }).finance;
  };

  test.each([
    ['SIR-1', 'SIR-1'],
    ['4711', '4711'],
    ['815', undefined], // two suppliers' invoices have it
  ])('finds the invoice %s', async (number, found) => {
    expect((await tenant().getInvoiceStatus({ number }))?.number).toBe(found);
  });

  test.each([
    ['exp-00008', { number: 'EXP-00008', status: 'sent_back', total: { amount: '5.125', currency: 'USD' } }],
    ['EXP-00007', undefined], // nobody's
    ['Expense', undefined],
  ])('finds the report %s', async (number, found) => {
    expect(await tenant().getExpenseReportStatus({ number, employeeEmail: 'a@b.example' })).toEqual(found);
  });
});

describe('the refusals', () => {
  const read = (body: unknown, status = 400) => {
    const origin = { vendor: 'workday', operation: 'requestLeave' };
    const byStatus = status === 400 ? 'invalid_input' : 'forbidden';
    return explain({ status, body, error: new ServiceError(byStatus, 'Workday: HTTP', { origin, retryAfterMs: 7 }) });
  };

  test.each([
    ['insufficient', 'conflict', 'insufficient_balance'],
    ['insufficientWithoutCode', 'conflict', 'insufficient_balance'],
    ['overlap', 'conflict', 'overlap'],
    ['sameDay', 'conflict', 'overlap'],
    ['initiated', 'conflict', 'already_initiated'],
    ['noType', 'invalid_input', undefined],
    ['bare', 'invalid_input', undefined],
  ] as const)('%s', (name, code, reason) => {
    const error = read(refusals[name]);
    expect(error).toMatchObject({ code, retryAfterMs: 7, origin: { operation: 'requestLeave' } });
    expect(reasonOf(error)).toBe(reason);
  });

  test.each([undefined, '<html>', { error: 5 }, { errors: 'x' }, []])('survives %j', (body) => {
    expect(read(body, 403)).toMatchObject({ code: 'forbidden' });
  });
});
