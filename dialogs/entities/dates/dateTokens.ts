import { lexiconOf, type Lexicon, type Meaning, type Phrase } from './dateLexicon';
import type { Language } from '../words';

/** A date in digits as far as it is given. */
export interface WrittenDate {
  day: number;
  month: number;
  year?: number;
  /** Day and month could change places. */
  ambiguous?: boolean;
}

/** One piece of a sentence. */
export interface DateToken {
  kind: 'phrase' | 'number' | 'date' | 'dash' | 'comma' | 'stop' | 'other';
  text: string;
  start: number;
  end: number;
  phrase?: Phrase;
  /** Of a number. */
  value?: number;
  /** `3rd`, `3.`: a number that counts days. */
  ordinal?: boolean;
  date?: WrittenDate;
}

/** Words for half a day, taken out of the sentence. */
export interface HalfMark {
  /** Stands before the token with this index. */
  at: number;
  /** `part`: "afternoon"; it says half a day only beside a day. `bare`: "(half)". */
  kind: 'half' | 'bare' | 'part';
}

export interface DateTokens {
  tokens: DateToken[];
  halves: HalfMark[];
}

const DOTTED = String.raw`\d{1,2}\.\s?\d{1,2}`;
const PIECE = new RegExp(
  [
    String.raw`(?<iso>(?<!\d)\d{4}[-/]\d{1,2}[-/]\d{1,2}(?!\d))`,
    String.raw`(?<dotted>(?<![\p{L}\d.,])(?:${DOTTED}\.(?:\s?(?:\d{4}|\d{2})(?![.\d]))?(?!\d)|${DOTTED}(?=\s?[–—-]|\s(?:bis|to|until|und|and)\s)|(?<=(?:am|vom|ab|bis|zum|den|on|from|to|until|[–—-])\s?)${DOTTED}(?![.,]?\d|\s?(?:[€$%]|eur|uhr))))`,
    String.raw`(?<slashed>(?<![\d/-])\d{1,2}-\d{1,2}-\d{4}(?!\d)|(?<![\d/])\d{1,2}[/]\d{1,2}(?:\/(?:\d{4}|\d{2}))?(?![\d/]))`,
    String.raw`(?<time>\d{1,2}(?::\d{2}){1,2}(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?[ap]\.?m\b\.?|\d{1,2}(?:[.:]\d{2})?\s?uhr\b|\d+[.,]\d+(?!\s?(?:day|tag)))`,
    String.raw`(?<fraction>\d?[.,]\d|½)`,
    String.raw`(?<number>(?<![\p{L}\d#])\d{1,4}(?:st|nd|rd|th|\.)?(?![\p{L}\d]))`,
    String.raw`(?<word>\p{L}[\p{L}\p{M}']*(?:-day)?\.?)`,
    String.raw`(?<dash>[–—-])`,
    String.raw`(?<comma>[,/])`,
    String.raw`(?<stop>[.!?;\n])`,
    String.raw`(?<sign>[&+])`,
    String.raw`(?<rest>[\p{L}\p{N}_#@]+)`,
  ].join('|'),
  'giu',
);
/** German puts the part of the day behind the weekday: `Freitagnachmittag`. */
const COMPOUND = /^(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)(vormittag|nachmittag|morgen|abend)s?$/;

/** Cuts a sentence into what a date can be made of. */
export function tokenize(text: string, language: Language, monthFirst: boolean): DateTokens {
  const lexicon = lexiconOf(language);
  const pieces = splitPieces(text.toLowerCase(), language, monthFirst);
  const tokens: DateToken[] = [];
  const halves: HalfMark[] = [];
  for (let i = 0; i < pieces.length;) {
    const piece = pieces[i] as DateToken;
    const phrase = piece.kind === 'other' || piece.kind === 'number' ? phraseAt(lexicon, pieces, i) : undefined;
    const kind = phrase && halfKind(phrase);
    if (kind) halves.push({ at: tokens.length, kind });
    else if (phrase)
      tokens.push({ ...piece, kind: 'phrase', phrase, end: pieces[i + phrase.words.length - 1]?.end ?? piece.end });
    else tokens.push(piece);
    i += phrase?.words.length ?? 1;
  }
  return { tokens, halves };
}

