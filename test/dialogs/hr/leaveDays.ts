import { DateTime } from 'luxon';
import { workingDaysOf } from '../../../dialogs/entities/workingDays';

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
