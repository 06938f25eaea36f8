import { dayOf, mondayOf, mondayOfWeek, partsOf, weekdayOf, type Day } from './dayMath';
import type { DatePoint } from './datePoint';

/** Why an answer should be shown once more before it counts. */
export type DateFlag =
  /** It starts before today. */
  | 'past'
  | 'endBeforeStart'
  /** 3/12: taken as the locale writes dates. */
  | 'ambiguousDayMonth'
  /** "next Friday" said on a Monday, "Friday" said on a Friday. */
  | 'ambiguousWeekday'
  /** The weekday that was named is not that of the date. */
  | 'weekdayMismatch'
  /** The date lies just behind today and was taken for next year's. */
  | 'rolledToNextYear'
  /** "Monday and Thursday": days in between were not named. */
  | 'separateDays'
  /** Half days were mentioned, but not which. */
  | 'halfUnclear';

export interface ResolveOptions {
  today: Day;
  prefer: 'future' | 'past';
}

export interface ResolvedPoint {
  from: Day;
  to: Day;
  flags: DateFlag[];
}

const JUST_PASSED_DAYS = 60;

/** The days that a point means, seen from today. */
export function resolvePoint(point: DatePoint, options: ResolveOptions): ResolvedPoint | undefined {
  const { today } = options;
  switch (point.kind) {
    case 'relative':
      return single(today + point.days);
    case 'weekday':
      return resolveWeekday(point, options);
    case 'date':
      return resolveDate(point, options);
    case 'week':
      return resolveWeek(point, today);
    case 'weekOfMonth':
      return resolveWeekOfMonth(point, today);
    case 'weekOf':
      return resolveWeekOf(point, options);
    case 'month':
      return resolveMonth(point, options);
  }
}

/** The end of a range: what is missing comes from the start, and it comes behind it. */
export function resolveEnd(point: DatePoint, start: Day, options: ResolveOptions): ResolvedPoint | undefined {
  if (point.kind === 'weekday' && point.shift === undefined && point.weeks === undefined) {
    return single(start + ((point.weekday - weekdayOf(start) + 6) % 7) + 1);
  }
  if (point.kind !== 'date' || point.year || point.shift !== undefined) return resolvePoint(point, options);
  const { year, month } = partsOf(start);
  const end = dayOf(year, point.month ?? month, point.day);
  if (end === undefined) return undefined;
  const flags = flagsOf(point, end);
  if (end >= start) return { from: end, to: end, flags };
  const later = point.month ? dayOf(year + 1, point.month, point.day) : dayInNextMonth(start, point.day);
  const isSane = later !== undefined && later - start <= 180;
  return isSane ? { from: later, to: later, flags: flagsOf(point, later) } : { from: end, to: end, flags };
}

/** "from the 3rd to the 7th of December 2026": the first date takes over what only the last one says. */
export function completedBy(start: DatePoint, end: DatePoint): DatePoint {
  if (start.kind === 'weekday' && end.kind === 'weekday' && start.shift === undefined && end.weeks !== undefined) {
    return { weeks: end.weeks, ...start };
  }
  if (start.kind !== 'date' || end.kind !== 'date' || start.year) return start;
  const month = start.month ?? end.month;
  if (month === undefined || !end.year) return month === undefined ? start : { ...start, month };
  const isYearBefore = end.month !== undefined && month > end.month;
  return { ...start, month, year: end.year - (isYearBefore ? 1 : 0) };
}

function single(day: Day, flags: DateFlag[] = []): ResolvedPoint {
  return { from: day, to: day, flags };
}

function resolveWeekday(point: DatePoint & { kind: 'weekday' }, { today, prefer }: ResolveOptions): ResolvedPoint {
  const distance = (point.weekday - weekdayOf(today) + 7) % 7;
  if (point.weeks !== undefined) return single(mondayOf(today) + 7 * point.weeks + point.weekday - 1);
  if (point.shift === -1) return single(today + distance - 7);
  if (point.shift === 1) {
    const coming = today + (distance || 7);
    const nextWeeks = mondayOf(today) + 7 + point.weekday - 1;
    return single(nextWeeks, coming === nextWeeks ? [] : ['ambiguousWeekday']);
  }
  if (distance === 0) return single(today, point.shift === 0 ? [] : ['ambiguousWeekday']);
  return single(prefer === 'past' && point.shift === undefined ? today + distance - 7 : today + distance);
}

