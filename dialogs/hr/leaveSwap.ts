import { responses } from '../../resources/responses';
import type { IsoDate } from '../../services/values';
import { findDates } from '../entities/dateRange';
import { mondayOf, toDay, toIso } from '../entities/dates/dayMath';
import { escapedPhrase } from '../entities/words';
import type { LeaveSpan, Understanding } from './leaveDates';

/**
 * The days with one for another: "Wednesday instead of Monday", "statt Montag der Mittwoch". `unclear` where the day to give
 * up lies between the others, `undefined` where no day is swapped.
 */
export function swappedDay(span: LeaveSpan, message: Understanding): LeaveSpan | 'unclear' | undefined {
  const swap = swapIn(span, message);
  if (!swap) return undefined;
  const { old, day } = swap;
  if (span.only?.includes(old)) return withDays(span, span.only.map((each) => (each === old ? day : each)).sort());
  if (old < span.from || old > span.to) return undefined;
  const from = old === span.from ? day : span.from;
  const to = old === span.to ? day : span.to;
  const isMoved = from !== span.from || to !== span.to;
  return isMoved && from <= to ? { ...span, from, to } : 'unclear';
}

function withDays(span: LeaveSpan, only: IsoDate[]): LeaveSpan {
  return { ...span, only, from: only[0] ?? span.from, to: only.at(-1) ?? span.to };
}

function swapIn(span: LeaveSpan, message: Understanding): { old: IsoDate; day: IsoDate } | undefined {
  const { text, locale } = message;
  const words = responses('leaveRequest', locale).list('insteadWords').map(escapedPhrase).join('|');
  const [, before = '', after] = new RegExp(`^(.*?)(?<![\\p{L}\\p{N}])(?:${words})\\s+(.+)$`, 'isu').exec(text) ?? [];
  if (after === undefined) return undefined;
  const dayOf = (part: string) => singleDay(part, span, message);
  const [old, rest] = firstDay(after, dayOf);
  const day = dayOf(before) ?? dayOf(rest);
  return old && day ? { old, day } : undefined;
}

/** The first day of a text, and what stands behind it. */
function firstDay(text: string, dayOf: (part: string) => IsoDate | undefined): [IsoDate | undefined, string] {
  const words = text.split(/\s+/);
  for (let count = 1; count <= words.length; count++) {
    const day = dayOf(words.slice(0, count).join(' '));
    if (day) return [day, words.slice(count).join(' ')];
  }
  return [undefined, ''];
}

/** A weekday is the one of the same week. */
function singleDay(text: string, span: LeaveSpan, message: Understanding): IsoDate | undefined {
  const monday = toIso(mondayOf(toDay(span.from)));
  const found = findDates({ ...message, text, today: monday < message.today ? message.today : monday });
  return found && found.from === found.to ? found.from : undefined;
}
