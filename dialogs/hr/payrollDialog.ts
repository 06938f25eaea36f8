import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { PayrollDates } from '../../services/ports/hr';
import type { JobTools } from '../cancelAndHelpDialog';
import { suggest } from '../choices';
import { formatDate, formatDay } from '../format';
import { jobDone } from '../jobResult';
import { beginOperation, operationResult } from '../operation';
import { turnOf } from '../turn';
import { HrForm, type EmployeeDetails } from './employee';

export const PAYROLL_DIALOG = 'payroll';

export interface PayrollDetails extends EmployeeDetails {
  /** It is about a pay slip, a tax form or the like. */
  more?: boolean;
}

type Step = WaterfallStepContext<PayrollDetails>;

/** When the next pay comes; whatever else there is about pay is for HR. */
export class PayrollDialog extends HrForm<PayrollDetails, 'payroll'> {
  constructor(tools: JobTools) {
    super(PAYROLL_DIALOG, tools, { topic: 'payroll', help: 'help', fields: [] });
    this.setSteps('payroll.v1', [
      this.findEmployee(),
      (step) => beginOperation(step, this.id, 'hr', 'getPayrollDates', { employeeId: step.options.employeeId ?? '' }),
      (step) => this.#showStep(step),
    ]);
  }

  async #showStep(step: Step): Promise<DialogTurnResult> {
    const { result: dates, shown } = operationResult(step, 'hr', 'getPayrollDates');
    const { locale } = turnOf(step.context);
    const hrCase = { title: responses('main', locale).plain('job.hrCase') };
    if (!shown) await step.context.sendActivity(this.#text(step, dates));
    if (!step.options.more) return step.endDialog(jobDone('Told the next pay day', [hrCase]));
    await suggest(step.context, this.texts(step).text('more'), [{ ...hrCase, means: 'yes' }]);
    return step.endDialog();
  }

  #text(step: Step, dates: PayrollDates | undefined): string {
    const { locale } = turnOf(step.context);
    const texts = this.texts(step);
    if (!dates) return texts.text('none');
    const date = formatDate(dates.nextPayDate, locale);
    const { periodStart, periodEnd } = dates;
    if (!periodStart || !periodEnd) return texts.text('next', { date });
    const [from, to] = [periodStart, periodEnd].map((day) => formatDay(day, { locale, timeZone: 'utc' }));
    return texts.text('nextPeriod', { date, from: from ?? '', to: to ?? '' });
  }
}
