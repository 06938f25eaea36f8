import { responses, type TextKey } from '../../resources/responses';
import type { IsoDate } from '../../services/values';
import { findDates, type DateFlag, type DateRange, type HalfDay } from '../entities/dateRange';
import { alternatives } from '../entities/words';
import { workingDaysOf, type WorkingDays } from '../entities/workingDays';
import { formatDate, formatDateRange } from '../format';

/** The days that somebody wants off, as they were understood. */
export interface LeaveSpan {
  from: IsoDate;
  to: IsoDate;
  halfDays: HalfDay[];
  flags: DateFlag[];
  /** Only these of them: "Monday and Thursday". */
  only?: IsoDate[];
  /** The days that were named one by one, with others in between; not settled yet. */
  named?: IsoDate[];
  /** The day on which it was said. */
  saidOn: IsoDate;
}

export interface Understanding {
  text: string;
  locale: string;
  today: IsoDate;
}

/** Where one of a list of days ends and the next begins. */
const BETWEEN_DAYS = new RegExp(`[,;&+]|(?<![\\p{L}])${alternatives('joinWords')}(?![\\p{L}])`, 'iu');

/** What was found in a message, with the single days where there are gaps between them. */
export function toSpan({ from, to, halfDays, flags }: DateRange, message: Understanding): LeaveSpan {
  const named = flags.includes('separateDays') ? namedDays({ from, to }, message) : undefined;
  return { from, to, halfDays, flags, saidOn: message.today, ...(named && { named }) };
}

/** The days of "Monday and Thursday"; `undefined` where they cannot be told one by one. */
function namedDays({ from, to }: Pick<DateRange, 'from' | 'to'>, { text, locale, today }: Understanding) {
  const days: IsoDate[] = [];
  for (const part of text.split(BETWEEN_DAYS)) {
    // Each comes after the one before: the Thursday of "Monday and Thursday" is the next one after that Monday.
    const found = findDates({ text: part, locale, today: days.at(-1) ?? today });
    if (found && found.from !== found.to) return undefined;
    if (found) days.push(found.from);
  }
  const isRight = days.length > 1 && days[0] === from && days.at(-1) === to;
  return isRight && days.every((day, index) => index === 0 || day > (days[index - 1] ?? '')) ? days : undefined;
}

/** The days that are taken: no weekends, no public holidays. */
export function takenDays({ from, to, halfDays, only }: LeaveSpan, region: string, locale: string): WorkingDays {
  const all = workingDaysOf({ from, to, halfDays, region, locale });
  if (!only) return all;
  const days = all.days.filter(({ date }) => only.includes(date));
  const total = days.reduce((sum, { quantity }) => sum + quantity, 0);
  return { days, total, holidays: all.holidays.filter(({ date }) => only.includes(date)) };
}

/** "Monday, December 7 – Wednesday, December 9, 2026 (first day half)". */
export function describeSpan(
  { from, to, halfDays, only }: Omit<LeaveSpan, 'flags' | 'saidOn'>,
  locale: string,
): string {
  const days = only ? listOf(only, locale) : formatDateRange(from, to, locale);
  const key = keyOfHalves(halfDays);
  return key ? responses('leaveRequest', locale).plain(key, { days }) : days;
}

/** "3 working days". */
export function describeCount(total: number, locale: string): string {
  const texts = responses('leaveRequest', locale);
  if (total === 1) return texts.plain('day');
  if (total === 0.5) return texts.plain('halfDay');
  return texts.plain('days', { count: new Intl.NumberFormat(locale).format(total) });
}

/** "Christmas Day on Friday, December 25, 2026". */
export function describeHolidays({ holidays }: WorkingDays, locale: string): string {
  const texts = responses('leaveRequest', locale);
  const named = holidays.map(({ name, date }) => texts.plain('holiday', { name, date: formatDate(date, locale) }));
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(named);
}

function listOf(days: readonly IsoDate[], locale: string): string {
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return list.format(days.map((day) => formatDate(day, locale)));
}

function keyOfHalves(halves: readonly HalfDay[]): TextKey<'leaveRequest'> | undefined {
  if (halves.includes('single')) return 'halfSingle';
  if (halves.includes('start')) return halves.includes('end') ? 'halfBoth' : 'halfStart';
  return halves.includes('end') ? 'halfEnd' : undefined;
}
