import { createHash, timingSafeEqual } from 'node:crypto';

/** More words than anybody needs to name a product. */
const MAX_WORDS = 10;

/** A literal in Shopify's search syntax. https://shopify.dev/docs/api/usage/search-syntax */
export function quoted(text: string): string {
  return `"${text.replace(/[\\"':()]/g, '\\$&')}"`;
}

/** What a plural has more than its singular, in English and German; what is left must still be most of the word. */
const PLURAL = /(?<=\p{L}{4})ies$|(?<=\p{L}{2}(?:[sxz]|ch|sh))es$|(?<=\p{L}{3})s$|(?<=\p{L}{3}e)n$/iu;

/**
 * Terms that must all match, as beginnings of words, so that "shirts" finds the shirt, too. Only letters and digits are left of what was typed, so nothing in it is
 * syntax; the star also keeps `OR`, `AND` and `NOT` from being more than words.
 *
 * @returns `undefined` when there is no word in it.
 */
export function wordTerms(text: string): string | undefined {
  const words = text.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu);
  return words
    ?.slice(0, MAX_WORDS)
    .map((word) => `${word.replace(PLURAL, '')}*`)
    .join(' AND ');
}

/** Equal but for capital letters; takes the same time wherever the difference is. */
export function sameText(one: string | null | undefined, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text.trim().toLowerCase()).digest();
  return timingSafeEqual(digest(one ?? ''), digest(other)) && Boolean(one);
}
