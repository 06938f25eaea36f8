import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { Order } from '../../services/ports/commerce';
import { normalizeEmail, normalizeOrderNumber } from '../../services/verification/normalize';
import { mentions } from '../commands';
import type { Message } from '../dialogDefinition';
import type { Reviewed } from '../form/formDialog';
import type { SharedFieldOf } from '../form/field';
import { withoutEmail } from '../entities';
import { isStillProved, strongIdentityOf } from '../identity';
import { turnOf } from '../turn';
import { isTitle, says } from '../words';

/** What every job about one order begins with: which order, and the proof that it is the user's. */
export interface OrderDetails extends Reviewed {
  orderNumber?: string;
  email?: string;
  /** Found, and the user's. */
  order?: Order;
  /** When the proof of that was given; milliseconds since 1970. */
  provedAt?: number;
  /** The user wants to be told what happens to it. */
  watch?: true;
}

type OrderField<D extends OrderDetails> = SharedFieldOf<D, 'orderProof'>;

/** The two halves of the proof, asked in the same words by every job. */
export function orderProofFields<D extends OrderDetails>(): readonly OrderField<D>[] {
  const orderNumber: OrderField<OrderDetails> = {
    topic: 'orderProof',
    name: 'orderNumber',
    ask: 'askOrderNumber',
    retry: 'retryOrderNumber',
    read: ({ text, entities }) => entities.orderNumber ?? normalizeOrderNumber(text),
    // A number in a longer sentence may be anything: a house, a price, a postcode.
    spot: ({ text, entities, locale }) => (isAboutOrder(text, locale) ? entities.orderNumber : undefined),
    dependents: ['order'],
  };
  const email: OrderField<OrderDetails> = {
    topic: 'orderProof',
    name: 'email',
    ask: 'askEmail',
    retry: 'retryEmail',
    values: ({ orderNumber: number = '' }) => ({ orderNumber: number }),
    read: ({ text, entities }) => normalizeEmail(text) ?? entities.email,
    spot: ({ entities }) => entities.email,
    dependents: ['order'],
  };
  return [orderNumber, email] as unknown as readonly OrderField<D>[];
}

function isAboutOrder(text: string, locale: string): boolean {
  const isShort = text.trim().split(/\s+/).length <= 3;
  return isShort || mentions('orderWords', text, locale) || mentions('correction', text, locale);
}

/** What a message says of the order and its address, with what was spoken of before where it points to that. */
export function toOrderDetails({ entities, text, context }: Message): OrderDetails {
  const { session, locale } = turnOf(context);
  const spokenOf = session.order ?? {};
  const proved = strongIdentityOf(context)?.email;
  const isNewEmail = entities.email !== undefined && entities.email !== spokenOf.email;
  const pointsBack = isNewEmail || mentions('pronouns', text, locale) || meansFound(text, context);
  const isAboutLast = !entities.orderNumber && pointsBack;
  const orderNumber = isAboutLast ? spokenOf.orderNumber : entities.orderNumber;
  const email = entities.email ?? spokenOf.email ?? proved ?? session.email;
  return { ...(orderNumber && { orderNumber }), ...(email && { email }) };
}

/** The jobs' own buttons, which say nothing of any order. */
const TITLES = ['job.orderLookup', 'job.orderCancel', 'job.orderProblem', 'job.returnRequest'] as const;

/** "The lamp arrived broken" means the order that was found last, as long as no other one is named and its proof holds. */
function meansFound(text: string, context: TurnContext): boolean {
  const { session, locale } = turnOf(context);
  const { order, foundOrder: found } = session;
  if (!found || found.orderNumber !== order?.orderNumber || found.email !== order.email) return false;
  const isButton = TITLES.some((title) => isTitle(text, responses('main', locale).plain(title)));
  const isAnother = says(text, responses('orderProof', locale).list('anotherOrder'));
  // What has a number in it may name an order in a way that is not understood.
  const isNumbered = /\d/.test(withoutEmail(text));
  return !isButton && !isAnother && !isNumbered && isStillProved(context, { email: found.email, provedAt: found.at });
}
