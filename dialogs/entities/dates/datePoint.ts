import { meaning, type DateToken, type WrittenDate } from './dateTokens';

/** One side of a range as it was said; what it means depends on today and on the other side. */
export type DatePoint =
  | ({ kind: 'date'; day: number; month?: number; year?: number; weekday?: number; ambiguous?: boolean } & {
      shift?: number;
    })
  | { kind: 'weekday'; weekday: number; shift?: number; weeks?: number }
  | { kind: 'relative'; days: number }
  | { kind: 'week'; shift?: number; rest?: boolean; weekend?: boolean; number?: number }
  | { kind: 'weekOfMonth'; ordinal: number; month: number; year?: number }
  | { kind: 'weekOf'; of: DatePoint }
  | { kind: 'month'; month?: number; shift?: number; year?: number };

export interface ParsedPoint {
  point: DatePoint;
  /** Index of the first token, of what counts and not of "on the". */
  start: number;
  next: number;
}

export interface Duration {
  /** In working days; a week has five. */
  days: number;
  unit: number;
  count: number;
  next: number;
}

/** "two days", "a week", "3 Tage". */
export function parseDuration(tokens: readonly DateToken[], at: number): Duration | undefined {
  const token = tokens[at];
  const count = token?.kind === 'number' ? token.value : meaning(token, 'number', 'article');
  const unit = meaning(tokens[at + 1], 'unit');
  if (count === undefined || count < 1 || count > 400 || (unit !== 1 && unit !== 5)) return undefined;
  return { days: count * unit, unit, count, next: at + 2 };
}

/**
 * Reads one date expression that starts at a token.
 * @param loose a bare number is a day, since the other side names the month
 */
export function parsePoint(tokens: readonly DateToken[], from: number, loose = false): ParsedPoint | undefined {
  let at = from;
  while (isLead(tokens[at]) && at - from < 3) at++;
  const parsed =
    parseSpan(tokens, at) ??
    parseCalendarDate(tokens, at) ??
    parseWeekday(tokens, at) ??
    parseRelative(tokens, at) ??
    parseDayAlone(tokens, at, loose, at > from);
  return parsed && { ...parsed, start: at };
}

type Parsed = Omit<ParsedPoint, 'start'>;

function isLead(token: DateToken | undefined): boolean {
  return meaning(token, 'lead') !== undefined;
}

/** Weeks, weekends and months, as a whole. */
function parseSpan(tokens: readonly DateToken[], at: number): Parsed | undefined {
  const first = tokens[at];
  if (meaning(first, 'rest') !== undefined) {
    const next = skip(tokens, at + 1, 'lead', 'shift');
    return meaning(tokens[next], 'unit') === 5
      ? { point: { kind: 'week', shift: 0, rest: true }, next: next + 1 }
      : undefined;
  }
  const number = tokens[at + 1]?.value;
  if (meaning(first, 'weekNumber') !== undefined && number && number <= 53) {
    return { point: { kind: 'week', number }, next: at + 2 };
  }
  return (
    parseWeekOf(tokens, at) ?? parseWeekOfMonth(tokens, at) ?? parseShiftedSpan(tokens, at) ?? parseMonth(tokens, at)
  );
}

/** "the week of Dec 14", "die Woche vom 14.12." */
function parseWeekOf(tokens: readonly DateToken[], at: number): Parsed | undefined {
  if (meaning(tokens[at], 'unit') !== 5 || meaning(tokens[at + 1], 'of') === undefined) return undefined;
  const day = parseCalendarDate(tokens, skip(tokens, at + 2, 'lead'));
  return day && { point: { kind: 'weekOf', of: day.point }, next: day.next };
}

function parseWeekOfMonth(tokens: readonly DateToken[], at: number): Parsed | undefined {
  const token = tokens[at];
  const counted = token?.kind === 'number' && token.ordinal ? token.value : meaning(token, 'ordinal');
  const ordinal = counted ?? (meaning(token, 'shift') === -1 ? -1 : undefined);
  if (ordinal === undefined || ordinal > 5 || meaning(tokens[at + 1], 'unit') !== 5) return undefined;
  const next = skip(tokens, at + 2, 'of', 'lead');
  const month = meaning(tokens[next], 'month');
  if (month === undefined) return undefined;
  const year = yearAt(tokens, next + 1);
  return { point: { kind: 'weekOfMonth', ordinal, month, ...(year && { year }) }, next: next + (year ? 2 : 1) };
}

