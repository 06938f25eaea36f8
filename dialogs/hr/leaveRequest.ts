import { responses } from '../../resources/responses';
import type { PortInput, PortOutput } from '../../services/ports';
import type { DialogDefinition } from '../dialogDefinition';
import { answerOf } from '../form/answer';
import { formatDateRange } from '../format';
import { presentLateDefault } from '../lateAnswers';
import { turnOf } from '../turn';
import { toSpan } from './leaveDates';
import { LEAVE_REQUEST_DIALOG, LeaveRequestDialog } from './leaveRequestDialog';
import { findKind, type LeaveRequestDetails } from './leaveRequestFields';

/** Time off. */
export const leaveRequest: DialogDefinition = {
  id: LEAVE_REQUEST_DIALOG,
  title: 'job.leaveRequest',
  inMenu: true,
  audience: 'employees',
  intents: ['hr.leaveRequest'],
  needs: ['hr.findEmployee', 'hr.getLeaveBalances', 'hr.listLeaveRequests', 'hr.requestLeave'],
  create: (tools) => new LeaveRequestDialog(tools),
  toDetails({ text, context, entities: { dates } }, { company }): LeaveRequestDetails {
    const { locale } = turnOf(context);
    // The button's own words tell nothing about the kind.
    const isTitle = text.trim().toLowerCase() === responses('main', locale).plain('job.leaveRequest').toLowerCase();
    const kind = isTitle ? undefined : findKind(text, locale);
    const answer = answerOf(context, {}, company);
    return { ...(kind && { kindSaid: kind }), ...(dates && { dates: toSpan(dates, answer) }) };
  },
  // "I am sick today" can mean nothing else.
  continues: ({ intent, text, context, entities: { dates } }) =>
    !intent && dates !== undefined && findKind(text, turnOf(context).locale) !== undefined,
  describe: ({ method }, locale) =>
    responses('leaveRequest', locale).plain(method === 'requestLeave' ? 'what' : 'whatLookup'),
  async presentLate(context, operation, dependencies) {
    if (operation.method !== 'requestLeave') return presentLateDefault(context, operation, dependencies);
    const { outcome } = operation.result as PortOutput<'hr', 'requestLeave'>;
    const { days } = operation.input as PortInput<'hr', 'requestLeave'>;
    const { locale } = turnOf(context);
    const texts = responses('leaveRequest', locale);
    if (outcome !== 'submitted') return void (await context.sendActivity(texts.text('lateNotDone')));
    const range = formatDateRange(days[0]?.date ?? '', days.at(-1)?.date ?? '', locale);
    await context.sendActivity(texts.text('late', { days: range }));
  },
};
