import type { ExpenseReport, ExpenseStatus, Invoice, InvoiceStatus } from '../../ports/finance';
import type { Money } from '../../values';
import type { WorkdayAmount, WorkdayExpenseReport, WorkdayInvoice } from './answers';

/** Statuses come in words, and only some tenants have all of them; the first that fits counts. */
const INVOICE_STATUSES: readonly (readonly [RegExp, InvoiceStatus])[] = [
  [/partial\w* paid/i, 'partly_paid'],
  [/\bunpaid\b/i, 'approved'],
  [/\bpaid\b/i, 'paid'],
  [/hold/i, 'on_hold'],
  [/cancel/i, 'cancelled'],
  [/denied|rejected/i, 'rejected'],
  [/draft|not submitted|sent back/i, 'draft'],
  [/approved|complete/i, 'approved'],
];

const EXPENSE_STATUSES: readonly (readonly [RegExp, ExpenseStatus])[] = [
  [/\bpaid\b/i, 'paid'],
  [/cancel/i, 'cancelled'],
  [/denied|rejected/i, 'rejected'],
  [/sent back/i, 'sent_back'],
  [/draft|not submitted/i, 'draft'],
  [/approved|complete|waiting on payment/i, 'approved'],
];

/** The number as people write it: that of Workday, or where `number` is that of the supplier, the supplier's. */
export function toInvoice(number: string, invoice: WorkdayInvoice): Invoice {
  const { status, controlTotalAmount, currency, supplier, invoiceDate, dueDate } = invoice;
  return {
    number,
    status: INVOICE_STATUSES.find(([words]) => words.test(status?.descriptor ?? ''))?.[1] ?? 'in_approval',
    total: toMoney(controlTotalAmount, currency?.descriptor),
    ...(supplier?.descriptor && { supplier: supplier.descriptor }),
    ...(invoiceDate && { invoicedOn: invoiceDate.slice(0, 10) }),
    ...(dueDate && { dueOn: dueDate.slice(0, 10) }),
  };
}

/** When it was submitted and paid is not told: the only date is that of its creation. */
export function toExpenseReport(
  number: string,
  { expenseReportStatus, totalAmount, expenseReportMemo }: WorkdayExpenseReport,
): ExpenseReport {
  const words = expenseReportStatus?.descriptor ?? '';
  return {
    number,
    status: EXPENSE_STATUSES.find(([pattern]) => pattern.test(words))?.[1] ?? 'in_approval',
    total: toMoney(totalAmount),
    ...(expenseReportMemo && { purpose: expenseReportMemo }),
  };
}

/** A currency may stand beside the amount, as `USD` or `US Dollar (USD)`. */
function toMoney(amount: WorkdayAmount | null | undefined, besides?: string | null): Money {
  const words = amount?.currency || besides || '';
  const currency = /\b[A-Z]{3}\b(?!.*\b[A-Z]{3}\b)/.exec(words)?.[0] ?? words;
  return { amount: toAmount(String(amount?.value ?? '0'), currency), currency };
}

/** With as many digits as the currency has; more stay. */
function toAmount(text: string, currency: string): string {
  const [whole = '0', fraction = ''] = text.split('.');
  const digits = fraction.replace(/0+$/, '').padEnd(fractionDigits(currency), '0');
  return digits ? `${whole}.${digits}` : whole;
}

function fractionDigits(currency: string): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    return format.resolvedOptions().minimumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}
