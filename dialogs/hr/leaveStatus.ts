import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { Operation } from '../../services/operations/operation';
import type { PortOutput } from '../../services/ports';
import type { DialogDefinition } from '../dialogDefinition';
import { formatDateRange } from '../format';
import { presentLateDefault } from '../lateAnswers';
import { turnOf } from '../turn';
import { takesShownBack } from './leaveShown';
import type { LeaveStatusDetails } from './leaveStatusFields';
import { LEAVE_STATUS_DIALOG, LeaveStatusDialog } from './leaveStatusDialog';

/** How requests for leave stand, and taking them back. */
export const leaveStatus: DialogDefinition = {
  id: LEAVE_STATUS_DIALOG,
  title: 'job.leaveStatus',
  inMenu: false,
  audience: 'employees',
  intents: ['hr.leaveStatus', 'hr.leaveWithdraw'],
  needs: ['hr.findEmployee', 'hr.listLeaveRequests'],
  create: (tools) => new LeaveStatusDialog(tools),
  toDetails({ intent, text, context, entities: { dates } }): LeaveStatusDetails {
    const withdraw = intent === 'hr.leaveWithdraw' || meansWithdrawal(text, context);
    return { withdraw, ...(dates && { said: { from: dates.from, to: dates.to } }) };
  },
  claims: ({ text, context }) => meansWithdrawal(text, context),
  describe: ({ method }, locale) =>
    responses('leaveStatus', locale).plain(method === 'withdrawLeaveRequest' ? 'whatWithdraw' : 'what'),
  explainFailure: explainWithdrawal,
  async presentLate(context, operation, dependencies) {
    if (operation.method !== 'withdrawLeaveRequest') return presentLateDefault(context, operation, dependencies);
    const { from, to } = operation.result as PortOutput<'hr', 'withdrawLeaveRequest'>;
    const { locale } = turnOf(context);
    const days = formatDateRange(from, to, locale);
    await context.sendActivity(responses('leaveStatus', locale).text('late', { days }));
  },
};

function meansWithdrawal(text: string, context: TurnContext): boolean {
  return isWithdrawal(text, turnOf(context).locale) || takesShownBack(text, context);
}

/** What the list's own buttons say. */
function isWithdrawal(text: string, locale: string): boolean {
  const said = text.trim().toLowerCase();
  const [before = '', after = ''] = responses('leaveStatus', locale)
    .plain('withdrawWords')
    .toLowerCase()
    .split('{date}')
    .map((part) => part.trim());
  return said.startsWith(before) && said.endsWith(after);
}

function explainWithdrawal({ method, errorCode }: Operation, locale: string): string | undefined {
  if (method !== 'withdrawLeaveRequest') return undefined;
  const texts = responses('leaveStatus', locale);
  if (errorCode === 'conflict') return texts.text('conflict');
  return errorCode === 'not_found' ? texts.text('gone') : undefined;
}
