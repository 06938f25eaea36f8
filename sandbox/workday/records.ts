import {
  FINANCE_CURRENCY,
  seedAbsenceTypes,
  seedEmployees,
  seedExpenseReports,
  seedInvoices,
  type SeedEmployee,
} from '../employeeSeeds';
import { RecordStore } from '../recordStore';
import { instance, wid, type Instance } from './wire';

/** As `GET /workers/{id}` of the common service shows it. */
export interface EmployeeRecord extends Instance {
  primaryWorkEmail: string;
  primaryWorkPhone?: string;
  isManager: boolean;
  businessTitle: string;
  primarySupervisoryOrganization: Instance;
}

/** What one worker has left of one plan. */
export interface LeaveBalanceRecord {
  worker: Instance;
  timeOffType: Instance;
  absencePlan: Instance;
  unit: Instance;
  quantity: number;
}

export interface LeaveDayRecord {
  id: string;
  date: string;
  quantity: number;
  comment: string;
}

/** A request for time off: the business process, and the entries that it made. */
export interface LeaveRequestRecord extends Instance {
  worker: Instance;
  timeOffType: Instance;
  /** `In Progress`, `Successfully Completed`, `Denied` or `Canceled`. */
  status: string;
  days: LeaveDayRecord[];
}

export type InvoiceRecord = ReturnType<typeof invoices>[number];
export type ExpenseReportRecord = ReturnType<typeof expenseReports>[number];

export interface WorkdayRecords {
  [type: string]: object;
  employee: EmployeeRecord;
  leaveBalance: LeaveBalanceRecord;
  leaveRequest: LeaveRequestRecord;
  invoice: InvoiceRecord;
  expenseReport: ExpenseReportRecord;
}

export type WorkdayStore = RecordStore<WorkdayRecords>;

/** The tenant at start. */
export function seededStore(): WorkdayStore {
  const store: WorkdayStore = new RecordStore<WorkdayRecords>();
  store.add('employee', ...seedEmployees.map(toEmployee));
  store.add('leaveBalance', ...seedEmployees.flatMap((employee) => balancesOf(toEmployee(employee))));
  store.add('invoice', ...invoices());
  store.add('expenseReport', ...expenseReports());
  return store;
}

function toEmployee({ email, firstName, lastName, title, phone, managerEmail }: SeedEmployee): EmployeeRecord {
  return {
    ...instance(`${firstName} ${lastName}`, email),
    primaryWorkEmail: email,
    ...(phone && { primaryWorkPhone: phone }),
    isManager: managerEmail === undefined,
    businessTitle: title,
    primarySupervisoryOrganization: instance('Sales'),
  };
}

function balancesOf({ id, descriptor }: EmployeeRecord): LeaveBalanceRecord[] {
  return seedAbsenceTypes.map(({ name, remainingDays }) => ({
    worker: { id, descriptor },
    timeOffType: instance(name),
    absencePlan: instance(`${name} Plan`),
    unit: instance('Days'),
    quantity: remainingDays,
  }));
}

const INVOICE_STATUS = { paid: 'Paid', in_approval: 'In Progress' };
const REPORT_STATUS = { paid: 'Paid', in_approval: 'In Progress' };

function invoices() {
  return seedInvoices.map(({ number, supplier, totalCents, status, invoicedOn, dueOn }) => ({
    ...instance(`Supplier Invoice Request: ${number}`),
    requestNumber: number,
    suppliersInvoiceNumber: `${supplier.slice(0, 2).toUpperCase()}-${totalCents}`,
    status: instance(INVOICE_STATUS[status], `invoice status ${status}`),
    controlTotalAmount: money(totalCents),
    taxAmount: money(0),
    freightAmount: money(0),
    currency: instance(FINANCE_CURRENCY),
    supplier: instance(supplier),
    company: instance('Northwind Trading'),
    invoiceDate: invoicedOn,
    dueDate: dueOn,
  }));
}

function expenseReports() {
  return seedExpenseReports.map(({ number, owner, purpose, totalCents, status, createdOn }) => ({
    ...instance(`Expense Report: ${number}`),
    expenseReportStatus: instance(REPORT_STATUS[status], `expense status ${status}`),
    expenseReportMemo: purpose,
    totalAmount: money(totalCents),
    creationDate: createdOn,
    // Not in the description of this answer, though the report has one.
    payee: { id: wid(owner.email), descriptor: `${owner.firstName} ${owner.lastName}` },
  }));
}

/** Workday's type `Currency`. */
function money(cents: number) {
  return { currency: FINANCE_CURRENCY, value: (cents / 100).toFixed(2) };
}
