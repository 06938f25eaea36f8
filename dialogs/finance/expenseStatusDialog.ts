import type { DialogTurnResult } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { ExpenseReport } from '../../services/ports/finance';
import type { JobTools } from '../cancelAndHelpDialog';
import { beginOperation } from '../operation';
import { turnOf } from '../turn';
import { sendExpenseReport } from './financeAnswer';
import { FinanceForm, type FinanceStep } from './financeForm';

export const EXPENSE_STATUS_DIALOG = 'expenseStatus';

/** How one's own expense report stands. */
export class ExpenseStatusDialog extends FinanceForm<'getExpenseReportStatus'> {
  constructor(tools: JobTools) {
    const method = 'getExpenseReportStatus';
    super(EXPENSE_STATUS_DIALOG, tools, { topic: 'expenseStatus', entity: 'expenseNumber', prefix: 'EXP', method });
  }

  /** Whoever wants to hand expenses in is told where. */
  protected override async beforeAsking(step: FinanceStep): Promise<DialogTurnResult> {
    const { submits, ...details } = step.options;
    if (!submits) return step.next();
    await step.context.sendActivity(responses('expenseStatus', turnOf(step.context).locale).text('noSubmitting'));
    return step.replaceDialog(this.initialDialogId, details);
  }

  /** Whose reports they are is known from sign-in alone. */
  protected lookUp(step: FinanceStep, number: string): Promise<DialogTurnResult> {
    const { employee } = turnOf(step.context);
    const employeeEmail = employee?.hrKey ?? employee?.email ?? '';
    return beginOperation(step, this.id, 'finance', 'getExpenseReportStatus', { number, employeeEmail });
  }

  protected show(step: FinanceStep, report: ExpenseReport): Promise<void> {
    return sendExpenseReport(step.context, report, this.dependencies);
  }
}
