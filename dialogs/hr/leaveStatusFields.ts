import { responses } from '../../resources/responses';
import type { LeaveRequest } from '../../services/ports/hr';
import type { IsoDate } from '../../services/values';
import type { Answer, FieldOf } from '../form/field';
import type { ReviewNote } from '../form/reviewCard';
import { formatDateRange, formatDateRangeShort, type Reader } from '../format';
import type { EmployeeDetails } from './employee';
import { describeCount } from './leaveDates';

/** What is known about somebody's requests, and what is to be done with one. */
export interface LeaveStatusDetails extends EmployeeDetails {
  withdraw?: boolean;
  /** The days that the first message spoke of. */
  said?: { from: IsoDate; to: IsoDate };
  requests?: LeaveRequest[];
  /** The id of the request to take back. */
  pick?: string;
}

/** True for what still counts. */
export function isOpen({ status }: LeaveRequest): boolean {
  return status === 'submitted' || status === 'approved';
}

/** "Vacation, Monday, December 7, 2026". */
export function titleOfRequest({ name, from, to }: LeaveRequest, locale: string): string {
  return responses('leaveStatus', locale).plain('request', { name, days: formatDateRange(from, to, locale) });
}

/** The requests that share a day with a range. */
export function requestsIn(requests: readonly LeaveRequest[], range: { from: IsoDate; to: IsoDate }): LeaveRequest[] {
  return requests.filter(({ from, to }) => from <= range.to && to >= range.from);
}

function shortTitle({ name, from, to }: LeaveRequest, locale: string): string {
  return responses('leaveStatus', locale).plain('request', { name, days: formatDateRangeShort(from, to, locale) });
}

function readPick({ text, entities, details, locale }: Answer<LeaveStatusDetails>): string | undefined {
  const open = (details.requests ?? []).filter(isOpen);
  const said = text.trim().toLowerCase();
  const titled = open.find((request) => shortTitle(request, locale).toLowerCase() === said);
  const among = entities.dates ? requestsIn(open, entities.dates) : open;
  const named = among.filter(({ name }) => said.includes(name.toLowerCase()));
  const [only] = named.length > 0 ? named : entities.dates ? among : [];
  return (titled ?? only)?.id;
}

export const leaveStatusFields: readonly FieldOf<LeaveStatusDetails, 'leaveStatus'>[] = [
  {
    name: 'pick',
    ask: 'askPick',
    retry: 'retryPick',
    label: 'labelPick',
    choices: ({ requests = [] }, locale) =>
      requests.filter(isOpen).map((request) => ({ title: shortTitle(request, locale) })),
    read: readPick,
    show(pick, { locale }, { requests = [] }) {
      const request = requests.find(({ id }) => id === pick);
      if (!request) return '';
      const values = { name: request.name, days: formatDateRange(request.from, request.to, locale) };
      const count = describeCount(request.days, locale);
      return responses('leaveStatus', locale).plain('requestCount', { ...values, count });
    },
  },
];

/** What is approved has been planned with. */
export function withdrawNotes(details: object, { locale }: Reader): ReviewNote[] {
  const { requests = [], pick } = details as LeaveStatusDetails;
  const isApproved = requests.some(({ id, status }) => id === pick && status === 'approved');
  return isApproved ? [{ text: responses('leaveStatus', locale).plain('noteApproved') }] : [];
}
