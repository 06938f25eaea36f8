import { responses, type Values } from '../../resources/responses';
import type { CatalogItem } from '../../services/ports/itsm';
import type { FieldOf } from '../form/field';
import type { ReviewNote } from '../form/reviewCard';
import { formatMoney, type Reader } from '../format';
import type { Choice } from '../session';
import { isCountAlone, matchesOf, MOST_PIECES, quantityIn, readQuantity, saysNothingFits } from './catalog';
import type { ItOrderDetails } from './itOrderDetails';
import { ANSWERS, spotChoice, variableFields, variableOf } from './itOrderVariables';

const MOST_BUTTONS = 5;
/** A list as long as this may be only the beginning of the catalogue. */
export const FULL_LIST = 20;

/** The item that was chosen, if one was. */
export function chosenItem({ item }: Readonly<ItOrderDetails>): CatalogItem | undefined {
  return item && 'variables' in item ? item : undefined;
}

function readItem(text: string, catalog: readonly CatalogItem[], locale: string): ItOrderDetails['item'] {
  if (saysNothingFits(text, locale)) return null;
  const [found, another] = matchesOf(text, catalog, locale);
  if (found && !another) return found;
  // Several fit, or none: where there may be more than was shown, it is searched for.
  return !found && catalog.length >= FULL_LIST && /\p{L}{2}/u.test(text) ? { search: text.trim() } : undefined;
}

/** "Two laptops", and on the review card also "three, please" alone. */
function spotQuantity(text: string, details: Readonly<ItOrderDetails>, locale: string): number | undefined {
  const item = chosenItem(details);
  const told = item && quantityIn(text, item, locale);
  return told ?? (details.reviewId && isCountAlone(text, locale) ? readQuantity(text) : undefined);
}

/** All names, where there are more than buttons. */
function itemValues({ catalog = [] }: Readonly<ItOrderDetails>, { locale }: Reader): Values {
  const names = catalog.map(({ name }) => name).join(', ');
  const listed = catalog.length > MOST_BUTTONS;
  return { names: listed ? ` ${responses('itOrder', locale).plain('catalogNames', { names })}` : '' };
}

function itemChoices({ catalog = [] }: Readonly<ItOrderDetails>, locale: string): Choice[] {
  const nothing = { title: responses('itOrder', locale).plain('nothingFits') };
  return [...catalog.slice(0, MOST_BUTTONS).map(({ name }) => ({ title: name })), nothing];
}

export const itOrderFields: readonly FieldOf<ItOrderDetails, 'itOrder'>[] = [
  {
    name: 'item',
    ask: 'askItem',
    retry: 'retryItem',
    label: 'labelItem',
    values: itemValues,
    choices: itemChoices,
    read: ({ text, locale, details: { catalog = [] } }) => readItem(text, catalog, locale),
    show: (item) => ('name' in item ? item.name : item.search),
    dependents: ['wish', 'query', 'introduced', 'quantity', 'guessed', ...ANSWERS],
  },
  ...variableFields,
  {
    name: 'quantity',
    ask: 'askQuantity',
    retry: 'retryQuantity',
    label: 'labelQuantity',
    values: () => ({ most: MOST_PIECES }),
    alsoCalled: (_details, locale) => responses('itOrder', locale).list('quantityWords'),
    read: ({ text }) => readQuantity(text),
    spot: ({ text, locale, details }) => spotQuantity(text, details, locale),
    choices: () => ['1', '2', '3'].map((title) => ({ title })),
  },
];

/** What it costs. */
export function priceNotes(details: ItOrderDetails, { locale }: Reader): ReviewNote[] {
  const { quantity: count = 1 } = details;
  const price = chosenItem(details)?.price;
  if (!price) return [];
  const texts = responses('itOrder', locale);
  const each = formatMoney(price, locale);
  if (count === 1) return [{ text: texts.plain('price', { price: each }) }];
  const total = formatMoney({ ...price, amount: String(Number(price.amount) * count) }, locale);
  return [{ text: texts.plain('priceEach', { count, price: each, total }) }];
}

/** The item, and what the first sentence says about it. */
export function toldIn(wish: string, item: CatalogItem, locale: string): Partial<ItOrderDetails> {
  const quantity = quantityIn(wish, item, locale);
  const answers = ANSWERS.flatMap((name) => {
    const choice = spotChoice(variableOf({ item }, name), wish);
    return choice ? [[name, choice] as const] : [];
  });
  return { item, ...(quantity && { quantity }), ...Object.fromEntries(answers) };
}
