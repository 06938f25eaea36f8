import type { IsoDate } from '../../services/values';
import { halfDaysOf } from './dates/dateHalves';
import { findWithEngine } from './dates/dateEngine';
import { findExpression, type DateExpression } from './dates/dateExpression';
import { completedBy, resolveEnd, resolvePoint, type DateFlag, type ResolveOptions } from './dates/dateResolve';
import { tokenize } from './dates/dateTokens';
import { endOfWorkingDays, isWeekend, toDay, toIso, type Day } from './dates/dayMath';
import { LANGUAGES, languageOf, type Language } from './words';

export type { DateFlag } from './dates/dateResolve';

/** Which days of a range are taken half: its only day, its first, its last. */
export type HalfDay = 'single' | 'start' | 'end';

export interface DateQuestion {
  text: string;
  locale: string;
  /** In the user's zone. */
  today: IsoDate;
  /** Which year "Dec 3" means when none is said: the next (leave) or the last (an expense). */
  prefer?: 'future' | 'past';
}

export interface DateRange {
  from: IsoDate;
  /** The same as `from` for a single day. */
  to: IsoDate;
  halfDays: HalfDay[];
  /** The first of `halfDays`. */
  half?: HalfDay;
  /** What should be asked about or shown again. */
  flags: DateFlag[];
  /** Where it stands in the text. */
  start: number;
  end: number;
}

/** Longer texts hold their dates at the beginning. */
const LONGEST_TEXT = 1000;
const LONGEST_RANGE_DAYS = 366;

interface Days {
  from: Day;
  to: Day;
  flags: DateFlag[];
}

/**
 * The days that a sentence speaks of: "next Mon–Wed", "vom 3. bis 7. Dezember", "half a day on Friday". The locale's own
 * language is tried first, then the other ones. `undefined` when there is no date, or the range is longer than a year.
 */
export function findDates({ text, locale, today, prefer = 'future' }: DateQuestion): DateRange | undefined {
  const plain = text.slice(0, LONGEST_TEXT).replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, ' ');
  const own = languageOf(locale);
  const options: ResolveOptions = { today: toDay(today), prefer };
  for (const language of [own, ...LANGUAGES.filter((other) => other !== own)]) {
    const found = findIn(plain, language, locale, options);
    if (found) return found.to - found.from < LONGEST_RANGE_DAYS ? toRange(found, options) : undefined;
  }
  return undefined;
}

interface Found extends Days {
  halfDays: HalfDay[];
  start: number;
  end: number;
}

function findIn(text: string, language: Language, locale: string, options: ResolveOptions): Found | undefined {
  const isMonthFirst = /^en$|^en[-_]us/i.test(locale);
  const engine = language === 'en' ? findWithEngine(text, options, isMonthFirst) : undefined;
  if (engine) return { ...engine, halfDays: [] };
  const { tokens, halves } = tokenize(text, language, isMonthFirst);
  const expression = findExpression(tokens);
  const days = expression && resolve(expression, options);
  if (!days) return undefined;
  const { halfDays, isUnclear } = halfDaysOf(halves, tokens, expression, days.from === days.to);
  return {
    ...days,
    flags: [...days.flags, ...(isUnclear ? (['halfUnclear'] as const) : [])],
    halfDays,
    start: tokens[expression.first]?.start ?? 0,
    end: tokens[expression.next - 1]?.end ?? text.length,
  };
}

function resolve(expression: DateExpression, options: ResolveOptions): Days | undefined {
  const { end, others, workingDays } = expression;
  const last = others.at(-1);
  const opening = end
    ? completedBy(expression.start, end)
    : last
      ? completedBy(expression.start, last)
      : expression.start;
  let start = resolvePoint(opening, options);
  if (!start) return undefined;
  if (workingDays) return { ...start, to: endOfWorkingDays(start.from, workingDays) };
  if (others.length > 0) return resolveList(start, others, options);
  if (!end) return start;
  start = runningRange(opening, end, start, options) ?? start;
  const finish = resolveEnd(end, start.from, options);
  return finish && { from: start.from, to: finish.to, flags: [...start.flags, ...finish.flags] };
}

/** Today lies within "Dec 1 to Dec 5": the range that runs is meant, not next year's. */
function runningRange(
  opening: DateExpression['start'],
  end: DateExpression['start'],
  start: Days,
  options: ResolveOptions,
): Days | undefined {
  if (!start.flags.includes('rolledToNextYear')) return undefined;
  const before = resolvePoint(opening, { ...options, prefer: 'past' });
  const finish = before && resolveEnd(end, before.from, options);
  return finish && finish.to >= options.today && finish.to - before.from <= 92 ? before : undefined;
}

/** Days in a row are a range; with gaps they are flagged. */
function resolveList(start: Days, others: DateExpression['others'], options: ResolveOptions): Days | undefined {
  const flags = [...start.flags];
  let { to } = start;
  for (const point of others) {
    const isSameDay = point.kind === 'weekday' && resolvePoint(point, options)?.from === to;
    const next = isSameDay ? { from: to, to, flags: [] } : resolveEnd(point, to, options);
    if (!next) return undefined;
    flags.push(...next.flags);
    let expected = to + 1;
    while (expected < next.from && isWeekend(expected)) expected++;
    if (next.from > expected && !flags.includes('separateDays')) flags.push('separateDays');
    to = next.to;
  }
  return { from: start.from, to, flags };
}

function toRange({ from, to, flags, halfDays, start, end }: Found, { today, prefer }: ResolveOptions): DateRange {
  const all = new Set(flags);
  if (to < from) all.add('endBeforeStart');
  if (prefer === 'future' && from < today) all.add('past');
  const [half] = halfDays;
  return { from: toIso(from), to: toIso(to), halfDays, ...(half && { half }), flags: [...all], start, end };
}
