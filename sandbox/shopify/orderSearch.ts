import type { OrderRecord } from './records';
import { parseSearch, type Searchable, type SearchValue } from './searchSyntax';

/** https://shopify.dev/docs/api/admin-graphql/2026-07/queries/orders#arguments-query */
export function orderSearch(query: string): (order: OrderRecord) => boolean {
  return parseSearch(query, searchable);
}

const searchable: Searchable<OrderRecord> = {
  fields: new Map([
    ['name', (order: OrderRecord, value: SearchValue) => matches(order.name, value)],
    ['email', (order: OrderRecord, value: SearchValue) => matches(order.email, value)],
    ['id', (order: OrderRecord, value: SearchValue) => matches(order.legacyResourceId, value)],
  ]),
  anywhere: ({ name, email, customer }, { text }) =>
    [name, email, customer.displayName].some((field) => plain(field) === plain(text)),
};

function matches(actual: string, { text, isPrefix }: SearchValue): boolean {
  return isPrefix ? plain(actual).startsWith(plain(text)) : plain(actual) === plain(text);
}

/** Names match with and without their `#`, in small or capital letters. */
function plain(text: string): string {
  return text.replace(/^#/, '').toLowerCase();
}
