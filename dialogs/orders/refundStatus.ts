import { forgetGuess } from '../countedProof';
import type { DialogDefinition } from '../dialogDefinition';
import { describeOrderJob } from './orderJobWords';
import { toOrderDetails } from './orderProof';
import { REFUND_STATUS_DIALOG, RefundStatusDialog } from './refundStatusDialog';

/** Where is my money. */
export const refundStatus: DialogDefinition = {
  id: REFUND_STATUS_DIALOG,
  title: 'job.refundStatus',
  inMenu: false,
  audience: 'everyone',
  intents: ['order.refundStatus'],
  needs: ['commerce.findOrder', 'commerce.getRefunds'],
  create: (tools) => new RefundStatusDialog(tools),
  toDetails: toOrderDetails,
  describe: describeOrderJob('refundStatus'),
  forgetUnanswered: forgetGuess,
};
