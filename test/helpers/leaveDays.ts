import { DateTime } from 'luxon';
import { workingDaysOf } from '../../dialogs/entities/workingDays';

/** A week without public holidays, four weeks or more from now: its Monday is 1. */
export function nextWeek(weekday: number, weeks = 4): { date: string; day: DateTime } {
  const first = DateTime.utc().plus({ weeks }).startOf('week');
  const isFree = (monday: DateTime) => {
    const [from = '', to = ''] = [monday.toISODate() ?? '', monday.plus({ days: 11 }).toISODate() ?? ''];
    return workingDaysOf({ from, to, region: 'US', locale: 'en' }).total === 10;
  };
  let monday = first;
  while (!isFree(monday)) monday = monday.plus({ weeks: 1 });
  const day = monday.plus({ days: weekday - 1 });
  return { date: day.toISODate() ?? '', day };
}

/** The year of the next Christmas Day that is not at a weekend; New Year's Day is on the same day of the week. */
export function christmasYear(): number {
  let day = DateTime.utc(DateTime.utc().year, 12, 25);
  while (day.weekday > 5 || day < DateTime.utc()) day = day.plus({ years: 1 });
  return day.year;
}

/** A day that is read as two: two weeks or more from now, both worked, in the order of the United States, such as `3/4`. */
export function ambiguousDay(): { text: string; days: [DateTime, DateTime] } {
  for (let month = 1; month < 12; month++) {
    for (let day = month + 1; day <= 12; day++) {
      const days: [DateTime, DateTime] = [next(month, day), next(day, month)];
      if (days.every(isWorked)) return { text: `${month}/${day}`, days };
    }
  }
  throw new Error('there is no such day');
}

/** The next one, today included. */
function next(month: number, day: number): DateTime {
  const inYear = DateTime.utc(DateTime.utc().year, month, day);
  return inYear < DateTime.utc().startOf('day') ? inYear.plus({ years: 1 }) : inYear;
}

function isWorked(day: DateTime): boolean {
  const date = day.toISODate() ?? '';
  return (
    day > DateTime.utc().plus({ weeks: 2 }) &&
    workingDaysOf({ from: date, to: date, region: 'US', locale: 'en' }).total === 1
  );
}