function parseShiftedSpan(tokens: readonly DateToken[], at: number): Parsed | undefined {
  const shift = meaning(tokens[at], 'shift');
  if (shift === undefined) return undefined;
  const next = at + 2;
  const month = meaning(tokens[at + 1], 'month');
  if (month !== undefined && tokens[next]?.kind !== 'number') return { point: { kind: 'month', month, shift }, next };
  const unit = meaning(tokens[at + 1], 'unit');
  const inner = unit === 5 && parsePlainWeekday(tokens, next);
  if (inner) return { point: { kind: 'weekday', weekday: inner.weekday, weeks: shift }, next: inner.next };
  if (unit === 5 || unit === 2) return { point: { kind: 'week', shift, weekend: unit === 2 }, next };
  return unit === 30 ? { point: { kind: 'month', shift }, next } : undefined;
}

/** "next week Monday", "nächste Woche am Montag". */
function parsePlainWeekday(tokens: readonly DateToken[], from: number): { weekday: number; next: number } | undefined {
  const at = skip(tokens, from, 'lead');
  const weekday = meaning(tokens[at], 'weekday');
  return weekday !== undefined && !tokens[at]?.phrase?.weak ? { weekday, next: at + 1 } : undefined;
}

/** "in March", "March 2027"; a month's name alone is no date. */
function parseMonth(tokens: readonly DateToken[], at: number): Parsed | undefined {
  const isIn = meaning(tokens[at], 'in', 'of') !== undefined;
  const name = isIn ? at + 1 : at;
  const month = meaning(tokens[name], 'month');
  const year = yearAt(tokens, name + 1);
  if (month === undefined || (!isIn && !year) || (isIn && !year && dayAt(tokens[name + 1]))) return undefined;
  return { point: { kind: 'month', month, ...(year && { year }) }, next: name + (year ? 2 : 1) };
}

/** "Dec 24", "the 3rd of December 2026", "24.12.", "Monday, Dec 7". */
function parseCalendarDate(tokens: readonly DateToken[], from: number): Parsed | undefined {
  const weekday = meaning(tokens[from], 'weekday');
  let at = from;
  if (weekday !== undefined) at = skip(tokens, from + 1, 'lead', 'comma');
  const parsed = parseWrittenDate(tokens, at) ?? parseDayMonth(tokens, at) ?? parseMonthDay(tokens, at);
  if (!parsed) return undefined;
  const shift = meaning(tokens[parsed.next], 'shift');
  const isYear = shift !== undefined && meaning(tokens[parsed.next + 1], 'unit') === 365;
  const point = { kind: 'date' as const, ...parsed.date, ...(weekday && { weekday }), ...(isYear && { shift }) };
  return { point, next: parsed.next + (isYear ? 2 : 0) };
}

interface Written {
  date: WrittenDate;
  next: number;
}

function parseWrittenDate(tokens: readonly DateToken[], at: number): Written | undefined {
  const date = tokens[at]?.date;
  return date && { date, next: at + 1 };
}

function parseDayMonth(tokens: readonly DateToken[], at: number): Written | undefined {
  const day = dayAt(tokens[at]) ?? meaning(tokens[at], 'ordinal');
  if (day === undefined) return undefined;
  const name = skip(tokens, at + 1, 'of', 'lead');
  return withYear(tokens, name, name + 1, day);
}

function parseMonthDay(tokens: readonly DateToken[], at: number): Written | undefined {
  const next = skip(tokens, at + 1, 'lead');
  const day = dayAt(tokens[next]);
  return day === undefined ? undefined : withYear(tokens, at, next + 1, day);
}

function withYear(tokens: readonly DateToken[], name: number, next: number, day: number): Written | undefined {
  const month = meaning(tokens[name], 'month');
  if (month === undefined) return undefined;
  const at = skip(tokens, next, 'comma');
  const year = yearAt(tokens, at);
  return { date: { day, month, ...(year && { year }) }, next: year ? at + 1 : next };
}

