import type { CallOptions, IsoDate, Money } from '../values';

export type InvoiceStatus =
  'draft' | 'in_approval' | 'approved' | 'on_hold' | 'paid' | 'partly_paid' | 'rejected' | 'cancelled';

/** A supplier's invoice. */
export interface Invoice {
  /** As people write it, for example `INV-2001`. */
  number: string;
  status: InvoiceStatus;
  total: Money;
  supplier?: string;
  invoicedOn?: IsoDate;
  dueOn?: IsoDate;
  paidOn?: IsoDate;
}

export type ExpenseStatus = 'draft' | 'in_approval' | 'approved' | 'sent_back' | 'rejected' | 'paid' | 'cancelled';

export interface ExpenseReport {
  /** As people write it, for example `EXP-3001`. */
  number: string;
  status: ExpenseStatus;
  total: Money;
  purpose?: string;
  submittedOn?: IsoDate;
  paidOn?: IsoDate;
}

/** For employees only: the caller has made sure of who asks. */
export interface FinancePort {
  /** `undefined` when there is no invoice of that number. */
  getInvoiceStatus(input: { number: string }, options?: CallOptions): Promise<Invoice | undefined>;

  /** An employee's own report; `undefined` when there is none of that number or it is somebody else's. */
  getExpenseReportStatus(
    input: { number: string; employeeEmail: string },
    options?: CallOptions,
  ): Promise<ExpenseReport | undefined>;
}
