import { pairsOf, wordsIn, type EntityWords, type Language } from '../words';

/** What a word or phrase means in a sentence about dates. */
export type Meaning =
  | 'weekday'
  | 'month'
  | 'relative'
  | 'shift'
  | 'unit'
  | 'to'
  | 'from'
  | 'and'
  | 'lead'
  | 'on'
  | 'of'
  | 'in'
  | 'ago'
  | 'before'
  | 'for'
  | 'rest'
  | 'edge'
  | 'weekNumber'
  | 'ordinal'
  | 'number'
  | 'article'
  | 'daypart'
  | 'daypartAfter'
  | 'half'
  | 'halfBare'
  | 'noise';

export interface Phrase {
  words: readonly string[];
  /** A word can mean several things: "in March", "the first week in March". */
  meanings: Map<Meaning, number>;
  /** Often no date at all: "sat", "so". It counts only beside other words of dates. */
  weak: boolean;
}

/** The phrases of one language by their first word, longest first. */
export type Lexicon = ReadonlyMap<string, readonly Phrase[]>;

const LISTS: readonly [EntityWords, Meaning][] = [
  ['dateRelative', 'relative'],
  ['dateShift', 'shift'],
  ['dateUnits', 'unit'],
  ['dateTo', 'to'],
  ['dateFrom', 'from'],
  ['dateAnd', 'and'],
  ['dateLead', 'lead'],
  ['dateOn', 'on'],
  ['dateOf', 'of'],
  ['dateIn', 'in'],
  ['dateAgo', 'ago'],
  ['dateBefore', 'before'],
  ['dateFor', 'for'],
  ['dateRest', 'rest'],
  ['dateEdge', 'edge'],
  ['dateWeekNumber', 'weekNumber'],
  ['dateOrdinals', 'ordinal'],
  ['numbers', 'number'],
  ['articles', 'article'],
  ['dateDaypart', 'daypart'],
  ['dateDaypartAfter', 'daypartAfter'],
  ['dateHalf', 'half'],
  ['dateHalfBare', 'halfBare'],
  ['dateNoise', 'noise'],
  ['dateWeekdayShort', 'weekday'],
  ['dateMonthShort', 'month'],
];
const lexicons = new Map<Language, Lexicon>();

export function lexiconOf(language: Language): Lexicon {
  let lexicon = lexicons.get(language);
  if (!lexicon) lexicons.set(language, (lexicon = loadLexicon(language)));
  return lexicon;
}

function loadLexicon(language: Language): Lexicon {
  const phrases = new Map<string, Phrase>();
  const add = (text: string, meaning: Meaning, value: number, weak = false) => {
    const known = phrases.get(text) ?? { words: text.split(' '), meanings: new Map<Meaning, number>(), weak };
    if (!known.meanings.has(meaning)) known.meanings.set(meaning, value);
    phrases.set(text, known);
  };
  for (const [word, weekday] of pairsOf(wordsIn(language, 'dateWeekdayWeak'))) add(word, 'weekday', weekday, true);
  for (const [name, weekday] of namesOf(language, 'weekday')) add(name, 'weekday', weekday);
  for (const [name, month] of namesOf(language, 'month')) add(name, 'month', month);
  for (const [key, meaning] of LISTS) {
    const entries = wordsIn(language, key);
    for (const [word, value] of pairsOf(entries.map((entry) => (/=-?\d+$/.test(entry) ? entry : `${entry}=0`)))) {
      add(word, meaning, value);
    }
  }
  const byFirst = Map.groupBy(phrases.values(), ({ words }) => words[0] ?? '');
  for (const list of byFirst.values()) list.sort((a, b) => b.words.length - a.words.length);
  return byFirst;
}

/** Names of weekdays or months, long and as a three-letter abbreviation. */
function namesOf(language: Language, kind: 'weekday' | 'month'): [string, number][] {
  const long = new Intl.DateTimeFormat(language, { [kind]: 'long', timeZone: 'UTC' });
  const dates =
    kind === 'weekday'
      ? Array.from({ length: 7 }, (_, i) => Date.UTC(2024, 0, 1 + i))
      : Array.from({ length: 12 }, (_, i) => Date.UTC(2024, i, 1));
  return dates.flatMap((date, i) => {
    const name = long.format(date).toLowerCase();
    const short = name.slice(0, 3);
    const isNoWord = kind === 'month' || language === 'en';
    const plural: [string, number][] = kind === 'weekday' && language === 'de' ? [[`${name}s`, i + 1]] : [];
    return [[name, i + 1], ...(isNoWord ? ([[short, i + 1]] as [string, number][]) : []), ...plural];
  });
}
