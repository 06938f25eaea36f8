import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { Order, Refund } from '../../services/ports/commerce';
import type { JobTools } from '../cancelAndHelpDialog';
import { readerOf } from '../form/fieldPrompt';
import { formatDay, formatMoney } from '../format';
import { jobDone } from '../jobResult';
import { offerNews } from '../notifications/offerNews';
import { newsOfRefund } from '../notifications/watchable';
import { beginOperation, operationResult } from '../operation';
import { turnOf } from '../turn';
import { OrderForm } from './orderForm';
import { orderProofFields, type OrderDetails } from './orderProof';

export const REFUND_STATUS_DIALOG = 'refundStatus';

type Step = WaterfallStepContext<OrderDetails>;

/** Where is my money: what was paid back, or what it waits for. */
export class RefundStatusDialog extends OrderForm<OrderDetails, 'refundStatus'> {
  constructor(tools: JobTools) {
    super(REFUND_STATUS_DIALOG, tools, { topic: 'refundStatus', help: 'help', fields: orderProofFields() });
    this.setSteps('refundStatus.v1', [
      this.proveOrder(),
      (step) => beginOperation(step, this.id, 'commerce', 'getRefunds', { orderId: step.options.order?.id ?? '' }),
      (step) => this.#showStep(step),
    ]);
  }

  async #showStep(step: Step): Promise<DialogTurnResult> {
    const { result: refunds, shown } = operationResult(step, 'commerce', 'getRefunds');
    const { order, orderNumber = '' } = step.options;
    const lines = refunds.map((refund) => this.#line(step, refund));
    const text = lines.length > 0 ? lines.join('\n\n') : this.texts(step).text(reasonOf(order), { orderNumber });
    if (!shown) await step.context.sendActivity(text);
    const news = await offerNews(step.context, order && newsOfRefund(order), this.dependencies);
    const person = { title: responses('common', turnOf(step.context).locale).plain('button.talkToPerson') };
    return step.endDialog(jobDone(`Told the refund status of order ${orderNumber}`, [...news, person]));
  }

  #line(step: Step, { amount, status, createdAt }: Refund): string {
    const reader = readerOf(step.context, this.dependencies);
    const values = { amount: formatMoney(amount, reader.locale), date: formatDay(createdAt, reader) };
    return this.texts(step).text(`status.${status}`, values);
  }
}

/** Why there is no refund yet. */
function reasonOf(order: Order | undefined): 'preparing' | 'returning' | 'cancelled' | 'none' {
  switch (order?.fulfillmentStatus) {
    case 'returned':
      return 'preparing';
    case 'return_in_progress':
      return 'returning';
    case 'cancelled':
      return 'cancelled';
    default:
      return 'none';
  }
}
