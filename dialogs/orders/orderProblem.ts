import { responses } from '../../resources/responses';
import type { PortOutput } from '../../services/ports';
import { forgetGuess } from '../countedProof';
import type { DialogDefinition } from '../dialogDefinition';
import { presentLateDefault } from '../lateAnswers';
import { turnOf } from '../turn';
import { describeOrderJob } from './orderJobWords';
import { ORDER_PROBLEM_DIALOG, OrderProblemDialog } from './orderProblemDialog';
import { findProblem, type OrderProblemDetails } from './orderProblemFields';
import { toOrderDetails } from './orderProof';

/** Something is wrong with an order, or should be changed. */
export const orderProblem: DialogDefinition = {
  id: ORDER_PROBLEM_DIALOG,
  title: 'job.orderProblem',
  inMenu: false,
  audience: 'everyone',
  intents: ['order.problem', 'order.change'],
  needs: ['commerce.findOrder', 'helpdesk.createTicket'],
  create: (tools) => new OrderProblemDialog(tools),
  toDetails(message): OrderProblemDetails {
    const kind = findProblem(message.text, turnOf(message.context).locale);
    return { ...toOrderDetails(message), ...(kind && { kind }) };
  },
  describe: describeOrderJob('orderProblem'),
  forgetUnanswered: forgetGuess,
  async presentLate(context, operation, dependencies) {
    if (operation.method !== 'createTicket') return presentLateDefault(context, operation, dependencies);
    const { number } = operation.result as PortOutput<'helpdesk', 'createTicket'>;
    await context.sendActivity(responses('orderProblem', turnOf(context).locale).text('late', { number }));
  },
};
