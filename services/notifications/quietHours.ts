import { DateTime } from 'luxon';

/** When nobody is to be disturbed: minutes of the day; the time may run over midnight. */
export interface QuietHours {
  fromMinute: number;
  toMinute: number;
}

/** When they end, as milliseconds since 1970, if they are on at `now` where the user lives. */
export function quietUntil(hours: QuietHours | undefined, timeZone: string, now: number): number | undefined {
  if (!hours) return undefined;
  const local = DateTime.fromMillis(now, { zone: timeZone });
  const minute = local.hour * 60 + local.minute;
  if (!isQuiet(hours, minute)) return undefined;
  const end = local.startOf('day').set({ hour: Math.floor(hours.toMinute / 60), minute: hours.toMinute % 60 });
  return (end.toMillis() > now ? end : end.plus({ days: 1 })).toMillis();
}

function isQuiet({ fromMinute, toMinute }: QuietHours, minute: number): boolean {
  if (fromMinute <= toMinute) return minute >= fromMinute && minute < toMinute;
  return minute >= fromMinute || minute < toMinute;
}
