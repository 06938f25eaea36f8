import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { Order } from '../../services/ports/commerce';
import type { JobTools } from '../cancelAndHelpDialog';
import { offer } from '../choices';
import { FormDialog, type Reviewed } from '../form/formDialog';
import { readerOf } from '../form/fieldPrompt';
import { formatDay, formatMoney } from '../format';
import { strongIdentityOf } from '../identity';
import { beginOperation, operationResult } from '../operation';
import { turnOf } from '../turn';
import { VERIFICATION_DIALOG, verifiedEmail, type VerificationOptions } from '../verification/verification';

export const ORDER_LIST_DIALOG = 'orderList';

/** More buttons than this nobody reads. */
const ORDERS_SHOWN = 5;

interface OrderListDetails extends Reviewed {
  email?: string;
}

type Step = WaterfallStepContext<OrderListDetails>;

/** My recent orders, for whoever has no number at hand: after making sure of the address. */
export class OrderListDialog extends FormDialog<OrderListDetails, 'orderList'> {
  constructor(tools: JobTools) {
    super(ORDER_LIST_DIALOG, tools, { topic: 'orderList', help: 'help', fields: [] });
    this.setSteps('orderList.v1', [
      (step) => this.#identifyStep(step),
      (step) => this.#listStep(step),
      (step) => this.#showStep(step),
    ]);
  }

  async #identifyStep(step: Step): Promise<DialogTurnResult> {
    const known = strongIdentityOf(step.context);
    if (known) return step.next({ email: known.email });
    const options: VerificationOptions = step.options.email ? { email: step.options.email } : {};
    return step.beginDialog(VERIFICATION_DIALOG, options);
  }

  async #listStep(step: Step): Promise<DialogTurnResult> {
    const email = verifiedEmail(step.result);
    if (!email) return step.endDialog();
    step.options.email = email;
    return beginOperation(step, this.id, 'commerce', 'listOrders', { email });
  }

  async #showStep(step: Step): Promise<DialogTurnResult> {
    const { result } = operationResult(step, 'commerce', 'listOrders');
    const orders = result.items.slice(0, ORDERS_SHOWN);
    const { email = '' } = step.options;
    const texts = this.texts(step);
    turnOf(step.context).session.order = { email };
    const person = { title: responses('common', turnOf(step.context).locale).plain('button.talkToPerson') };
    const text = orders.length > 0 ? texts.text('title') : texts.text('none', { email });
    const buttons = orders.map(({ number }) => ({ title: texts.plain('button.order', { orderNumber: number }) }));
    await offer(step.context, [text, ...orders.map((order) => this.#line(step, order))].join('\n\n'), [
      ...buttons,
      person,
    ]);
    return step.endDialog();
  }

  #line(step: Step, order: Order): string {
    const reader = readerOf(step.context, this.dependencies);
    const status = responses('orderLookup', reader.locale).plain(`status.${order.fulfillmentStatus}`);
    return this.texts(step).text('line', {
      orderNumber: order.number,
      status,
      total: formatMoney(order.total, reader.locale),
      date: formatDay(order.placedAt, reader),
    });
  }
}