/** The value of a meaning that a token has. */
export function meaning(token: DateToken | undefined, ...kinds: Meaning[]): number | undefined {
  for (const kind of kinds) {
    const value = token?.phrase?.meanings.get(kind);
    if (value !== undefined) return value;
  }
  return undefined;
}

function halfKind(phrase: Phrase): HalfMark['kind'] | undefined {
  if (phrase.meanings.has('half')) return 'half';
  if (phrase.meanings.has('halfBare')) return 'bare';
  return phrase.meanings.has('daypart') ? 'part' : undefined;
}

function phraseAt(lexicon: Lexicon, pieces: readonly DateToken[], at: number): Phrase | undefined {
  return lexicon
    .get(pieces[at]?.text ?? '')
    ?.find(({ words }) => words.every((word, k) => pieces[at + k]?.text === word));
}

function splitPieces(text: string, language: Language, monthFirst: boolean): DateToken[] {
  const pieces: DateToken[] = [];
  for (const match of text.matchAll(PIECE)) {
    const groups = match.groups ?? {};
    const token = { text: match[0], start: match.index, end: match.index + match[0].length };
    const written = groups.iso ?? groups.dotted ?? groups.slashed;
    if (written)
      pieces.push(dateToken(written, token, groups.slashed !== undefined && monthFirst, groups.dotted !== undefined));
    else if (groups.number) pieces.push(numberToken(token, language));
    else if (groups.word) pieces.push(...wordTokens(token));
    else if (groups.dash) pieces.push({ ...token, kind: 'dash' });
    else if (groups.comma) pieces.push({ ...token, kind: 'comma' });
    else if (groups.stop) pieces.push({ ...token, kind: 'stop' });
    else pieces.push({ ...token, kind: 'other' });
  }
  return pieces;
}

function dateToken(text: string, token: Omit<DateToken, 'kind'>, monthFirst: boolean, dotted: boolean): DateToken {
  const [a = 0, b = 0, c] = text
    .split(/[-./\s]+/)
    .filter(Boolean)
    .map(Number);
  if (/^\d{4}/.test(text)) return { ...token, kind: 'date', date: { year: a, month: b, day: c ?? 0 } };
  const ambiguous = !dotted && a <= 12 && b <= 12 && a !== b;
  const swapped = monthFirst ? b <= 31 && a <= 12 : b > 12 && a <= 12 && !dotted;
  const [day, month] = swapped ? [b, a] : [a, b];
  if (day < 1 || day > 31 || month < 1 || month > 12) return { ...token, kind: 'other' };
  const year = c === undefined ? {} : { year: c < 100 ? 2000 + c : c };
  return { ...token, kind: 'date', date: { day, month, ...year, ...(ambiguous && { ambiguous }) } };
}

function numberToken(token: Omit<DateToken, 'kind'>, language: Language): DateToken {
  const suffix = language === 'de' ? /\.$/ : /\D$/;
  return { ...token, kind: 'number', value: parseInt(token.text, 10), ordinal: suffix.test(token.text) };
}

function wordTokens(token: Omit<DateToken, 'kind'>): DateToken[] {
  const text = token.text.replace(/\.$/, '').replace(/'s$/, '');
  const [, weekday, part] = COMPOUND.exec(text) ?? [];
  if (weekday && part) return [weekday, part].map((word) => ({ ...token, kind: 'other', text: word }));
  const word: DateToken = { ...token, kind: 'other', text };
  // "Fri." keeps its full stop for itself, at the end of a longer word it ends the sentence.
  return text.length > 4 && token.text.endsWith('.')
    ? [word, { ...token, kind: 'stop', text: '.', start: token.end - 1 }]
    : [word];
}
