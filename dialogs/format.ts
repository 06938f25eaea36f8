import { DateTime } from 'luxon';
import type { IsoDateTime, Money } from '../services/values';

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

/** A day and time near to now, for example `Monday, 9:00 AM`, with the zone it is meant in. */
export function formatMoment(instant: number, { locale, timeZone }: Reader): string {
  return DateTime.fromMillis(instant, { zone: timeZone })
    .setLocale(locale)
    .toLocaleString({ weekday: 'long', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' });
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
