import { responses } from '../../resources/responses';
import type { PortOutput } from '../../services/ports';
import type { DialogDefinition } from '../dialogDefinition';
import { presentLateDefault } from '../lateAnswers';
import { turnOf } from '../turn';
import { listOfAmounts } from './leaveAmount';
import { LEAVE_BALANCE_DIALOG, LeaveBalanceDialog } from './leaveBalanceDialog';

/** How much leave is left. */
export const leaveBalance: DialogDefinition = {
  id: LEAVE_BALANCE_DIALOG,
  title: 'job.leaveBalance',
  inMenu: false,
  audience: 'employees',
  intents: ['hr.leaveBalance'],
  needs: ['hr.findEmployee', 'hr.getLeaveBalances'],
  create: (tools) => new LeaveBalanceDialog(tools),
  toDetails: () => ({}),
  describe: (_operation, locale) => responses('leaveBalance', locale).plain('what'),
  async presentLate(context, operation, dependencies) {
    if (operation.method !== 'getLeaveBalances') return presentLateDefault(context, operation, dependencies);
    const { locale } = turnOf(context);
    const list = listOfAmounts(operation.result as PortOutput<'hr', 'getLeaveBalances'>, locale);
    const texts = responses('leaveBalance', locale);
    await context.sendActivity(list ? texts.text('late', { list }) : texts.text('none'));
  },
};
