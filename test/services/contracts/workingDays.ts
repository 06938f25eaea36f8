import type { LeaveDay } from '../../../services/ports/hr';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Far enough ahead that no notice period stands in the way. */
const FIRST_DAYS_AHEAD = 21;

/** A run of days from Monday to Friday, the first of them a Monday at least three weeks ahead. */
export function workingDays(quantities: LeaveDay['quantity'][], weeksLater = 0): LeaveDay[] {
  const start = new Date(Date.now() + FIRST_DAYS_AHEAD * DAY_MS);
  const toMonday = (8 - start.getUTCDay()) % 7;
  const monday = start.getTime() + (toMonday + weeksLater * 7) * DAY_MS;
  return quantities.map((quantity, index) => {
    const days = Math.floor(index / 5) * 7 + (index % 5);
    return { date: new Date(monday + days * DAY_MS).toISOString().slice(0, 10), quantity };
  });
}
