import { responses } from '../../resources/responses';
import type { PortInput, PortOutput } from '../../services/ports';
import { findCommand, isCommand, mentions } from '../commands';
import { forgetGuess } from '../countedProof';
import type { DialogDefinition, Message } from '../dialogDefinition';
import { withoutEmail } from '../entities';
import { findMarkedOrderNumbers } from '../entities/orderNumberEntity';
import { turnOf } from '../turn';
import { says } from '../words';
import { presentLastKnownOrder } from './lastKnownOrder';
import { sendOrder } from './orderAnswer';
import { ORDER_LOOKUP_DIALOG, OrderLookupDialog } from './orderLookupDialog';
import { toOrderDetails } from './orderProof';

/** "And the other one, 1005?" means an order when one was just spoken of; a long story with a number in it may not. */
const SHORT_MESSAGE_WORDS = 6;
/** More orders at once are not read. */
const MOST_ALSO = 3;

/** Where is my order. */
export const orderLookup: DialogDefinition = {
  id: ORDER_LOOKUP_DIALOG,
  title: 'job.orderLookup',
  welcome: 'welcome.orderLookup',
  example: 'example.orderLookup',
  inMenu: true,
  audience: 'everyone',
  intents: ['order.track'],
  needs: ['commerce.findOrder'],
  create: (tools) => new OrderLookupDialog(tools),
  toDetails(message) {
    const { session, locale } = turnOf(message.context);
    if (isCommand('changeEmail', message.text, locale)) return { orderNumber: session.order?.orderNumber };
    if (isCommand('changeNumber', message.text, locale)) return { email: session.order?.email };
    return { ...toOrderDetails(message), ...alsoNamed(message) };
  },
  claims({ text, entities, context }) {
    const { locale, session } = turnOf(context);
    if (findCommand(['changeEmail', 'changeNumber'], text, locale)) return true;
    // "Is it delivered?" right after an order was shown.
    const isShort = text.trim().split(/\s+/).length <= SHORT_MESSAGE_WORDS;
    const isAboutLast = mentions('pronouns', text, locale) && mentions('deliveryWords', text, locale);
    const isAnother = mentions('otherOrderJobs', text, locale) || entities.orderNumber !== undefined;
    return isShort && isAboutLast && !isAnother && session.order?.orderNumber !== undefined;
  },
  continues: ({ entities: { email, orderNumber }, text, context }) => {
    const { locale, session } = turnOf(context);
    const words = withoutEmail(text);
    if (mentions('otherOrderJobs', words, locale)) return false;
    if (email && orderNumber) return true;
    const count = words.trim().split(/\s+/).length;
    if (orderNumber !== undefined && (count <= 3 || mentions('orderWords', words, locale))) return true;
    return (
      (email !== undefined || (orderNumber !== undefined && count <= SHORT_MESSAGE_WORDS)) &&
      session.order !== undefined
    );
  },
  async presentLate(context, operation, { company }) {
    const order = operation.result as PortOutput<'commerce', 'findOrder'>;
    const { orderNumber, email } = operation.input as PortInput<'commerce', 'findOrder'>;
    const texts = responses('orderLookup', turnOf(context).locale);
    await context.sendActivity(texts.text(order ? 'late' : 'lateNotFound', { orderNumber, email }));
    if (order) await sendOrder(context, order, company);
  },
  describe({ input }, locale) {
    const { orderNumber } = input as PortInput<'commerce', 'findOrder'>;
    return responses('orderLookup', locale).plain('what', { orderNumber });
  },
  forgetUnanswered: forgetGuess,
  presentLastKnown: presentLastKnownOrder,
  async presentFailure(context, operation) {
    const { orderNumber } = operation.input as PortInput<'commerce', 'findOrder'>;
    await context.sendActivity(responses('orderLookup', turnOf(context).locale).text('lateFailure', { orderNumber }));
  },
};

/** "Where are my orders 1001 and 1005?" asks for both. */
function alsoNamed({ text, entities, context }: Message): { also?: string[] } {
  const { locale } = turnOf(context);
  const words = withoutEmail(text);
  if (!says(words, responses('orderLookup', locale).list('severalOrders'))) return {};
  const named = findMarkedOrderNumbers(words).map(({ value }) => value.toUpperCase());
  const also = [...new Set(named)].filter((number) => number !== entities.orderNumber).slice(0, MOST_ALSO);
  return entities.orderNumber && also.length > 0 ? { also } : {};
}
