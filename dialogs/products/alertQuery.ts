import { responses, type TextKey } from '../../resources/responses';
import { escaped } from '../entities/words';
import { phraseAt, plainWords, says } from '../words';
import { readQuery } from './productQuery';

/** What somebody waits for, and in which size. */
export interface AlertWish {
  query?: string;
  size?: string;
}

/** "Tell me when the blue t-shirt in size L is back" gives "blue t-shirt" and "L". */
export function readAlertWish(text: string, locale: string): AlertWish {
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}-])${anyOf('sizeWords', locale)}\\s+([\\p{L}\\p{N}]{1,4})(?![\\p{L}\\p{N}])`,
    'iu',
  );
  const size = pattern.exec(text)?.[1];
  const query = readAlertQuery(text.replace(pattern, ' '), locale);
  return { ...(query && { query }), ...(size && { size }) };
}

/** The product that somebody waits for: "tell me when the red mug is back" gives "red mug". */
export function readAlertQuery(text: string, locale: string): string | undefined {
  const filler = new RegExp(`(?<![\\p{L}\\p{N}-])${anyOf('filler', locale)}(?![\\p{L}\\p{N}-])`, 'giu');
  return readQuery(plain(text).replace(filler, ' '), locale);
}

/** "When will it be back?": whoever asks has not said that they want to be told. */
export function asksWhen(text: string, locale: string): boolean {
  const texts = responses('productAlert', locale);
  const isAsked = phraseAt(`${plainWords(text)} `, texts.list('whenWords')) !== undefined;
  return isAsked && !says(text, texts.list('tellWords'));
}

/** "Stop telling me about the red mug". */
export function isStop(text: string, locale: string): boolean {
  return new RegExp(`^${anyOf('stopWords', locale)}(?![\\p{L}\\p{N}-])`, 'iu').test(plain(text));
}

function plain(text: string): string {
  return text.replace(/[’‘`´]/g, "'").trim();
}

function anyOf(key: TextKey<'productAlert'>, locale: string): string {
  const words = [...responses('productAlert', locale).list(key)].sort((a, b) => b.length - a.length);
  return `(?:${words.map(escaped).join('|')})`;
}
