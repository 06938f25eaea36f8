import { DateTime } from 'luxon';
import { isOpen, nextOpening } from '../company/businessHours';
import type { BusinessHours } from '../config';

/**
 * When somebody should have replied: so many milliseconds from now, but at closing time at the latest, because nobody comes
 * after that, unless they go on through midnight. Out of hours it counts from the next opening.
 */
export function replyDeadline(hours: BusinessHours, timeZone: string, now: number, withinMs: number): number {
  const from = isOpen(hours, timeZone, now) ? now : nextOpening(hours, timeZone, now);
  const closing = DateTime.fromMillis(from, { zone: timeZone })
    .startOf('day')
    .set({ hour: Math.floor(hours.closesAtMinute / 60), minute: hours.closesAtMinute % 60 })
    .toMillis();
  const closes = closing > from && !isOpen(hours, timeZone, closing);
  return closes ? Math.min(from + withinMs, closing) : from + withinMs;
}
