import { responses } from '../../resources/responses';
import type { Product, ProductVariant } from '../../services/ports/commerce';
import type { FieldOf } from '../form/field';
import type { Reviewed } from '../form/formDialog';
import { readAlertQuery } from './alertQuery';

/** Any variant will do. */
export const ANY = 'any';

/** What somebody waits for. */
export interface ProductAlertDetails extends Reviewed {
  /** They wait for nothing any more. */
  stop?: true;
  /** They asked when it is back, and not to be told. */
  asksWhen?: true;
  query?: string;
  /** The variant, as the user said it up front. */
  size?: string;
  /** What was found for it. */
  products?: Product[];
  productId?: string;
  /** Or `ANY`. */
  variantId?: string;
}

export function chosenProduct({ products = [], productId }: Readonly<ProductAlertDetails>): Product | undefined {
  return products.find(({ id }) => id === productId);
}

/** What of the product is meant: one variant, or all of them. */
export function chosenVariants(details: Readonly<ProductAlertDetails>): ProductVariant[] {
  const variants = chosenProduct(details)?.variants ?? [];
  const chosen = variants.filter(({ id }) => id === details.variantId);
  return chosen.length > 0 ? chosen : variants;
}

/** The one that was chosen, where not any will do. */
export function chosenVariant(details: Readonly<ProductAlertDetails>): ProductVariant | undefined {
  const { variantId } = details;
  return variantId && variantId !== ANY ? chosenVariants(details)[0] : undefined;
}

const titleOf = ({ title = '' }: { title?: string }) => title;

export const productAlertFields: readonly FieldOf<ProductAlertDetails, 'productAlert'>[] = [
  {
    name: 'query',
    ask: 'askQuery',
    retry: 'retryQuery',
    read: ({ text, locale }) => readAlertQuery(text, locale),
    dependents: ['products', 'productId', 'variantId'],
  },
  {
    name: 'productId',
    ask: 'askProduct',
    retry: 'retryProduct',
    choices: ({ products = [] }) => products.map(({ title }) => ({ title })),
    read: ({ text, details: { products = [] } }) => pick(text, products)?.id,
    dependents: ['variantId'],
  },
  {
    name: 'variantId',
    ask: 'askVariant',
    retry: 'retryVariant',
    values: (details) => ({ product: chosenProduct(details)?.title ?? '' }),
    choices: (details, locale) => [
      ...(chosenProduct(details)?.variants ?? []).map((variant) => ({ title: titleOf(variant) })),
      { title: responses('productAlert', locale).plain('button.any') },
    ],
    read: ({ text, locale, details }) => {
      const any = responses('productAlert', locale).plain('button.any').toLowerCase();
      if (text.toLowerCase().startsWith(any.split(' ')[0] ?? any)) return ANY;
      return pick(text, chosenProduct(details)?.variants ?? [])?.id;
    },
    // Where all can be had, or there is only one, nothing is to be chosen.
    needed: (details) => {
      const variants = chosenProduct(details)?.variants ?? [];
      return variants.length > 1 && variants.some(({ available }) => !available);
    },
  },
];

/** The variant that was said up front. */
export function variantSaid(details: Readonly<ProductAlertDetails>): string | undefined {
  return details.size ? pick(details.size, chosenProduct(details)?.variants ?? [])?.id : undefined;
}

/** The one whose title is said, or of whose title a part is said. */
function pick<T extends { title?: string }>(text: string, things: readonly T[]): T | undefined {
  const said = words(text);
  const exact = things.find((thing) => words(titleOf(thing)) === said);
  if (exact) return exact;
  const named = things.filter((thing) => titleOf(thing) && said.includes(words(titleOf(thing))));
  if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  const partly = said.trim() ? things.filter((thing) => words(titleOf(thing)).includes(said)) : [];
  return partly.length === 1 ? partly[0] : undefined;
}

function words(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}-]+/gu, ' ')
    .trim()} `;
}
