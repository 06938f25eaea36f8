import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { JobTools } from '../cancelAndHelpDialog';
import { jobDone } from '../jobResult';
import { beginOperation, operationResult } from '../operation';
import { turnOf } from '../turn';
import { HrForm, type EmployeeDetails } from './employee';
import { listOfAmounts } from './leaveAmount';

export const LEAVE_BALANCE_DIALOG = 'leaveBalance';

type Step = WaterfallStepContext<EmployeeDetails>;

/** How much leave is left. */
export class LeaveBalanceDialog extends HrForm<EmployeeDetails, 'leaveBalance'> {
  constructor(tools: JobTools) {
    super(LEAVE_BALANCE_DIALOG, tools, { topic: 'leaveBalance', help: 'help', fields: [] });
    this.setSteps('leaveBalance.v1', [
      this.findEmployee(),
      (step) => this.#lookUpStep(step),
      (step) => this.#showStep(step),
    ]);
  }

  #lookUpStep(step: Step): Promise<DialogTurnResult> {
    const { employeeId = '' } = step.options;
    return beginOperation(step, this.id, 'hr', 'getLeaveBalances', { employeeId });
  }

  async #showStep(step: Step): Promise<DialogTurnResult> {
    const { result: balances, shown } = operationResult(step, 'hr', 'getLeaveBalances');
    const { locale } = turnOf(step.context);
    const texts = this.texts(step);
    const list = listOfAmounts(balances, locale);
    if (!shown) await step.context.sendActivity(list ? texts.text('balances', { list }) : texts.text('none'));
    const next = responses('main', locale).plain(list ? 'job.leaveRequest' : 'job.hrCase');
    return step.endDialog(jobDone('Told the leave balance', [{ title: next }]));
  }
}
