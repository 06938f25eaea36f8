import { forgetGuess } from '../countedProof';
import type { DialogDefinition } from '../dialogDefinition';
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
  needs: ['commerce.findOrder', 'commerce.cancelOrder'],
  create: (tools) => new OrderCancelDialog(tools),
  toDetails: toOrderDetails,
  describe: describeOrderJob('orderCancel'),
  forgetUnanswered: forgetGuess,
};
