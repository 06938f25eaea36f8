import { createRequire } from 'node:module';
import type * as DateRecognizers from '@microsoft/recognizers-text-date-time';
import { wordsIn } from '../words';
import type { ResolveOptions } from './dateResolve';
import { partsOf, toDay, type Day } from './dayMath';

export interface EngineDates {
  from: Day;
  to: Day;
  flags: [];
  start: number;
  end: number;
}

interface EngineValue {
  type?: string;
  value?: string;
  start?: string;
  end?: string;
}

const LONGEST_TEXT = 300;
let recognizers: typeof DateRecognizers | undefined;
let words: RegExp | undefined;

/**
 * What our own grammar does not know, such as "Christmas" or "the second Monday of June", from Microsoft's recogniser. It
 * has no German. It takes 0.4 s for its first answer, so it is asked only when one of its words occurs.
 */
export function findWithEngine(
  text: string,
  { today, prefer }: ResolveOptions,
  isMonthFirst: boolean,
): EngineDates | undefined {
  words ??= new RegExp(String.raw`\b(?:${wordsIn('en', 'dateEngineWords').join('|')})\b`, 'i');
  const short = text.slice(0, LONGEST_TEXT);
  if (!words.test(short)) return undefined;
  recognizers ??= createRequire(__filename)('@microsoft/recognizers-text-date-time') as typeof DateRecognizers;
  const { year, month, day } = partsOf(today);
  // The engine reads the reference in the local zone; noon is the same day in all of them.
  const reference = new Date(year, month - 1, day, 12);
  const found = recognizers.recognizeDateTime(short, isMonthFirst ? 'en-us' : 'en-gb', undefined, reference);
  for (const { start, end, text: said, resolution } of found) {
    if (!words.test(said)) continue;
    const values = (resolution as { values?: EngineValue[] } | undefined)?.values ?? [];
    const ranges = values.map(toDays).filter((range) => range !== undefined);
    const isWanted = (range: { from: Day; to: Day }) => (prefer === 'past' ? range.from <= today : range.to >= today);
    const range = prefer === 'past' ? ranges.findLast(isWanted) : ranges.find(isWanted);
    const best = range ?? ranges.at(-1);
    if (best) return { ...best, flags: [], start, end: end + 1 };
  }
  return undefined;
}

/** The engine's ranges end before their last day. */
function toDays({ type, value, start, end }: EngineValue): { from: Day; to: Day } | undefined {
  if (type === 'date' && value) return { from: toDay(value), to: toDay(value) };
  if (type === 'daterange' && start && end) return { from: toDay(start), to: toDay(end) - 1 };
  return undefined;
}
