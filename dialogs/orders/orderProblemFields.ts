import { responses } from '../../resources/responses';
import type { FieldOf } from '../form/field';
import { oneOf } from '../form/oneOf';
import type { Reader } from '../format';
import { mentions, type Command } from '../commands';
import { ownWords } from '../smallTalk';
import { orderProofFields, type OrderDetails } from './orderProof';

export const PROBLEMS = ['address', 'items', 'not_arrived', 'damaged', 'wrong_item', 'missing_item', 'other'] as const;
export type Problem = (typeof PROBLEMS)[number];

/** What our team is told about an order. */
export interface OrderProblemDetails extends OrderDetails {
  kind?: Problem;
  address?: string;
  description?: string;
}

/** Words that give a problem away; the first that fits counts. */
const WORDS_OF = [
  ['not_arrived', 'notArrivedWords'],
  ['damaged', 'damagedWords'],
  ['missing_item', 'missingWords'],
  ['wrong_item', 'wrongItemWords'],
  ['address', 'addressWords'],
  ['items', 'itemsWords'],
] as const satisfies readonly (readonly [Problem, Command])[];

/** What a sentence is about; `undefined` when it does not say. */
export function findProblem(text: string, locale: string): Problem | undefined {
  return WORDS_OF.find(([, words]) => mentions(words, text, locale))?.[0];
}

const kinds = oneOf(PROBLEMS, 'orderProblem', (kind) => `kind.${kind}` as const);

const own: readonly FieldOf<OrderProblemDetails, 'orderProblem'>[] = [
  {
    name: 'kind',
    ask: 'askKind',
    retry: 'retryKind',
    label: 'labelKind',
    ...kinds,
    dependents: ['address', 'description'],
    read: (answer) => kinds.read(answer) ?? findProblem(answer.text, answer.locale),
  },
  {
    name: 'address',
    ask: 'askAddress',
    retry: 'retryAddress',
    label: 'labelAddress',
    read: ({ text }) => (/\p{L}{2}/u.test(text) && /\p{N}/u.test(text) ? text : undefined),
    needed: ({ kind }) => kind === 'address',
  },
  {
    name: 'description',
    ask: 'askDescription',
    retry: 'retryDescription',
    label: 'labelDescription',
    read: ({ text, locale }) => ownWords(text, locale),
    needed: ({ kind }) => kind !== 'address',
  },
];

export const orderProblemFields = [...orderProofFields<OrderProblemDetails>(), ...own];

/** Which order, and where the answer goes. */
export function orderProblemNotes(details: object, { locale }: Reader): { text: string }[] {
  const { order, orderNumber = '', email = '' } = details as OrderProblemDetails;
  const status = responses('orderLookup', locale).plain(`status.${order?.fulfillmentStatus ?? 'pending'}`);
  return [{ text: responses('orderProblem', locale).plain('noteOrder', { orderNumber, status, email }) }];
}