function resolveDate(
  point: DatePoint & { kind: 'date' },
  { today, prefer }: ResolveOptions,
): ResolvedPoint | undefined {
  const now = partsOf(today);
  if (point.year || point.shift !== undefined) {
    const day = dayOf(point.year ?? now.year + (point.shift ?? 0), point.month ?? now.month, point.day);
    return day === undefined ? undefined : single(day, flagsOf(point, day));
  }
  if (point.month === undefined) {
    const day = dayOf(now.year, now.month, point.day);
    const isRight = day !== undefined && (prefer === 'past' ? day <= today : day >= today);
    const found = isRight
      ? day
      : prefer === 'past'
        ? dayInMonthBefore(today, point.day)
        : dayInNextMonth(today, point.day);
    return found === undefined ? undefined : single(found, flagsOf(point, found));
  }
  const thisYear = dayOf(now.year, point.month, point.day);
  const isRight = thisYear !== undefined && (prefer === 'past' ? thisYear <= today : thisYear >= today);
  if (isRight) return single(thisYear, flagsOf(point, thisYear));
  const other = yearsFrom(now.year, prefer === 'past' ? -1 : 1, point.month, point.day);
  if (other === undefined) return undefined;
  const isJustPassed = prefer === 'future' && thisYear !== undefined && today - thisYear <= JUST_PASSED_DAYS;
  return single(other, [...flagsOf(point, other), ...(isJustPassed ? (['rolledToNextYear'] as const) : [])]);
}

/** The nearest other year that has the day: 29 February has to wait. */
function yearsFrom(year: number, step: 1 | -1, month: number, day: number): Day | undefined {
  for (let i = 1; i <= 8; i++) {
    const found = dayOf(year + i * step, month, day);
    if (found !== undefined) return found;
  }
  return undefined;
}

function dayInNextMonth(from: Day, day: number): Day | undefined {
  const { year, month } = partsOf(from);
  return month === 12 ? dayOf(year + 1, 1, day) : dayOf(year, month + 1, day);
}

function dayInMonthBefore(from: Day, day: number): Day | undefined {
  const { year, month } = partsOf(from);
  return month === 1 ? dayOf(year - 1, 12, day) : dayOf(year, month - 1, day);
}

function flagsOf(point: DatePoint & { kind: 'date' }, day: Day): DateFlag[] {
  const isOtherWeekday = point.weekday !== undefined && point.weekday !== weekdayOf(day);
  return [
    ...(point.ambiguous ? (['ambiguousDayMonth'] as const) : []),
    ...(isOtherWeekday ? (['weekdayMismatch'] as const) : []),
  ];
}

/** Monday to Friday; of this week what is left of it. */
function resolveWeek(point: DatePoint & { kind: 'week' }, today: Day): ResolvedPoint {
  if (point.number) {
    const { year } = partsOf(today);
    const monday = mondayOfWeek(year, point.number);
    const coming = monday + 4 >= today ? monday : mondayOfWeek(year + 1, point.number);
    return { from: coming, to: coming + 4, flags: [] };
  }
  const monday = mondayOf(today) + 7 * (point.shift ?? 0);
  if (point.weekend) return { from: monday + 5, to: monday + 6, flags: [] };
  const isRunning = point.shift === 0 && today > monday && today <= monday + 4;
  return { from: isRunning ? today : monday, to: monday + 4, flags: [] };
}

/** A week belongs to the month that has its Thursday, as in ISO 8601. */
function resolveWeekOfMonth(point: DatePoint & { kind: 'weekOfMonth' }, today: Day): ResolvedPoint | undefined {
  const inYear = (year: number) => {
    const first = dayOf(year, point.month, 1) ?? 0;
    const afterLast = dayInNextMonth(first, 1) ?? 0;
    const thursday = first + ((4 - weekdayOf(first) + 7) % 7);
    const lastThursday = afterLast - 1 - ((weekdayOf(afterLast - 1) - 4 + 7) % 7);
    return (point.ordinal === -1 ? lastThursday : thursday + 7 * (point.ordinal - 1)) - 3;
  };
  const year = point.year ?? partsOf(today).year;
  const monday = point.year || inYear(year) + 4 >= today ? inYear(year) : inYear(year + 1);
  return { from: monday, to: monday + 4, flags: [] };
}

function resolveWeekOf(point: DatePoint & { kind: 'weekOf' }, options: ResolveOptions): ResolvedPoint | undefined {
  const day = resolvePoint(point.of, options);
  return day && { from: mondayOf(day.from), to: mondayOf(day.from) + 4, flags: day.flags };
}

function resolveMonth(
  point: DatePoint & { kind: 'month' },
  { today, prefer }: ResolveOptions,
): ResolvedPoint | undefined {
  const now = partsOf(today);
  const month = point.month ?? ((now.month - 1 + (point.shift ?? 0) + 12) % 12) + 1;
  let { year } = point.year ? { year: point.year } : now;
  if (!point.year && !point.month) year += Math.floor((now.month - 1 + (point.shift ?? 0)) / 12);
  else if (!point.year && point.shift === -1) year -= month >= now.month ? 1 : 0;
  else if (!point.year && prefer === 'future') year += month < now.month ? 1 : 0;
  else if (!point.year) year -= month > now.month ? 1 : 0;
  const first = dayOf(year, month, 1);
  if (first === undefined) return undefined;
  return { from: first, to: (dayInNextMonth(first, 1) ?? first) - 1, flags: [] };
}
