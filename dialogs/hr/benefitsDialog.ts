import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { Benefit } from '../../services/ports/hr';
import type { JobTools } from '../cancelAndHelpDialog';
import { formatDay } from '../format';
import { jobDone } from '../jobResult';
import { beginOperation, operationResult } from '../operation';
import { turnOf } from '../turn';
import { HrForm, type EmployeeDetails } from './employee';

export const BENEFITS_DIALOG = 'benefits';

type Step = WaterfallStepContext<EmployeeDetails>;

/** What the employee is covered by. */
export class BenefitsDialog extends HrForm<EmployeeDetails, 'benefits'> {
  constructor(tools: JobTools) {
    super(BENEFITS_DIALOG, tools, { topic: 'benefits', help: 'help', fields: [] });
    this.setSteps('benefits.v1', [
      this.findEmployee(),
      (step) => beginOperation(step, this.id, 'hr', 'getBenefits', { employeeId: step.options.employeeId ?? '' }),
      (step) => this.#showStep(step),
    ]);
  }

  async #showStep(step: Step): Promise<DialogTurnResult> {
    const { result: benefits, shown } = operationResult(step, 'hr', 'getBenefits');
    const texts = this.texts(step);
    const lines = benefits.map((benefit) => this.#line(step, benefit));
    const text = lines.length > 0 ? [texts.text('lead'), ...lines].join('\n\n') : texts.text('none');
    if (!shown) await step.context.sendActivity(text);
    const next = [{ title: responses('main', turnOf(step.context).locale).plain('job.hrCase') }];
    return step.endDialog(jobDone('Told the benefits', next));
  }

  #line(step: Step, { name, provider, coverage, since }: Benefit): string {
    const { locale } = turnOf(step.context);
    const texts = this.texts(step);
    const from = since && texts.plain('since', { date: formatDay(since, { locale, timeZone: 'utc' }) });
    const more = [provider, coverage, from].filter(Boolean).join(', ');
    return more ? texts.text('lineMore', { name, more }) : texts.text('line', { name });
  }
}
