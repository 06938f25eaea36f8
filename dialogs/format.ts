import { DateTime, Interval } from 'luxon';
import { responses } from '../resources/responses';
import type { IsoDate, IsoDateTime, Money } from '../services/values';

/** How dates and amounts are written for one user. */
export interface Reader {
  locale: string;
  /** IANA name. */
  timeZone: string;
}

/** A day in full, for example `20 January 2026`. */
export function formatDay(instant: IsoDateTime, { locale, timeZone }: Reader): string {
  return DateTime.fromISO(instant, { zone: timeZone }).setLocale(locale).toLocaleString(DateTime.DATE_FULL);
}

const WITH_WEEKDAY = { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' } as const;
const WITHOUT_YEAR = { month: 'long', day: 'numeric' } as const;

/** A day without a time, with its weekday: `Monday, December 7, 2026`. The same day in every zone. */
export function formatDate(date: IsoDate, locale: string): string {
  return DateTime.fromISO(date, { zone: 'utc' }).setLocale(locale).toLocaleString(WITH_WEEKDAY);
}

/** A day or several in a row with their weekdays: `Monday, December 7 – Wednesday, December 9, 2026`. */
export function formatDateRange(from: IsoDate, to: IsoDate, locale: string): string {
  return from === to ? formatDate(from, locale) : formatInterval(from, to, locale, WITH_WEEKDAY);
}

/** The same for a button: `December 7 – 9`. */
export function formatDateRangeShort(from: IsoDate, to: IsoDate, locale: string): string {
  if (from !== to) return formatInterval(from, to, locale, WITHOUT_YEAR);
  return DateTime.fromISO(from, { zone: 'utc' }).setLocale(locale).toLocaleString(WITHOUT_YEAR);
}

function formatInterval(from: IsoDate, to: IsoDate, locale: string, form: Intl.DateTimeFormatOptions): string {
  const [start, end] = [from, to].map((date) => DateTime.fromISO(date, { zone: 'utc' }).setLocale(locale));
  const text = start && end ? Interval.fromDateTimes(start, end).toLocaleString(form, { locale }) : '';
  // Thin spaces around the dash: nobody can type them.
  return text.replace(/[\u2009\u202F\u00A0]/g, ' ');
}

/** How long ago something was, for example `2 hours ago`. */
export function formatAge(at: number, now: number, locale: string): string {
  const base = DateTime.fromMillis(now);
  return DateTime.fromMillis(at).setLocale(locale).toRelative({ base }) ?? '';
}

const CLOCK = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;

/** A day and time near to now, for example `Monday, 9:00 AM`, with the zone it is meant in. */
export function formatMoment(instant: number, reader: Reader): string {
  return formatClock(instant, reader, { weekday: 'long', ...CLOCK });
}

/** A day and time further away, for example `December 7 at 3:00 PM UTC`. */
export function formatDistantMoment(instant: number, reader: Reader): string {
  return formatClock(instant, reader, { month: 'long', day: 'numeric', ...CLOCK });
}

/** Languages that say more than the bare time do so in their texts: `9:00 Uhr`. */
function formatClock(instant: number, { locale, timeZone }: Reader, form: Intl.DateTimeFormatOptions): string {
  const parts = DateTime.fromMillis(instant, { zone: timeZone }).setLocale(locale).toLocaleParts(form);
  const first = parts.findIndex(({ type }) => type === 'hour');
  const end = 1 + parts.findLastIndex(({ type }) => type === 'minute' || type === 'dayPeriod');
  const textOf = (some: typeof parts) => some.map(({ value }) => value).join('');
  const time = responses('common', locale).plain('time', { time: textOf(parts.slice(first, end)) });
  return textOf(parts.slice(0, first)) + time + textOf(parts.slice(end));
}

/** Making a format takes far longer than using it; a locale that no shop speaks of must not fill the memory. */
const FORMATS_KEPT = 100;
const moneyFormats = new Map<string, Intl.NumberFormat>();

/** An amount in its own currency, written as the user's locale writes it. */
export function formatMoney({ amount, currency }: Money, locale: string): string {
  const key = `${locale} ${currency}`;
  const format = moneyFormats.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency });
  if (moneyFormats.size >= FORMATS_KEPT) moneyFormats.clear();
  moneyFormats.set(key, format);
  return format.format(Number(amount));
}
