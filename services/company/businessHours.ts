import { DateTime } from 'luxon';
import type { BusinessHours } from '../config';

/** True while people answer, judged in the company's own time zone. */
export function isOpen(hours: BusinessHours, timeZone: string, now: number): boolean {
  const local = DateTime.fromMillis(now, { zone: timeZone });
  const minute = local.hour * 60 + local.minute;
  return isOpenDay(hours, local.weekday) && minute >= hours.opensAtMinute && minute < hours.closesAtMinute;
}

/** When people answer next, as milliseconds since 1970; now, if they do. */
export function nextOpening(hours: BusinessHours, timeZone: string, now: number): number {
  if (isOpen(hours, timeZone, now)) return now;
  const today = DateTime.fromMillis(now, { zone: timeZone }).startOf('day');
  for (let days = 0; days <= 7; days++) {
    const opening = today
      .plus({ days })
      .set({ hour: Math.floor(hours.opensAtMinute / 60), minute: hours.opensAtMinute % 60 });
    if (isOpenDay(hours, opening.weekday) && opening.toMillis() > now) return opening.toMillis();
  }
  return now;
}

/** A range may run over the weekend, as in `Sun-Thu`. */
function isOpenDay({ firstDay, lastDay }: BusinessHours, weekday: number): boolean {
  if (firstDay <= lastDay) return weekday >= firstDay && weekday <= lastDay;
  return weekday >= firstDay || weekday <= lastDay;
}