/** "Friday", "next Friday", "Friday next week", "Montag in einer Woche". */
function parseWeekday(tokens: readonly DateToken[], from: number): Parsed | undefined {
  const shift = meaning(tokens[from], 'shift');
  const at = shift === undefined ? from : skip(tokens, from + 1, 'lead');
  const weekday = meaning(tokens[at], 'weekday');
  if (weekday === undefined) return undefined;
  const next = at + 1;
  if (tokens[at]?.phrase?.weak && shift === undefined && !hasCompany(tokens, at)) return undefined;
  const weeks = meaning(tokens[next], 'shift');
  if (weeks !== undefined && meaning(tokens[next + 1], 'unit') === 5) {
    return { point: { kind: 'weekday', weekday, weeks }, next: next + 2 };
  }
  const isSpoken = meaning(tokens[next], 'daypartAfter') !== undefined;
  return {
    point: { kind: 'weekday', weekday, ...(shift !== undefined && { shift }) },
    next: next + (isSpoken ? 1 : 0),
  };
}

/** A weak weekday stands beside another word of dates: "Mo–Mi", "from Sat". */
function hasCompany(tokens: readonly DateToken[], at: number): boolean {
  const isLink = (token: DateToken | undefined) =>
    token?.kind === 'dash' || meaning(token, 'to', 'and', 'from', 'shift') !== undefined;
  const isDate = (token: DateToken | undefined) =>
    token?.kind === 'date' || dayAt(token) !== undefined || meaning(token, 'weekday', 'month') !== undefined;
  if (tokens.length === 1) return true;
  if (meaning(tokens[at - 1], 'from', 'shift', 'on') !== undefined) return true;
  return (isLink(tokens[at + 1]) && isDate(tokens[at + 2])) || (isLink(tokens[at - 1]) && isDate(tokens[at - 2]));
}

/** "tomorrow", "in two days", "3 days ago", "vor drei Tagen". */
function parseRelative(tokens: readonly DateToken[], at: number): Parsed | undefined {
  const days = meaning(tokens[at], 'relative');
  if (days !== undefined) {
    const isMorning = meaning(tokens[at + 1], 'daypartAfter') !== undefined;
    return { point: { kind: 'relative', days }, next: at + (isMorning ? 2 : 1) };
  }
  const sign = meaning(tokens[at], 'in') !== undefined ? 1 : meaning(tokens[at], 'before') !== undefined ? -1 : 0;
  const duration = parseDuration(tokens, sign === 0 ? at : at + 1);
  if (!duration) return undefined;
  const distance = duration.count * (duration.unit === 5 ? 7 : 1);
  if (sign !== 0) return { point: { kind: 'relative', days: sign * distance }, next: duration.next };
  if (meaning(tokens[duration.next], 'ago') === undefined) return undefined;
  return { point: { kind: 'relative', days: -distance }, next: duration.next + 1 };
}

/** "the 3rd"; a number without a sign of order only where the other side of the range names the month. */
function parseDayAlone(tokens: readonly DateToken[], at: number, loose: boolean, hasLead: boolean): Parsed | undefined {
  const token = tokens[at];
  const day = dayAt(token);
  if (day === undefined || meaning(tokens[at + 1], 'unit') !== undefined) return undefined;
  const isOrdinal = token?.ordinal === true && (hasLead || !token.text.endsWith('.'));
  return loose || isOrdinal ? { point: { kind: 'date', day }, next: at + 1 } : undefined;
}

function dayAt(token: DateToken | undefined): number | undefined {
  const { kind, value = 0 } = token ?? {};
  return kind === 'number' && value >= 1 && value <= 31 ? value : undefined;
}

function yearAt(tokens: readonly DateToken[], at: number): number | undefined {
  const { kind, value = 0 } = tokens[at] ?? {};
  return kind === 'number' && value >= 1990 && value <= 2100 ? value : undefined;
}

function skip(tokens: readonly DateToken[], from: number, ...kinds: ('lead' | 'of' | 'shift' | 'comma')[]): number {
  let at = from;
  for (; at - from < 2; at++) {
    const token = tokens[at];
    const isSkipped = kinds.some((kind) =>
      kind === 'comma' ? token?.kind === 'comma' : meaning(token, kind) !== undefined,
    );
    if (!isSkipped) break;
  }
  return at;
}
