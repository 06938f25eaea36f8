import { languageWithTexts, languages, responses, type Language, type TextKey } from '../../resources/responses';

/** A word list of `entities.json`. */
export type EntityWords = TextKey<'entities'>;
export type { Language };

/** All languages that have word lists. Numbers, names and priorities are understood in each of them at any time. */
export const LANGUAGES = languages;

/** The language of a channel's locale; an unknown one is English. */
export const languageOf = languageWithTexts;

/** One list in one language. */
export function wordsIn(language: Language, key: EntityWords): readonly string[] {
  return responses('entities', language).list(key);
}

/** One list in all languages, without doubles. */
export function wordsInAll(key: EntityWords): readonly string[] {
  return [...new Set(LANGUAGES.flatMap((language) => wordsIn(language, key)))];
}

/** A list of `word=3` lines as pairs. */
export function pairsOf(lines: readonly string[]): [string, number][] {
  return lines.map((line) => {
    const at = line.lastIndexOf('=');
    return [line.slice(0, at), Number(line.slice(at + 1))];
  });
}

/** The lists as one alternative of a regular expression, longest first; a space stands for up to three. */
export function alternatives(...keys: EntityWords[]): string {
  const words = [...new Set(keys.flatMap(wordsInAll))].sort((a, b) => b.length - a.length);
  return `(?:${words.map((word) => escaped(word).replaceAll(' ', '\\s{1,3}')).join('|')})`;
}

/**
 * The same in capital or small letters, inside an expression that tells them apart. Spelled out, because V8 (Node 24) now
 * and then forgets an inline `(?i:…)` after it has compiled the expression anew.
 */
export function alternativesInAnyCase(...keys: EntityWords[]): string {
  const words = [...new Set(keys.flatMap(wordsInAll))].sort((a, b) => b.length - a.length);
  return `(?:${words.map((word) => [...word].map(letterInAnyCase).join('')).join('|')})`;
}

function letterInAnyCase(letter: string): string {
  if (letter === ' ') return '\\s{1,3}';
  const [small, capital] = [letter.toLowerCase(), letter.toUpperCase()];
  return small !== capital && capital.length === small.length ? `[${small}${capital}]` : escaped(letter);
}

/** A text as a regular expression that matches nothing else. */
export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** A phrase as a regular expression; where a space stands, there may be more. */
export function escapedPhrase(phrase: string): string {
  return escaped(phrase).replaceAll(' ', '\\s+');
}
