import type { HalfDay } from '../dateRange';
import type { DateExpression } from './dateExpression';
import { meaning, type DateToken, type HalfMark } from './dateTokens';

/** "half a day off on": so many words may stand between. */
const REACH = 3;

export interface FoundHalves {
  halfDays: HalfDay[];
  /** Half days were mentioned, but it is open which. */
  isUnclear: boolean;
}

/** Which of the days are half, by where the words for it stand. */
export function halfDaysOf(
  halves: readonly HalfMark[],
  tokens: readonly DateToken[],
  expression: DateExpression,
  isSingle: boolean,
): FoundHalves {
  const marks = halves.filter((mark) => mark.kind !== 'part' || isBesideDay(mark, tokens, expression));
  const isBareFarAway = (mark: HalfMark) =>
    mark.kind === 'bare' && distanceTo(mark, expression) > 1 && edgeAt(mark, tokens) === undefined;
  const counted = marks.filter((mark) => !isBareFarAway(mark));
  if (counted.length === 0) return { halfDays: [], isUnclear: false };
  if (isSingle) return { halfDays: ['single'], isUnclear: false };
  const sides = new Set(counted.map((mark) => sideOf(mark, tokens, expression)));
  const halfDays = (['start', 'end'] as const).filter((side) => sides.has(side));
  return { halfDays, isUnclear: sides.has(undefined) };
}

function distanceTo({ at }: HalfMark, { first, next, startNext }: DateExpression): number {
  if (at < first) return first - at;
  return at >= next ? at - next : Math.min(Math.abs(at - startNext), next - at);
}

/** "Friday afternoon", "the morning of Dec 3"; "good afternoon" far from it is a greeting. */
function isBesideDay(
  { at }: HalfMark,
  tokens: readonly DateToken[],
  { first, startNext, next }: DateExpression,
): boolean {
  if (at === startNext || at === next) return true;
  return at < first && first - at <= 2 && meaning(tokens[at], 'of', 'lead') !== undefined;
}

function sideOf(mark: HalfMark, tokens: readonly DateToken[], expression: DateExpression): HalfDay | undefined {
  const { at } = mark;
  const { first, startNext, endFirst, next, end } = expression;
  const edge = edgeAt(mark, tokens);
  if (edge) return edge === 1 ? 'start' : 'end';
  if (at >= first && at <= startNext && end) return 'start';
  if (end && at > startNext && at <= endFirst) return 'end';
  if (at < first && first - at <= REACH) return end ? 'start' : undefined;
  return at >= next && at - next <= 1 && end ? 'end' : undefined;
}

/** "the last day": 1 for the first, -1 for the last. */
function edgeAt({ at }: HalfMark, tokens: readonly DateToken[]): number | undefined {
  const near = tokens.slice(Math.max(0, at - REACH), at + REACH);
  return near.map((token) => meaning(token, 'edge')).find(Boolean);
}
