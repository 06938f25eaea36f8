import { responses } from '../../resources/responses';
import type { PortInput, PortOutput } from '../../services/ports';
import type { DialogDefinition, Message } from '../dialogDefinition';
import { says } from '../words';
import { turnOf } from '../turn';
import { sendExpenseReport } from './financeAnswer';
import type { FinanceDetails } from './financeForm';
import { EXPENSE_STATUS_DIALOG, ExpenseStatusDialog } from './expenseStatusDialog';

/** How one's own expense report stands. */
export const expenseStatus: DialogDefinition = {
  id: EXPENSE_STATUS_DIALOG,
  title: 'job.expenseStatus',
  inMenu: true,
  audience: 'employees',
  intents: ['finance.expense'],
  needs: ['finance.getExpenseReportStatus'],
  create: (tools) => new ExpenseStatusDialog(tools),
  toDetails,
  continues: (message) => message.entities.expenseNumber !== undefined || asksForAnother(message),
  describe: ({ input }, locale) => responses('expenseStatus', locale).plain('what', { number: numberOf(input) }),
  async presentLate(context, operation, dependencies) {
    const number = numberOf(operation.input);
    const report = operation.result as PortOutput<'finance', 'getExpenseReportStatus'>;
    const texts = responses('expenseStatus', turnOf(context).locale);
    await context.sendActivity(texts.text(report ? 'late' : 'lateNotFound', { number }));
    if (report) await sendExpenseReport(context, report, dependencies);
  },
};

function toDetails({ text, context, entities: { expenseNumber } }: Message): FinanceDetails {
  if (expenseNumber) return { number: expenseNumber };
  const submits = says(text, responses('expenseStatus', turnOf(context).locale).list('submitWords'));
  return submits ? { submits } : {};
}

function asksForAnother({ text, context }: Message): boolean {
  return text === responses('expenseStatus', turnOf(context).locale).plain('otherNumber');
}

function numberOf(input: unknown): string {
  return (input as PortInput<'finance', 'getExpenseReportStatus'>).number;
}
