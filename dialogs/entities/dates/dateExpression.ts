import { parseDuration, parsePoint, type DatePoint, type Duration, type ParsedPoint } from './datePoint';
import { meaning, type DateToken } from './dateTokens';

/** What a sentence says about dates, before it is known what day is meant. */
export interface DateExpression {
  start: DatePoint;
  /** Of a range. */
  end?: DatePoint;
  /** Of a range that has a length: "3 days from Monday". */
  workingDays?: number;
  /** Of single days: "Monday, Tuesday and Thursday". */
  others: DatePoint[];
  /** Token indexes: where the start's words end, where the end's words begin, and all of it. */
  first: number;
  startNext: number;
  endFirst: number;
  next: number;
}

const MOST_OTHER_WORDS = 3;
const MOST_LISTED_DAYS = 12;

/** The first date expression of a sentence. */
export function findExpression(tokens: readonly DateToken[]): DateExpression | undefined {
  for (let at = 0; at < tokens.length; at++) {
    const found = parseLength(tokens, at) ?? parseRange(tokens, at);
    if (found) return found;
  }
  return undefined;
}

/** "3 days starting Dec 7", "zwei Tage ab Montag". */
function parseLength(tokens: readonly DateToken[], at: number): DateExpression | undefined {
  const duration = parseDuration(tokens, at);
  if (!duration) return undefined;
  let from = duration.next;
  while (from - duration.next < MOST_OTHER_WORDS && meaning(tokens[from], 'from') === undefined) {
    if (!tokens[from] || tokens[from]?.kind === 'stop') return undefined;
    from++;
  }
  if (meaning(tokens[from], 'from') === undefined) return undefined;
  const range = parseRange(tokens, from);
  if (!range) return undefined;
  const isRange = range.end !== undefined || range.others.length > 0;
  return { ...range, ...(!isRange && { workingDays: duration.days }), first: at };
}

/** A day, a range, a list of days, or a day with a length behind it. */
function parseRange(tokens: readonly DateToken[], at: number): DateExpression | undefined {
  const isFrom = meaning(tokens[at], 'from') !== undefined;
  const opening = isFrom ? at + 1 : at;
  const start = parsePoint(tokens, opening) ?? looseStart(tokens, opening);
  if (!start) return undefined;
  const single = { start: start.point, others: [], first: start.start, startNext: start.next, endFirst: start.start };
  const duration = parseTrailingLength(tokens, start.next, isFrom);
  if (duration) return { ...single, workingDays: duration.days, next: duration.next };
  const isBetween =
    isFrom && meaning(tokens[start.next], 'and') !== undefined && tokens[at]?.text.startsWith('between');
  const isZwischen =
    isFrom && meaning(tokens[start.next], 'and') !== undefined && tokens[at]?.text.startsWith('zwischen');
  const end = isTo(tokens[start.next]) || isBetween || isZwischen ? endAt(tokens, start) : undefined;
  if (end) return { ...single, end: end.point, endFirst: end.start, next: end.next };
  return { ...single, ...parseList(tokens, start) };
}

/** "3 to 7 December", "24.–28.12.": a bare day counts when the end names the month. */
function looseStart(tokens: readonly DateToken[], at: number): ParsedPoint | undefined {
  const start = parsePoint(tokens, at, true);
  const link = start && tokens[start.next];
  const isLinked = isTo(link) || link?.kind === 'comma' || meaning(link, 'and') !== undefined;
  if (!start || !isLinked) return undefined;
  const end = parsePoint(tokens, start.next + 1, true);
  const isDated = end?.point.kind === 'date' && end.point.month !== undefined;
  const isOrdinal = end?.point.kind === 'date' && tokens[start.start]?.ordinal && tokens[end.start]?.ordinal;
  return isDated || isOrdinal ? start : undefined;
}

function endAt(tokens: readonly DateToken[], start: ParsedPoint): ParsedPoint | undefined {
  return parsePoint(tokens, start.next + 1, start.point.kind === 'date');
}

function isTo(token: DateToken | undefined): boolean {
  return token?.kind === 'dash' || meaning(token, 'to') !== undefined;
}

/** "from Monday for 3 days", "ab Montag 3 Tage". */
function parseTrailingLength(tokens: readonly DateToken[], at: number, isFrom: boolean): Duration | undefined {
  const isFor = meaning(tokens[at], 'for') !== undefined;
  if (isFor) return parseDuration(tokens, at + 1);
  const next = tokens[at]?.kind === 'comma' || tokens[at]?.kind === 'dash' ? at + 1 : at;
  return isFrom || tokens[at]?.kind === 'dash' ? parseDuration(tokens, next) : undefined;
}

/** "Monday, Tuesday and Thursday", "Dec 3, 4 and 5". */
function parseList(tokens: readonly DateToken[], start: ParsedPoint): { others: DatePoint[]; next: number } {
  const others: DatePoint[] = [];
  let next = start.next;
  while (others.length < MOST_LISTED_DAYS) {
    let at = next;
    if (tokens[at]?.kind === 'comma') at++;
    if (meaning(tokens[at], 'and') !== undefined) at++;
    if (at === next) break;
    const point = parsePoint(tokens, at, start.point.kind === 'date');
    if (!point || meaning(tokens[point.next], 'unit') !== undefined) break;
    others.push(point.point);
    next = point.next;
  }
  return { others, next };
}
