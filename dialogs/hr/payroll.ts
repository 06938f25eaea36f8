import { responses } from '../../resources/responses';
import type { PortOutput } from '../../services/ports';
import { mentions } from '../commands';
import type { DialogDefinition } from '../dialogDefinition';
import { formatDate } from '../format';
import { presentLateDefault } from '../lateAnswers';
import { turnOf } from '../turn';
import { PAYROLL_DIALOG, PayrollDialog, type PayrollDetails } from './payrollDialog';

/** When the next pay comes. */
export const payroll: DialogDefinition = {
  id: PAYROLL_DIALOG,
  title: 'job.payroll',
  inMenu: false,
  audience: 'employees',
  intents: ['hr.payroll'],
  needs: ['hr.findEmployee', 'hr.getPayrollDates'],
  create: (tools) => new PayrollDialog(tools),
  toDetails: ({ text, context }): PayrollDetails => ({
    more: mentions('payDocumentWords', text, turnOf(context).locale),
  }),
  describe: (_operation, locale) => responses('payroll', locale).plain('what'),
  async presentLate(context, operation, dependencies) {
    const dates = operation.result as PortOutput<'hr', 'getPayrollDates'>;
    if (operation.method !== 'getPayrollDates' || !dates) return presentLateDefault(context, operation, dependencies);
    const { locale } = turnOf(context);
    const date = formatDate(dates.nextPayDate, locale);
    await context.sendActivity(responses('payroll', locale).text('late', { date }));
  },
};
