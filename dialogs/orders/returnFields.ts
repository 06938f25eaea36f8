import { responses } from '../../resources/responses';
import type { ReturnReason, ReturnableItem } from '../../services/ports/commerce';
import type { FieldOf } from '../form/field';
import { formatDay, type Reader } from '../format';
import { allItems, itemChoices, readItems, titleOfItem } from './returnItems';
import { reasons } from './returnReason';
import { orderProofFields, type OrderDetails } from './orderProof';

/** What a return needs. */
export interface ReturnDetails extends OrderDetails {
  /** What can go back and is in time. */
  returnable?: ReturnableItem[];
  /** The last day for it. */
  lastDay?: string;
  /** The ids of what goes back. */
  items?: string[];
  /** Of a single item; all of them where absent. */
  quantity?: number;
  reason?: ReturnReason;
  /** The sentence that it began with: what it names is known once the order is. */
  said?: string;
}

/** Several of one thing were bought, and it is the only one that goes back. */
function countOfOne({ items = [], returnable = [] }: Readonly<ReturnDetails>): number {
  const [item] = returnable.filter(({ id }) => items.includes(id));
  return items.length === 1 ? (item?.quantity ?? 1) : 1;
}

const own: readonly FieldOf<ReturnDetails, 'returnRequest'>[] = [
  {
    name: 'items',
    ask: 'askItems',
    retry: 'retryItems',
    label: 'labelItems',
    values: ({ orderNumber = '' }) => ({ orderNumber }),
    choices: ({ returnable = [] }, locale) => itemChoices(returnable, locale),
    read: ({ text, locale, details: { returnable = [] } }) => readItems(text, returnable, locale),
    spot: ({ text, locale, details: { returnable = [] } }) => allItems(text, returnable, locale),
    show: (items, _reader, { returnable = [] }) =>
      returnable
        .filter(({ id }) => items.includes(id))
        .map(titleOfItem)
        .join(', '),
    dependents: ['quantity'],
  },
  {
    name: 'quantity',
    ask: 'askQuantity',
    retry: 'retryQuantity',
    label: 'labelQuantity',
    values: (details) => ({ count: countOfOne(details) }),
    choices: (details) =>
      Array.from({ length: Math.min(countOfOne(details), 5) }, (_, index) => ({ title: `${index + 1}` })),
    read: ({ text, details }) => {
      const number = Number(/\d+/.exec(text)?.[0]);
      return number >= 1 && number <= countOfOne(details) ? number : undefined;
    },
    needed: (details) => countOfOne(details) > 1,
  },
  {
    name: 'reason',
    ask: 'askReason',
    retry: 'retryReason',
    label: 'labelReason',
    ...reasons,
  },
];

export const returnFields = [
  ...orderProofFields<ReturnDetails>().map((field) => ({
    ...field,
    dependents: ['order', 'returnable', 'lastDay', 'items', 'quantity'] as const,
  })),
  ...own,
];

/** Which order, and until when. */
export function returnNotes(details: object, reader: Reader): { text: string }[] {
  const { orderNumber = '', lastDay } = details as ReturnDetails;
  const texts = responses('returnRequest', reader.locale);
  const eligible = lastDay ? texts.plain('eligible', { date: formatDay(lastDay, reader) }) : '';
  return [{ text: texts.plain('noteOrder', { orderNumber, eligible }).trim() }];
}
