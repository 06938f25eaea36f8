import type { IsoDate } from '../../../services/values';

/** A calendar day as a count of days since 1970, so that adding is adding. No clock and no zone is involved. */
export type Day = number;

const DAY_MS = 86_400_000;

export function toDay(date: IsoDate): Day {
  return Math.floor(Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / DAY_MS);
}

export function toIso(day: Day): IsoDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day, or `undefined` when the month has no such day. */
export function dayOf(year: number, month: number, day: number): Day | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = month >= 1 && month <= 12 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && year > 1900 && year < 2200 ? Math.floor(date.getTime() / DAY_MS) : undefined;
}

export function partsOf(day: Day): { year: number; month: number; day: number } {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

export function isWeekend(day: Day): boolean {
  return weekdayOf(day) > 5;
}

export function mondayOf(day: Day): Day {
  return day - weekdayOf(day) + 1;
}

/** The last of `count` weekdays from `start` on; from a weekend on, days are counted as they come. */
export function endOfWorkingDays(start: Day, count: number): Day {
  if (isWeekend(start)) return start + count - 1;
  let day = start;
  for (let left = count - 1; left > 0; left--) {
    do day++;
    while (isWeekend(day));
  }
  return day;
}

/** Monday of an ISO week. */
export function mondayOfWeek(year: number, week: number): Day {
  return mondayOf(dayOf(year, 1, 4) ?? 0) + (week - 1) * 7;
}
