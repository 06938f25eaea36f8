import { ImpossibleError, scriptedWebhook, type Happening, type OutgoingWebhook } from '../outgoingWebhook';
import { AbsenceApi, ENDED } from './absenceApi';
import type { WorkdayStore } from './records';

const STATUS_AFTER: Readonly<Record<string, string>> = {
  'leave.approved': 'Successfully Completed',
  'leave.denied': 'Denied',
  'leave.withdrawn': 'Canceled',
};

/** What the manager decides on a request, by its id or `last`, and the webhook that the company's integration sends then. */
export function workdayHappening(store: WorkdayStore, happening: Happening): OutgoingWebhook[] {
  const requests = store.all('leaveRequest');
  const request = happening.id === 'last' ? requests.at(-1) : requests.find(({ id }) => id === happening.id);
  if (!request) throw new ImpossibleError(`there is no leave request ${happening.id}`);
  const status = STATUS_AFTER[happening.event];
  if (status === undefined) {
    const known = Object.keys(STATUS_AFTER).join(', ');
    throw new ImpossibleError(`workday knows no event "${happening.event}"; there is: ${known}`);
  }
  if (ENDED.has(status) && !ENDED.has(request.status)) new AbsenceApi(store).release(request);
  request.status = status;
  return [scriptedWebhook('leave.decided', happening.at, { requestId: request.id, status })];
}
