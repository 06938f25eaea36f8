import { forgetGuess } from '../countedProof';
import type { DialogDefinition } from '../dialogDefinition';
import { presentLateDefault } from '../lateAnswers';
import { turnOf } from '../turn';
import { presentLateReturn } from './lateReturn';
import { describeOrderJob } from './orderJobWords';
import { toOrderDetails } from './orderProof';
import type { ReturnDetails } from './returnFields';
import { findReason } from './returnReason';
import { RETURN_REQUEST_DIALOG, ReturnRequestDialog } from './returnRequestDialog';

/** Send something back. */
export const returnRequest: DialogDefinition = {
  id: RETURN_REQUEST_DIALOG,
  title: 'job.returnRequest',
  welcome: 'welcome.returnRequest',
  inMenu: true,
  audience: 'everyone',
  intents: ['order.return'],
  needs: ['commerce.findOrder', 'commerce.getReturnableItems', 'commerce.startReturn'],
  create: (tools) => new ReturnRequestDialog(tools),
  toDetails(message): ReturnDetails {
    const reason = findReason(message.text, turnOf(message.context).locale);
    return { ...toOrderDetails(message), ...(reason && { reason }), said: message.text };
  },
  describe: describeOrderJob('returnRequest'),
  forgetUnanswered: forgetGuess,
  presentLate: (context, operation, dependencies) =>
    operation.method === 'startReturn'
      ? presentLateReturn(context, operation, dependencies)
      : presentLateDefault(context, operation, dependencies),
};
