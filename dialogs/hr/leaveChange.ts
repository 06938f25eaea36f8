import { responses, type TextKey } from '../../resources/responses';
import type { IsoDate } from '../../services/values';
import { findDates, type DateRange, type HalfDay } from '../entities/dateRange';
import { mondayOf, toDay, toIso } from '../entities/dates/dayMath';
import { escapedPhrase } from '../entities/words';
import { isSmallTalk } from '../smallTalk';
import { isOneOf, plainWords, says } from '../words';
import type { LeaveSpan, Understanding } from './leaveDates';
import { isUnsure, meaningsOf } from './leaveMeanings';
import { swappedDay } from './leaveSwap';

/** What the days become; `unclear` where it cannot be told which of them are meant. */
export type LeaveChange = LeaveSpan | 'unclear' | undefined;

/** A longer sentence tells a story, in which a morning is no half day off. */
const MOST_WORDS_ABOUT_HALVES = 6;
/** "The 22nd", "22.", or a number with nothing behind it. */
const DAY_OF_MONTH = /^(?:(?:the|on|dem|den|am)\s+)*(\d{1,2})(?:(?:st|nd|rd|th|\.)(?![\p{L}\p{N}])|\s*(?:[,;!]|$))/iu;

/**
 * The days after a message that changes some of them: "only from the 22nd", "half a day on Friday", "Wednesday instead of
 * Monday", "the week after". `undefined` for a message that says nothing about the days known so far.
 */
export function changedSpan(known: LeaveSpan, message: Understanding): LeaveChange {
  if (isSmallTalk(message.text, message.locale)) return undefined;
  const span: LeaveSpan = { ...((isUnsure(known) && meaningsOf(known)[0]) || known), flags: [], saidOn: message.today };
  const found = findDates(message);
  const changed = swappedDay(span, message) ?? halfOfOne(span, message, found);
  if (changed) return changed;
  const moved =
    otherEdge(span, message, found) ?? (found ? undefined : (weekAfter(span, message) ?? halves(span, message)));
  return moved && { ...moved, flags: moved.from < message.today ? [...moved.flags, 'past'] : moved.flags };
}

/** "Half a day on Friday", where Friday is one of several days; "only Friday, half a day" is that day alone. */
function halfOfOne(span: LeaveSpan, message: Understanding, found: DateRange | undefined): LeaveChange {
  const isOneOfSeveral = found?.half === 'single' && span.from !== span.to;
  if (!isOneOfSeveral || saysWord('onlyWords', message)) return undefined;
  // "Friday" is the one among the days, not the next one from today.
  const { from: day } = findDates({ ...message, today: span.from }) ?? found;
  if (day < span.from || day > span.to) return undefined;
  const half: HalfDay | undefined = day === span.from ? 'start' : day === span.to ? 'end' : undefined;
  return half ? { ...span, halfDays: [...new Set<HalfDay>([...span.halfDays, half])] } : 'unclear';
}

/** "Only from the 22nd", "until Thursday": one end moves, the other stays. */
function otherEdge(span: LeaveSpan, message: Understanding, found: DateRange | undefined): LeaveSpan | undefined {
  if (span.only || (found && found.from !== found.to)) return undefined;
  const [start, end] = [behind('startWords', message), behind('endWords', message)];
  if ((start === undefined) === (end === undefined)) return undefined;
  const isFit = (day: IsoDate) => (start === undefined ? day >= span.from : day <= span.to);
  const day = dayBehind(start ?? end ?? '', span, message).find(isFit);
  if (!day) return undefined;
  const edge = start === undefined ? 'end' : 'start';
  const halfDays = span.halfDays.filter((half) => half !== edge && half !== 'single');
  return { ...span, ...(edge === 'start' ? { from: day } : { to: day }), halfDays };
}

/** What a day may mean, the likeliest first: one among the days known so far before any other. */
function dayBehind(text: string, span: LeaveSpan, message: Understanding): IsoDate[] {
  const dates = [span.from, message.today].flatMap((today) => findDates({ ...message, text, today })?.from ?? []);
  const number = DAY_OF_MONTH.exec(text)?.[1];
  const months = number && dates.length === 0 ? [span.from, span.to].map((date) => date.slice(0, 8)) : [];
  const days = [...dates, ...months.map((month) => `${month}${number?.padStart(2, '0')}`).filter(isDate)];
  const isAmong = (day: IsoDate) => day >= span.from && day <= span.to;
  return [...days.filter(isAmong), ...days];
}

function isDate(date: string): boolean {
  return toIso(toDay(date)) === date;
}

/** "The week after": as many days, a week later; "the whole week after" is Monday to Friday. */
function weekAfter(span: LeaveSpan, message: Understanding): LeaveSpan | undefined {
  if (!saysWord('weekAfterWords', message)) return undefined;
  if (!saysWord('wholeWords', message)) return weekLater(span);
  const { only: _none, ...rest } = span;
  const from = toIso(mondayOf(toDay(span.to)) + 7);
  return { ...rest, from, to: toIso(toDay(from) + 4), halfDays: [] };
}

function weekLater(span: LeaveSpan): LeaveSpan {
  const move = (date: IsoDate) => toIso(toDay(date) + 7);
  return { ...span, from: move(span.from), to: move(span.to), ...(span.only && { only: span.only.map(move) }) };
}

/** "Half a day", "afternoon", "the whole day", said of the days known so far. */
function halves(span: LeaveSpan, message: Understanding): LeaveSpan | undefined {
  const { text } = message;
  if (plainWords(text).split(' ').length > MOST_WORDS_ABOUT_HALVES) return undefined;
  if (saysWord('wholeDayWords', message)) return span.halfDays.length > 0 ? { ...span, halfDays: [] } : undefined;
  const isPart = isOneOf(text, responses('leaveRequest', message.locale).list('partOfDayWords'));
  const days = span.from === span.to ? span.from : `${span.from} – ${span.to}`;
  const [before, after] = [`${text} ${days}`, `${days} ${text}`].map((each) => findDates({ ...message, text: each }));
  if (span.from === span.to && (isPart || after?.half)) return { ...span, halfDays: ['single'] };
  const isSame = after?.from === span.from && after.to === span.to;
  if (!isSame || (after.halfDays.length === 0 && !after.flags.includes('halfUnclear'))) return undefined;
  // Of several days only what says "the first day" is clear: then it does not matter where it stands.
  const isClear = JSON.stringify(before?.halfDays) === JSON.stringify(after.halfDays) && after.halfDays.length > 0;
  return isClear ? { ...span, halfDays: after.halfDays } : { ...span, halfDays: [], flags: ['halfUnclear'] };
}

function saysWord(key: TextKey<'leaveRequest'>, { text, locale }: Understanding): boolean {
  return says(text, responses('leaveRequest', locale).list(key));
}

/** What stands behind one of the words. */
function behind(key: TextKey<'leaveRequest'>, { text, locale }: Understanding): string | undefined {
  const words = [...responses('leaveRequest', locale).list(key)].sort((one, other) => other.length - one.length);
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.map(escapedPhrase).join('|')})\\s+(.+)$`, 'iu').exec(text)?.[1];
}
