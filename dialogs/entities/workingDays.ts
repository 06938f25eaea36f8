import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';
import type { IsoDate } from '../../services/values';
import type { HalfDay } from './dateRange';
import { isWeekend, partsOf, toDay, toIso } from './dates/dayMath';

export interface WorkingDaysQuestion {
  from: IsoDate;
  to: IsoDate;
  halfDays?: readonly HalfDay[];
  /** Country with or without a state: `US`, `US-CA`, `DE-BY`. An unknown one has no holidays. */
  region: string;
  /** The language of the holidays' names. */
  locale: string;
}

export interface WorkingDay {
  date: IsoDate;
  quantity: 1 | 0.5;
}

export interface WorkingDays {
  days: WorkingDay[];
  /** The sum in days; 1.5 is a day and a half. */
  total: number;
  /** Public holidays on weekdays of the range, which are not taken. */
  holidays: { date: IsoDate; name: string }[];
}

type HolidaysClass = new (country: string, state: string) => Holidays;
/** A year and a bit: a longer range is a mistake. */
const MOST_DAYS = 400;
const MOST_CALENDARS = 200;

let holidaysClass: HolidaysClass | undefined;
const calendars = new Map<string, ReadonlyMap<IsoDate, string>>();

/** The days of a range that are worked: no weekends, no public holidays, half days counted as such. */
export function workingDaysOf({ from, to, halfDays = [], region, locale }: WorkingDaysQuestion): WorkingDays {
  const [start, end] = [toDay(from), toDay(to)];
  const result: WorkingDays = { days: [], total: 0, holidays: [] };
  for (let day = start; day <= end && day - start < MOST_DAYS; day++) {
    if (isWeekend(day)) continue;
    const date = toIso(day);
    const name = holidaysOf(region, partsOf(day).year, locale).get(date);
    if (name) {
      result.holidays.push({ date, name });
      continue;
    }
    const isHalf =
      (day === start && (halfDays.includes('start') || halfDays.includes('single'))) ||
      (day === end && (halfDays.includes('end') || halfDays.includes('single')));
    result.days.push({ date, quantity: isHalf ? 0.5 : 1 });
    result.total += isHalf ? 0.5 : 1;
  }
  return result;
}

/** Public holidays of a region and year, by date. */
function holidaysOf(region: string, year: number, locale: string): ReadonlyMap<IsoDate, string> {
  const language = locale.split(/[-_]/)[0]?.toLowerCase() ?? 'en';
  const key = `${region}/${year}/${language}`;
  let found = calendars.get(key);
  if (!found) {
    holidaysClass ??= loadHolidaysClass();
    const [country = '', ...states] = region.split('-');
    const all = new holidaysClass(country.toUpperCase(), states.join('-').toUpperCase()).getHolidays(year, language);
    found = new Map(all.filter(({ type }) => type === 'public').map(({ date, name }) => [date.slice(0, 10), name]));
    if (calendars.size >= MOST_CALENDARS) calendars.clear();
    calendars.set(key, found);
  }
  return found;
}

/** Loaded when it is first asked for: it takes a tenth of a second. */
function loadHolidaysClass(): HolidaysClass {
  const loaded = createRequire(__filename)('date-holidays') as HolidaysClass | { default: HolidaysClass };
  return 'default' in loaded ? loaded.default : loaded;
}
