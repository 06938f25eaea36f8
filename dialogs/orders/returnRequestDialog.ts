import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { DateTime } from 'luxon';
import { responses } from '../../resources/responses';
import type { ReturnOutcome, ReturnableItem } from '../../services/ports/commerce';
import type { JobTools } from '../cancelAndHelpDialog';
import { suggest } from '../choices';
import { readerOf } from '../form/fieldPrompt';
import { formatDay } from '../format';
import { HANDOFF_DIALOG, type HandoffOptions } from '../handoff';
import { jobDone } from '../jobResult';
import { offerNews } from '../notifications/offerNews';
import { newsOfRefund } from '../notifications/watchable';
import { beginOperation, operationResult } from '../operation';
import { turnOf } from '../turn';
import { OrderForm } from './orderForm';
import { itemsUpFront } from './returnItems';
import { returnFields, returnNotes, type ReturnDetails } from './returnFields';

export const RETURN_REQUEST_DIALOG = 'returnRequest';

type Step = WaterfallStepContext<ReturnDetails>;

/** Sends something back: of which order, what, how many, why. */
export class ReturnRequestDialog extends OrderForm<ReturnDetails, 'returnRequest'> {
  constructor(tools: JobTools) {
    super(RETURN_REQUEST_DIALOG, tools, {
      topic: 'returnRequest',
      help: 'help',
      fields: returnFields,
      review: { title: 'reviewTitle', confirm: 'confirm', notes: returnNotes },
    });
    this.setSteps('returnRequest.v1', [
      this.proveOrder(),
      (step) => this.#returnableStep(step),
      (step) => this.#eligibleStep(step),
      this.ask('items'),
      this.ask('quantity'),
      this.ask('reason'),
      this.review(),
      (step) => this.#startStep(step),
      (step) => this.#doneStep(step),
    ]);
  }

  #returnableStep(step: Step): Promise<DialogTurnResult> {
    if (step.options.returnable) return step.next();
    const orderId = step.options.order?.id ?? '';
    return beginOperation(step, this.id, 'commerce', 'getReturnableItems', { orderId });
  }

  /** What can't go back is said before anything more is asked. */
  async #eligibleStep(step: Step): Promise<DialogTurnResult> {
    if (step.options.returnable) return step.next();
    const { result: items } = operationResult(step, 'commerce', 'getReturnableItems');
    if (items.length === 0) return this.#tellNothing(step);
    const { inTime, lastDay } = this.#inTime(step, items);
    if (inTime.length === 0) return this.#tellTooLate(step, items);
    Object.assign(step.options, { returnable: inTime, ...(lastDay && { lastDay }) });
    this.#choose(step, inTime);
    return step.next();
  }

  /** What the only item is, or the first sentence named, is not asked. */
  #choose({ options, context }: Step, inTime: readonly ReturnableItem[]): void {
    const [only] = inTime;
    const { said = '' } = options;
    const named = itemsUpFront(said, inTime, turnOf(context).locale);
    const items = inTime.length === 1 && only ? [only.id] : named;
    if (items && !options.items) options.items = items;
  }

  /** The items whose return window is still open, and the last day of the earliest one. */
  #inTime(step: Step, items: ReturnableItem[]): { inTime: ReturnableItem[]; lastDay?: string } {
    const now = DateTime.fromMillis(turnOf(step.context).receivedAt, { zone: 'utc' });
    const lastDayOf = ({ deliveredAt }: ReturnableItem) =>
      deliveredAt ? DateTime.fromISO(deliveredAt, { zone: 'utc' }).plus({ days: this.#windowDays }) : undefined;
    const inTime = items.filter((item) => (lastDayOf(item) ?? now) >= now);
    const [lastDay] = inTime.flatMap((item) => lastDayOf(item)?.toISO() ?? []).sort();
    return { inTime, ...(lastDay && { lastDay }) };
  }

  get #windowDays(): number {
    return this.dependencies.company.RETURN_WINDOW_DAYS;
  }

  #tellNothing(step: Step): Promise<DialogTurnResult> {
    const { order, orderNumber = '' } = step.options;
    const isReturned = order?.fulfillmentStatus === 'returned' || order?.fulfillmentStatus === 'return_in_progress';
    const refund = isReturned ? [this.texts(step).plain('button.refund')] : [];
    return this.#end(step, this.texts(step).text(isReturned ? 'alreadyReturned' : 'nothing', { orderNumber }), refund);
  }

  #tellTooLate(step: Step, items: readonly ReturnableItem[]): Promise<DialogTurnResult> {
    const delivered =
      items
        .flatMap(({ deliveredAt }) => deliveredAt ?? [])
        .sort()
        .at(-1) ?? '';
    const date = formatDay(delivered, readerOf(step.context, this.dependencies));
    const values = { orderNumber: step.options.orderNumber ?? '', date, days: this.#windowDays };
    return this.#end(step, this.texts(step).text('tooLate', values));
  }

  async #end(step: Step, text: string, titles: string[] = []): Promise<DialogTurnResult> {
    const person = responses('common', turnOf(step.context).locale).plain('button.talkToPerson');
    await suggest(
      step.context,
      text,
      [...titles, person].map((title) => ({ title })),
    );
    return step.endDialog();
  }

  #startStep(step: Step): Promise<DialogTurnResult> {
    const { order, items = [], returnable = [], quantity, reason = 'other' } = step.options;
    const chosen = returnable.filter(({ id }) => items.includes(id));
    return this.write(step, 'commerce', 'startReturn', {
      orderId: order?.id ?? '',
      items: chosen.map((item) => ({
        itemId: item.id,
        quantity: quantity ?? item.quantity,
        reason,
      })),
    });
  }

  async #doneStep(step: Step): Promise<DialogTurnResult> {
    const { result, shown } = operationResult(step, 'commerce', 'startReturn');
    const { order, orderNumber = '' } = step.options;
    if (result.outcome === 'needs_person') return this.#handOver(step);
    if (result.outcome === 'not_possible') return this.#end(step, this.#whyNot(step, result));
    const { returnNumber } = result;
    if (!shown) await step.context.sendActivity(this.texts(step).text('done', { returnNumber }));
    const news = await offerNews(step.context, order && newsOfRefund(order), this.dependencies);
    const person = { title: responses('common', turnOf(step.context).locale).plain('button.talkToPerson') };
    return step.endDialog(jobDone(`Started return ${returnNumber} for order ${orderNumber}`, [...news, person]));
  }

  #whyNot(step: Step, { why }: Extract<ReturnOutcome, { outcome: 'not_possible' }>): string {
    return this.texts(step).text(`notPossible.${why}`);
  }

  async #handOver(step: Step): Promise<DialogTurnResult> {
    await step.context.sendActivity(this.texts(step).text('needsPerson'));
    const options: HandoffOptions = { kind: 'person', reason: 'return', collected: this.collected(step.options) };
    return step.replaceDialog(HANDOFF_DIALOG, options);
  }
}
