import type { DialogTurnResult } from 'botbuilder-dialogs';
import type { Invoice } from '../../services/ports/finance';
import type { JobTools } from '../cancelAndHelpDialog';
import { beginOperation } from '../operation';
import { sendInvoice } from './financeAnswer';
import { FinanceForm, type FinanceStep } from './financeForm';

export const INVOICE_STATUS_DIALOG = 'invoiceStatus';

/** How a supplier's invoice stands. */
export class InvoiceStatusDialog extends FinanceForm<'getInvoiceStatus'> {
  constructor(tools: JobTools) {
    const kind = {
      topic: 'invoiceStatus',
      entity: 'invoiceNumber',
      prefix: 'INV',
      method: 'getInvoiceStatus',
    } as const;
    super(INVOICE_STATUS_DIALOG, tools, kind);
  }

  protected lookUp(step: FinanceStep, number: string): Promise<DialogTurnResult> {
    return beginOperation(step, this.id, 'finance', 'getInvoiceStatus', { number });
  }

  protected show(step: FinanceStep, invoice: Invoice): Promise<void> {
    return sendInvoice(step.context, invoice, this.dependencies);
  }
}
