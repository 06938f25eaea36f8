import type { ProductRecord } from './productRecords';
import { parseSearch, type Searchable, type SearchValue } from './searchSyntax';

/** https://shopify.dev/docs/api/admin-graphql/2026-07/queries/products#arguments-query */
export function productSearch(query: string): (product: ProductRecord) => boolean {
  return parseSearch(query, searchable);
}

const PUBLISHED: ReadonlySet<string> = new Set(['published', 'visible']);

const searchable: Searchable<ProductRecord> = {
  fields: new Map([
    ['title', (product: ProductRecord, value: SearchValue) => hasWords(product.title, value)],
    ['sku', ({ variants }: ProductRecord, { text }: SearchValue) => variants.some(({ sku }) => same(sku, text))],
    [
      'status',
      ({ status }: ProductRecord, { text }: SearchValue) => text.split(',').some((each) => same(each, status)),
    ],
    [
      'published_status',
      ({ onlineStoreUrl }: ProductRecord, { text }: SearchValue) =>
        text === 'unpublished' ? !onlineStoreUrl : !PUBLISHED.has(text) || Boolean(onlineStoreUrl),
    ],
  ]),
  anywhere: ({ title, productType, variants }, value) =>
    [title, productType, ...variants.map(({ sku }) => sku)].some((field) => hasWords(field, value)),
};

/** Whether the words stand next to each other in the text; the last one may be cut short by a star. */
function hasWords(field: string, { text, isPrefix }: SearchValue): boolean {
  const wanted = words(text);
  const last = wanted.length - 1;
  const matches = (actual: string | undefined, index: number) =>
    isPrefix && index === last ? actual?.startsWith(wanted[index] ?? '') : actual === wanted[index];
  const all = words(field);
  return last >= 0 && all.some((_, start) => wanted.every((_word, index) => matches(all[start + index], index)));
}

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function same(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.toLowerCase();
}
