import { languages, responses, type TextKey } from '../../resources/responses';
import { escapedPhrase } from '../entities/words';

const LONGEST_QUERY = 100;
/** Says where to tell, not what is looked for. */
const ADDRESS = /\S+@\S+/g;
/** Typed in many ways; shops write it in two words, and a search for one finds neither. */
const T_SHIRT = /(?<![\p{L}\p{N}])t(?:ee)?[\s-]?shirt/gu;
const SIZE = String.raw`(?:x{0,3}s|m|x{0,4}l|[2-9]?xl|\d{1,3}|small|medium|large)`;
const AMOUNT = String.raw`[$€£]?\s?\d+(?:[.,]\d{1,2})?(?:\s?(?:[$€£]|(?:dollars?|bucks|usd|euros?|eur|pounds)(?!\p{L})))?`;

/** What is looked for, without the words around it: "do you have a blue t-shirt in stock?" gives "blue t-shirt". */
export function readQuery(text: string, locale: string): string | undefined {
  const words = withoutMeasures(text.toLowerCase().replace(ADDRESS, ' '), locale)
    .replace(/[’‘`´]/g, "'")
    .replace(/[?!.,;:"“”„\s]+/g, ' ')
    .replace(T_SHIRT, 't-shirt');
  const rest = responses('commands', locale)
    .list('productFiller')
    .toSorted((one, other) => other.length - one.length)
    .reduce((left, filler) => left.replaceAll(` ${filler} `, ' '), ` ${words.trim()} `)
    .trim();
  return /\p{L}{2}/u.test(rest) ? rest.slice(0, LONGEST_QUERY) : undefined;
}

/**
 * What a second look is for, where all words together found nothing: "gift dad maybe mug" gives "mug".
 *
 * @returns `undefined` when that would be the same again, or nothing.
 */
export function tellingWords(query: string, locale: string): string | undefined {
  const beside = new Set([
    ...languages.flatMap((language) => responses('commands', language).list('stopWords')),
    ...responses('productSearch', locale).list('besideWords'),
  ]);
  const telling = query.split(' ').filter((word) => !beside.has(word) && /\p{L}/u.test(word));
  return telling.length > 0 && telling.length < query.split(' ').length ? telling.join(' ') : undefined;
}

/** A shop's search does not know sizes and prices: they stand on the card of what is found. */
function withoutMeasures(text: string, locale: string): string {
  const measure = (words: TextKey<'productSearch'>, value: string) =>
    new RegExp(String.raw`(?<![\p{L}\p{N}-])(?:${anyOf(words, locale)})\s+${value}(?![\p{L}\p{N}-])`, 'giu');
  return text.replace(measure('sizeWords', SIZE), ' ').replace(measure('priceWords', AMOUNT), ' ');
}

function anyOf(key: TextKey<'productSearch'>, locale: string): string {
  const words = responses('productSearch', locale).list(key);
  return words
    .toSorted((one, other) => other.length - one.length)
    .map(escapedPhrase)
    .join('|');
}
