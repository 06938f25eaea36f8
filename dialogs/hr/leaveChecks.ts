import type { LeaveBalance, LeaveDay, LeaveRequest } from '../../services/ports/hr';
import type { IsoDate } from '../../services/values';
import { toDay, toIso } from '../entities/dates/dayMath';
import { workingDaysOf } from '../entities/workingDays';

/** As far as free days are looked for. */
const LOOK_AHEAD_DAYS = 120;

/** The request of which some of these days are taken already; two different halves of a day do not collide. */
export function findOverlap(days: readonly LeaveDay[], requests: readonly LeaveRequest[]): LeaveRequest | undefined {
  return requests
    .filter(({ status }) => status === 'submitted' || status === 'approved')
    .find(({ from, to, days: taken }) =>
      days.some(({ date, quantity }) => date >= from && date <= to && !(quantity === 0.5 && taken === 0.5)),
    );
}

/** True when a balance in days does not do; hours depend on the length of a day, which only the HR system knows. */
export function isTooMuch(total: number, { unit, remaining }: LeaveBalance): boolean {
  return unit === 'days' && total > remaining;
}

/** As many working days, the first that are free after a request. */
export function daysAfter(
  { to }: LeaveRequest,
  count: number,
  requests: readonly LeaveRequest[],
  region: string,
): { from: IsoDate; to: IsoDate } | undefined {
  const start = toIso(toDay(to) + 1);
  const { days } = workingDaysOf({ from: start, to: toIso(toDay(to) + LOOK_AHEAD_DAYS), region, locale: 'en' });
  const wanted = Math.ceil(count);
  for (let first = 0; first + wanted <= days.length; first++) {
    const chosen = days.slice(first, first + wanted);
    const [from, last] = [chosen[0]?.date, chosen.at(-1)?.date];
    if (from && last && !findOverlap(chosen, requests)) return { from, to: last };
  }
  return undefined;
}

/** As many of the days as are left, from the first one on. */
export function affordable(
  days: readonly LeaveDay[],
  { remaining }: LeaveBalance,
): { from: IsoDate; to: IsoDate } | undefined {
  const chosen = days.slice(0, Math.floor(remaining));
  const [from, to] = [chosen[0]?.date, chosen.at(-1)?.date];
  return from && to ? { from, to } : undefined;
}
