import { responses } from '../../resources/responses';
import type { PortInput, PortOutput } from '../../services/ports';
import type { DialogDefinition, Message } from '../dialogDefinition';
import { turnOf } from '../turn';
import { sendInvoice } from './financeAnswer';
import type { FinanceDetails } from './financeForm';
import { INVOICE_STATUS_DIALOG, InvoiceStatusDialog } from './invoiceStatusDialog';

/** How a supplier's invoice stands. */
export const invoiceStatus: DialogDefinition = {
  id: INVOICE_STATUS_DIALOG,
  title: 'job.invoiceStatus',
  inMenu: true,
  audience: 'employees',
  notForCustomers: 'invoicesForEmployees',
  intents: ['finance.invoice'],
  needs: ['finance.getInvoiceStatus'],
  create: (tools) => new InvoiceStatusDialog(tools),
  toDetails: ({ entities: { invoiceNumber } }): FinanceDetails => ({ ...(invoiceNumber && { number: invoiceNumber }) }),
  continues: (message) => message.entities.invoiceNumber !== undefined || asksForAnother(message),
  describe: ({ input }, locale) =>
    responses('invoiceStatus', locale).plain('what', input as PortInput<'finance', 'getInvoiceStatus'>),
  async presentLate(context, operation, dependencies) {
    const { number } = operation.input as PortInput<'finance', 'getInvoiceStatus'>;
    const invoice = operation.result as PortOutput<'finance', 'getInvoiceStatus'>;
    const texts = responses('invoiceStatus', turnOf(context).locale);
    await context.sendActivity(texts.text(invoice ? 'late' : 'lateNotFound', { number }));
    if (invoice) await sendInvoice(context, invoice, dependencies);
  },
};

function asksForAnother({ text, context }: Message): boolean {
  return text === responses('invoiceStatus', turnOf(context).locale).plain('otherNumber');
}
