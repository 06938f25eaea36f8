import { responses } from '../../resources/responses';
import type { PortOutput } from '../../services/ports';
import { forgetGuess } from '../countedProof';
import type { DialogDefinition } from '../dialogDefinition';
import { presentLateDefault } from '../lateAnswers';
import { turnOf } from '../turn';
import { describeOrderJob } from './orderJobWords';
import { toOrderDetails } from './orderProof';
import { RETURN_REQUEST_DIALOG, ReturnRequestDialog } from './returnRequestDialog';

/** Send something back. */
export const returnRequest: DialogDefinition = {
  id: RETURN_REQUEST_DIALOG,
  title: 'job.returnRequest',
  inMenu: true,
  audience: 'everyone',
  intents: ['order.return'],
  needs: ['commerce.findOrder', 'commerce.getReturnableItems', 'commerce.startReturn'],
  create: (tools) => new ReturnRequestDialog(tools),
  toDetails: toOrderDetails,
  describe: describeOrderJob('returnRequest'),
  forgetUnanswered: forgetGuess,
  async presentLate(context, operation, dependencies) {
    if (operation.method !== 'startReturn') return presentLateDefault(context, operation, dependencies);
    const outcome = operation.result as PortOutput<'commerce', 'startReturn'>;
    if (outcome.outcome !== 'started') return presentLateDefault(context, operation, dependencies);
    const { returnNumber } = outcome;
    await context.sendActivity(responses('returnRequest', turnOf(context).locale).text('late', { returnNumber }));
  },
};
