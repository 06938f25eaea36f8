import type { PortInput, PortOutput } from '../services/ports';
import { responses } from '../resources/responses';
import { isCommand, mentions } from './commands';
import { withoutEmail } from './entities';
import type { DialogDefinition } from './dialogDefinition';
import { sendOrder } from './orderAnswer';
import { ORDER_LOOKUP_DIALOG, OrderLookupDialog, guessIdOf, type OrderLookupDetails } from './orderLookupDialog';
import { turnOf } from './turn';

/** "And the other one, 1005?" means an order when one was just spoken of; a long story with a number in it may not. */
const SHORT_MESSAGE_WORDS = 6;

/** Where is my order. */
export const orderLookup: DialogDefinition = {
  id: ORDER_LOOKUP_DIALOG,
  menu: 'menu.orderLookup',
  needs: ['commerce.findOrder'],
  examples: [
    'track an order',
    'track my order',
    'track another order',
    'track my package',
    'track my parcel',
    'track my delivery',
    'is my order on its way',
    'has my package arrived',
    'where is my order',
    'where is my parcel',
    'where is my package',
    'where are my things',
    'what is the status of my order',
    'order status',
    'delivery status',
    'has my order been shipped',
    'has my parcel been sent yet',
    'when will my order arrive',
    'when does my package come',
    'when do you deliver my order',
    'my order has not arrived',
    'my parcel is late',
    'is it delivered',
    'has it arrived',
    'has it shipped',
    'when will it arrive',
    'when does it come',
    'i am waiting for my delivery',
    'i want to know where my order is',
    'look up my order',
    'find my order',
    'check my order',
    'tracking number of my order',
    'change the number',
    'change the e-mail',
  ],
  create: (tools) => new OrderLookupDialog(tools),
  toDetails({ orderNumber, email }, context): OrderLookupDetails {
    const { session, locale } = turnOf(context);
    const spokenOf = session.order ?? {};
    if (isCommand('changeEmail', context.activity.text ?? '', locale))
      return pick({ orderNumber: spokenOf.orderNumber });
    const isNewEmail = email !== undefined && email !== spokenOf.email;
    const isAboutLast = !orderNumber && (isNewEmail || mentions('pronouns', context.activity.text ?? '', locale));
    return pick({ orderNumber: isAboutLast ? spokenOf.orderNumber : orderNumber, email: email ?? spokenOf.email });
  },
  continues: ({ email, orderNumber }, context) => {
    const text = context.activity.text ?? '';
    if (mentions('otherOrderJobs', withoutEmail(text), turnOf(context).locale)) return false;
    if (email && orderNumber) return true;
    const isShort = text.split(/\s+/).length <= SHORT_MESSAGE_WORDS;
    return (
      (email !== undefined || (orderNumber !== undefined && isShort)) && turnOf(context).session.order !== undefined
    );
  },
  async presentLate(context, operation, { company, guesses }) {
    const order = operation.result as PortOutput<'commerce', 'findOrder'>;
    const { orderNumber, email } = operation.input as PortInput<'commerce', 'findOrder'>;
    const texts = responses('orderLookup', turnOf(context).locale);
    await context.sendActivity(texts.text(order ? 'late' : 'lateNotFound', { orderNumber, email }));
    const guessId = guessIdOf(operation.conversationKey, { orderNumber, email });
    if (!order)
      return void (await guesses.take(guessId, { order: orderNumber, email, user: operation.conversationKey }));
    await guesses.forgive(guessId);
    await sendOrder(context, order, company);
  },
  describe({ input }, locale) {
    const { orderNumber } = input as PortInput<'commerce', 'findOrder'>;
    return responses('orderLookup', locale).plain('what', { orderNumber });
  },
  async forgetUnanswered({ conversationKey, input }, { guesses }) {
    await guesses.forgive(guessIdOf(conversationKey, input as PortInput<'commerce', 'findOrder'>));
  },
  async presentFailure(context, operation) {
    const { orderNumber } = operation.input as PortInput<'commerce', 'findOrder'>;
    await context.sendActivity(responses('orderLookup', turnOf(context).locale).text('lateFailure', { orderNumber }));
  },
};

/** Without the absent ones: what is absent is asked. */
function pick({ orderNumber, email }: OrderLookupDetails): OrderLookupDetails {
  return { ...(orderNumber && { orderNumber }), ...(email && { email }) };
}
