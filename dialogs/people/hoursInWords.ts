import { DateTime } from 'luxon';
import { responses } from '../../resources/responses';
import type { BusinessHours } from '../../services/config';
import type { Reader } from '../format';

const WHOLE_DAY_MINUTES = 24 * 60;

/** "Our team is here Monday to Friday, 9:00 AM to 5:30 PM (GMT+1)." The zone is the company's, named as it is at the moment. */
export function hoursInWords(hours: BusinessHours, company: Reader, now: number): string {
  const { locale, timeZone } = company;
  const texts = responses('openingHours', locale);
  const today = DateTime.fromMillis(now, { zone: timeZone }).setLocale(locale).startOf('day');
  const { opensAtMinute, closesAtMinute } = hours;
  const days = daysInWords(hours, today);
  if (closesAtMinute - opensAtMinute === WHOLE_DAY_MINUTES) return texts.text('aroundTheClock', { days });
  const [from, until] = [opensAtMinute, closesAtMinute].map((minute) => clockTime(minute, today));
  return texts.text('hours', { days, from: from ?? '', until: until ?? '', zone: today.offsetNameShort ?? timeZone });
}

function daysInWords({ firstDay, lastDay }: BusinessHours, today: DateTime): string {
  const texts = responses('openingHours', today.locale ?? 'en');
  // From Sunday to Saturday, too, is every day.
  if ((lastDay - firstDay + 8) % 7 === 0) return texts.plain('everyDay');
  const [first = '', last = ''] = [firstDay, lastDay].map((day) => weekday(day, today));
  return first === last ? first : texts.plain('days', { first, last });
}

function weekday(day: number, today: DateTime): string {
  return today.plus({ days: day - today.weekday }).weekdayLong ?? '';
}

function clockTime(minute: number, today: DateTime): string {
  const time = today.set({ hour: Math.floor(minute / 60), minute: minute % 60 });
  return time.toLocaleString({ hour: 'numeric', minute: '2-digit' });
}
