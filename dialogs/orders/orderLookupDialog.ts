import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { JobTools } from '../cancelAndHelpDialog';
import { jobDone } from '../jobResult';
import { offerNews } from '../notifications/offerNews';
import { newsOfOrder } from '../notifications/watchable';
import { turnOf } from '../turn';
import { followUpChoices, sendOrder } from './orderAnswer';
import { OrderForm } from './orderForm';
import { orderProofFields, type OrderDetails } from './orderProof';

export const ORDER_LOOKUP_DIALOG = 'orderLookup';

/** The orders of the same address that were asked for in the same sentence wait until the first is shown. */
export interface OrderLookupDetails extends OrderDetails {
  also?: string[];
}

/** Where is my order: number and e-mail, the look-up, the answer. */
export class OrderLookupDialog extends OrderForm<OrderLookupDetails, 'orderLookup'> {
  constructor(tools: JobTools) {
    super(ORDER_LOOKUP_DIALOG, tools, { topic: 'orderLookup', help: 'help', fields: orderProofFields() });
    this.setSteps('orderLookup.v2', [this.proveOrder()]);
  }

  protected override async onFound(
    step: WaterfallStepContext<OrderLookupDetails>,
    shown: boolean,
  ): Promise<DialogTurnResult> {
    const { order, watch, email, also: [next, ...also] = [] } = step.options;
    if (order && !shown) await sendOrder(step.context, order, this.dependencies.company);
    if (next) return step.replaceDialog(this.initialDialogId, { orderNumber: next, email, also });
    const { locale } = turnOf(step.context);
    const news = await offerNews(step.context, order && newsOfOrder(order), this.dependencies, watch);
    return step.endDialog(jobDone(`Looked up order ${order?.number}`, [...news, ...followUpChoices(locale)]));
  }
}
