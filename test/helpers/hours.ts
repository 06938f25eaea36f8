import { DateTime } from 'luxon';

/** Where the users of the tests live, as their clients say. */
export const USER_ZONE = 'Europe/Berlin';

/** A time zone in which it is between 12 and 1 o'clock: no hours begin or end in the middle of a test. */
export function noonZone(): string {
  const hours = 12 - new Date().getUTCHours();
  return `Etc/GMT${hours < 0 ? '+' : '-'}${Math.abs(hours)}`;
}

/** The time there, so many minutes from now. */
export function noonTimeIn(minutes: number): string {
  const minute = new Date().getUTCMinutes() + minutes;
  return `${12 + Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
}

/** Somebody answers at any time, and news come at any time. */
export const OPEN = { COMPANY_TIME_ZONE: 'UTC', BUSINESS_HOURS: 'Mon-Sun 00:00-24:00', QUIET_HOURS: 'off' };

/** Nobody answers now. */
export const CLOSED = { COMPANY_TIME_ZONE: noonZone(), BUSINESS_HOURS: 'Mon-Sun 00:00-00:01' };

/** News wait from six hours ago to six hours from now, where the user lives. */
export const QUIET = { QUIET_HOURS: `${timeThere(-6)}-${timeThere(6)}` };

function timeThere(hours: number): string {
  return DateTime.now().setZone(USER_ZONE).plus({ hours }).toFormat('HH:mm');
}
