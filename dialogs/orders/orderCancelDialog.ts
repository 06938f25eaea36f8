import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { Order } from '../../services/ports/commerce';
import type { JobTools } from '../cancelAndHelpDialog';
import { suggest } from '../choices';
import { formatMoney } from '../format';
import { jobDone } from '../jobResult';
import { operationResult } from '../operation';
import { turnOf } from '../turn';
import { cancelKeyOf, insteadOfCancelling } from './cancelOutcome';
import { describeItems } from './orderAnswer';
import { OrderForm } from './orderForm';
import { orderProofFields, type OrderDetails } from './orderProof';

export const ORDER_CANCEL_DIALOG = 'orderCancel';

type Step = WaterfallStepContext<OrderDetails>;

/** Stops an order that has not left the warehouse. */
export class OrderCancelDialog extends OrderForm<OrderDetails, 'orderCancel'> {
  constructor(tools: JobTools) {
    super(ORDER_CANCEL_DIALOG, tools, {
      topic: 'orderCancel',
      help: 'help',
      fields: orderProofFields(),
      review: {
        title: 'reviewTitle',
        confirm: 'confirm',
        values: (details) => ({ orderNumber: (details as OrderDetails).orderNumber ?? '' }),
        notes: (details, { locale }) => notesOf((details as OrderDetails).order, locale),
      },
    });
    this.setSteps('orderCancel.v1', [
      this.proveOrder(),
      (step) => this.#checkStep(step),
      this.review(),
      (step) => this.write(step, 'commerce', 'cancelOrder', { orderId: step.options.order?.id ?? '' }),
      (step) => this.#doneStep(step),
    ]);
  }

  /** What has left can't be stopped any more. */
  async #checkStep(step: Step): Promise<DialogTurnResult> {
    const { order } = step.options;
    if (order?.fulfillmentStatus === 'pending' || order?.fulfillmentStatus === 'on_hold') return step.next();
    const status = order?.fulfillmentStatus;
    const key = status === 'cancelled' ? 'already' : status === 'delivered' ? 'delivered' : 'shipped';
    return this.#end(step, key);
  }

  async #doneStep(step: Step): Promise<DialogTurnResult> {
    const { result, shown } = operationResult(step, 'commerce', 'cancelOrder');
    const { order, orderNumber = '' } = step.options;
    const key = cancelKeyOf(result);
    if (key === 'notPossible' || key === 'shipped') return this.#end(step, key);
    const total = order ? formatMoney(order.total, turnOf(step.context).locale) : '';
    if (!shown) await step.context.sendActivity(this.texts(step).text(key, { orderNumber, total }));
    return step.endDialog(jobDone(`Cancelled order ${orderNumber}`));
  }

  async #end(step: Step, key: 'already' | 'delivered' | 'shipped' | 'notPossible') {
    const text = this.texts(step).text(key, { orderNumber: step.options.orderNumber ?? '' });
    await suggest(step.context, text, insteadOfCancelling(key, turnOf(step.context).locale));
    return step.endDialog();
  }
}

function notesOf(order: Order | undefined, locale: string) {
  if (!order) return [];
  const texts = responses('orderCancel', locale);
  const items = describeItems(order.items, locale).join(', ');
  const isPaid = order.financialStatus === 'paid' || order.financialStatus === 'authorized';
  const money = texts.plain('noteMoney', { total: formatMoney(order.total, locale) });
  return [{ text: texts.plain('noteItems', { items }) }, ...(isPaid ? [{ text: money }] : [])];
}
