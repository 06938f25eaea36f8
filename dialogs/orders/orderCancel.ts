import { responses } from '../../resources/responses';
import type { PortOutput } from '../../services/ports';
import { suggest } from '../choices';
import { forgetGuess } from '../countedProof';
import type { DialogDefinition } from '../dialogDefinition';
import { presentLateDefault } from '../lateAnswers';
import { turnOf } from '../turn';
import { cancelKeyOf, insteadOfCancelling } from './cancelOutcome';
import { ORDER_CANCEL_DIALOG, OrderCancelDialog } from './orderCancelDialog';
import { describeOrderJob } from './orderJobWords';
import { toOrderDetails } from './orderProof';

/** Stop an order. */
export const orderCancel: DialogDefinition = {
  id: ORDER_CANCEL_DIALOG,
  title: 'job.orderCancel',
  inMenu: false,
  audience: 'everyone',
  intents: ['order.cancel'],
  // Who names an order does not mean the talk: "can I still cancel the other one, 1002?"
  claims: ({ intent, entities }) => intent === 'cancel' && entities.orderNumber !== undefined,
  needs: ['commerce.findOrder', 'commerce.cancelOrder'],
  create: (tools) => new OrderCancelDialog(tools),
  toDetails: toOrderDetails,
  describe: describeOrderJob('orderCancel'),
  forgetUnanswered: forgetGuess,
  async presentLate(context, operation, dependencies) {
    if (operation.method !== 'cancelOrder') return presentLateDefault(context, operation, dependencies);
    const { locale } = turnOf(context);
    const key = cancelKeyOf(operation.result as PortOutput<'commerce', 'cancelOrder'>);
    const text = responses('orderCancel', locale).text(`late.${key}`);
    if (key === 'shipped' || key === 'notPossible') await suggest(context, text, insteadOfCancelling(key, locale));
    else await context.sendActivity(text);
  },
};
