import type { IsoDate } from '../../services/values';
import type { DateFlag } from '../entities/dateRange';
import { dayOf, toDay, toIso } from '../entities/dates/dayMath';
import type { LeaveSpan } from './leaveDates';

/** With one of these the user is asked what was meant. */
const UNSURE: ReadonlySet<DateFlag> = new Set<DateFlag>([
  'ambiguousDayMonth',
  'ambiguousWeekday',
  'weekdayMismatch',
  'rolledToNextYear',
  'separateDays',
  'halfUnclear',
]);

/** Two readings of one date are not further apart. */
const LONGEST_SWAP_DAYS = 60;

/** Whether it must be asked what was meant; what lies in the past is refused, whatever it means. */
export function isUnsure({ flags }: Pick<LeaveSpan, 'flags'>): boolean {
  return flags.some((flag) => UNSURE.has(flag)) && !flags.includes('past') && !flags.includes('endBeforeStart');
}

/** What may have been meant, none of it open to doubt any more; the likeliest first. */
export function meaningsOf(span: LeaveSpan): LeaveSpan[] {
  const { named: _settled, ...rest } = span;
  const today = span.saidOn;
  const asRead: LeaveSpan = { ...rest, flags: [] };
  const others = [
    ...(span.flags.includes('ambiguousWeekday') ? otherWeek(asRead, today) : []),
    ...(span.flags.includes('halfUnclear') ? otherHalves(asRead) : []),
  ];
  const swaps = span.flags.includes('ambiguousDayMonth') ? swapped(asRead, today) : [];
  // Nobody is away for months: 3/12 to 7/12 is a week in December rather than spring and summer.
  const read = toDay(span.to) - toDay(span.from) > LONGEST_SWAP_DAYS ? [...swaps, asRead] : [asRead, ...swaps];
  // Whoever names days one by one more likely wants those only.
  return [...(span.named ? [{ ...asRead, only: span.named }] : []), ...read, ...others];
}

/** "Next Friday" may be this week's, "Friday" said on a Friday the next one. */
function otherWeek(span: LeaveSpan, today: IsoDate): LeaveSpan[] {
  const by = span.from === today ? 7 : -7;
  const moved = { ...span, from: toIso(toDay(span.from) + by), to: toIso(toDay(span.to) + by) };
  return moved.from >= today ? [moved] : [];
}

/** 3/4 as the other half of the world reads it. */
function swapped(span: LeaveSpan, today: IsoDate): LeaveSpan[] {
  const from = swap(span.from, today);
  const to = span.to === span.from ? from : swap(span.to, from ?? today);
  const isRange = from && to && to >= from && toDay(to) - toDay(from) <= LONGEST_SWAP_DAYS;
  return isRange ? [{ ...span, from, to }] : [];
}

/** Day and month changed over, not before `earliest`. */
function swap(date: IsoDate, earliest: IsoDate): IsoDate | undefined {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const found = [year - 1, year, year + 1]
    .map((each) => dayOf(each, day, month))
    .find((each) => each !== undefined && toIso(each) >= earliest);
  return found === undefined ? undefined : toIso(found);
}

function otherHalves(span: LeaveSpan): LeaveSpan[] {
  if (span.from === span.to) return [{ ...span, halfDays: ['single'] }];
  return [
    { ...span, halfDays: ['start'] },
    { ...span, halfDays: ['end'] },
  ];
}
