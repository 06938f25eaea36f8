import { responses } from '../../resources/responses';
import type { CatalogItem } from '../../services/ports/itsm';
import { findQuantity } from '../entities/quantity';
import { isOneOf, plainWords, wordsBeside } from '../words';

/** How many words before a thing may say how many: "two of the new monitors". */
const REACH_OF_QUANTITY = 4;
/** Nobody needs more of one thing. */
export const MOST_PIECES = 20;

/** What a sentence says about the thing that is wanted; `undefined` when it only says that something is wanted. */
export function wishIn(text: string, locale: string): string | undefined {
  const texts = responses('itOrder', locale);
  const leads = texts.list('contextLeads').join('|');
  // "Excel on my laptop" does not ask for a laptop.
  const wish = text.replace(new RegExp(`(?<![\\p{L}'])(?:${leads})\\s+\\S+`, 'giu'), ' ').trim();
  return wishWords(wish, locale).length > 0 ? wish : undefined;
}

/** The words of a wish that may name a thing. */
export function wishWords(wish: string, locale: string): string[] {
  const empty = [
    ...responses('commands', locale).list('stopWords'),
    ...responses('itOrder', locale).list('vagueWords'),
  ];
  return wordsBeside(wish, empty);
}

/** What fits best: items whose whole name is said, else those of which a part is. */
export function matchesOf(wish: string, items: readonly CatalogItem[], locale: string): CatalogItem[] {
  const said = new Set(plainWords(wish).split(' ').map(stem));
  const named = items.filter(({ name }) => namesOf(name).every((word) => said.has(word)));
  const longest = Math.max(0, ...named.map(({ name }) => namesOf(name).length));
  if (named.length > 0) return named.filter(({ name }) => namesOf(name).length === longest);
  const wanted = wishWords(wish, locale).map(stem);
  return items.filter(({ name }) => namesOf(name).some((word) => word.length > 2 && wanted.includes(word)));
}

/** How many of an item are said to be wanted: a number before its name. */
export function quantityIn(wish: string, { name }: CatalogItem, locale: string): number | undefined {
  const words = plainWords(wish).split(' ');
  const at = words.findIndex((word) => namesOf(name).includes(stem(word)));
  if (at < 0) return undefined;
  const units = new Set(responses('itOrder', locale).list('units'));
  const before = words.slice(Math.max(0, at - REACH_OF_QUANTITY), at);
  const counted = before.filter((_word, index) => !units.has(before[index + 1] ?? ''));
  return readQuantity(counted.join(' '));
}

/** A number of pieces, in digits or words. */
export function readQuantity(text: string): number | undefined {
  const found = findQuantity(text);
  return typeof found === 'number' && found <= MOST_PIECES ? found : undefined;
}

/** True for nothing but a number and words around it: "make it three, please". */
export function isCountAlone(text: string, locale: string): boolean {
  return wordsBeside(text, responses('itOrder', locale).list('countFillers')).length === 1;
}

/** Whether somebody says that the catalogue has not what they want. */
export function saysNothingFits(text: string, locale: string): boolean {
  return isOneOf(text, responses('itOrder', locale).list('nothingFitsWords'));
}

function namesOf(name: string): string[] {
  return plainWords(name).split(' ').filter(Boolean).map(stem);
}

/** Without the plural. */
function stem(word: string): string {
  return word.length > 3 ? word.replace(/(?<!s)s$/, '') : word;
}
