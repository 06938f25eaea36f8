import type { ExpenseReport, FinancePort, Invoice } from '../../ports/finance';
import type { CallOptions } from '../../values';
import type { WorkdayApi } from './api';
import type { WorkdayInvoice } from './answers';
import { findEmployee } from './employees';
import { toExpenseReport, toInvoice } from './financeMapping';

/** What may be a number in a record's name, such as `Expense Report: EXP-3001`. */
const NUMBER = /[A-Z0-9](?:[A-Z0-9._/-]*[A-Z0-9])?/gi;

/**
 * Supplier invoices and expense reports. Workday's services have no filter by number, so that the lists are read until the
 * number is found or the list ends.
 */
export class WorkdayFinance implements FinancePort {
  constructor(private readonly api: WorkdayApi) {}

  /** By Workday's own number, or else by the supplier's where only one invoice has it. */
  async getInvoiceStatus({ number }: { number: string }, options?: CallOptions): Promise<Invoice | undefined> {
    const wanted = comparable(number);
    if (!wanted) return undefined;
    const invoices = await this.api.invoices({ operation: 'getInvoiceStatus', signal: options?.signal });
    const having = (field: 'requestNumber' | 'suppliersInvoiceNumber') =>
      invoices.flatMap((invoice): [string, WorkdayInvoice][] => {
        const found = invoice[field];
        return found && comparable(found) === wanted ? [[found, invoice]] : [];
      });
    const [own] = having('requestNumber');
    const [suppliers, another] = having('suppliersInvoiceNumber');
    const match = own ?? (another ? undefined : suppliers);
    return match && toInvoice(...match);
  }

  async getExpenseReportStatus(
    { number, employeeEmail }: { number: string; employeeEmail: string },
    options?: CallOptions,
  ): Promise<ExpenseReport | undefined> {
    const purpose = { operation: 'getExpenseReportStatus', signal: options?.signal };
    const wanted = comparable(number);
    if (!/\d/.test(wanted)) return undefined;
    const employee = await findEmployee(this.api, employeeEmail, purpose);
    if (!employee) return undefined;
    // The owner decides first; a report that does not say whose it is is nobody's.
    const own = (await this.api.expenseReports(purpose)).filter(({ payee }) => payee?.id === employee.id);
    const numbers = (text: string | null | undefined) => text?.match(NUMBER) ?? [];
    for (const report of own) {
      const found = numbers(report.descriptor).find((text) => comparable(text) === wanted);
      if (found) return toExpenseReport(found, report);
    }
    return undefined;
  }
}

const comparable = (number: string) => number.trim().toUpperCase();
