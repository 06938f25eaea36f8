import { responses } from '../../resources/responses';
import type { LeaveBalance, LeaveRequest } from '../../services/ports/hr';
import type { IsoDate } from '../../services/values';
import { formatDateRange } from '../format';
import { amountOf } from './leaveAmount';
import { affordable, daysAfter, findOverlap, isTooMuch } from './leaveChecks';
import { describeCount, describeSpan, takenDays, type LeaveSpan } from './leaveDates';

/** Why leave cannot be asked for, ready to be shown, and which days would be possible. */
export interface Obstacle {
  text: string;
  instead?: { from: IsoDate; to: IsoDate };
}

/** What is known about the days and the one who wants them. */
export interface LeavePlan {
  dates: LeaveSpan;
  balance: LeaveBalance;
  requests: readonly LeaveRequest[];
  region: string;
  locale: string;
}

/** What stands in the way of a request, as far as it is known before it is sent. */
export function findObstacle(plan: LeavePlan): Obstacle | undefined {
  const { dates, balance, requests, region, locale } = plan;
  const texts = responses('leaveRequest', locale);
  const why = whyImpossible(plan);
  if (why) return { text: why };
  const { days, total } = takenDays(dates, region, locale);
  const overlap = findOverlap(days, requests);
  if (overlap) {
    const instead = daysAfter(overlap, total, requests, region);
    return { text: texts.text('overlap', { taken: describeTaken(overlap, locale) }), ...(instead && { instead }) };
  }
  if (!isTooMuch(total, balance)) return undefined;
  const values = { taken: describeCount(total, locale), left: amountOf(balance, locale) };
  const instead = affordable(days, balance);
  return { text: texts.text('insufficient', values), ...(instead && { instead }) };
}

/** Days that nobody can ask for, whoever it is. */
function whyImpossible({ dates, balance, region, locale }: LeavePlan): string | undefined {
  const texts = responses('leaveRequest', locale);
  const days = describeSpan(dates, locale);
  if (dates.flags.includes('past')) return texts.text('past', { days });
  if (dates.flags.includes('endBeforeStart')) return texts.text('endBeforeStart');
  const { total, holidays } = takenDays(dates, region, locale);
  if (total > 0) return undefined;
  if (balance.kind === 'sick') return texts.text('noWorkingDaySick', { days });
  const names = new Intl.ListFormat(locale, { type: 'conjunction' }).format(holidays.map(({ name }) => name));
  return names ? texts.text('noWorkingDayHoliday', { days, holidays: names }) : texts.text('noWorkingDay', { days });
}

function describeTaken({ name, from, to, status }: LeaveRequest, locale: string): string {
  const state = responses('leaveStatus', locale).plain(`status.${status}`);
  return `${name}, ${formatDateRange(from, to, locale)} (${state})`;
}
