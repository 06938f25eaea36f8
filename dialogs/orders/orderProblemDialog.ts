import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { Order } from '../../services/ports/commerce';
import type { TicketDraft } from '../../services/ports/helpdesk';
import type { JobTools } from '../cancelAndHelpDialog';
import { readerOf } from '../form/fieldPrompt';
import { formatDay, formatMoment } from '../format';
import { jobDone } from '../jobResult';
import { operationResult } from '../operation';
import { turnOf } from '../turn';
import { describeOrder, toMarkdown } from './orderAnswer';
import { OrderForm } from './orderForm';
import { orderProblemFields, orderProblemNotes, type OrderProblemDetails, type Problem } from './orderProblemFields';

export const ORDER_PROBLEM_DIALOG = 'orderProblem';

/** What a person has to see to soon. */
const HURRIED: ReadonlySet<Problem> = new Set<Problem>(['address', 'items', 'not_arrived']);

type Step = WaterfallStepContext<OrderProblemDetails>;

/** What only a person can do about an order becomes a ticket that tells them everything. */
export class OrderProblemDialog extends OrderForm<OrderProblemDetails, 'orderProblem'> {
  constructor(tools: JobTools) {
    super(ORDER_PROBLEM_DIALOG, tools, {
      topic: 'orderProblem',
      help: 'help',
      fields: orderProblemFields,
      review: { title: 'reviewTitle', confirm: 'confirm', notes: orderProblemNotes },
    });
    this.setSteps('orderProblem.v1', [
      this.proveOrder(),
      this.ask('kind'),
      (step) => this.#carrierStep(step),
      this.ask('address'),
      this.ask('description'),
      this.review(),
      (step) => this.write(step, 'helpdesk', 'createTicket', this.#draft(step)),
      (step) => this.#doneStep(step),
    ]);
  }

  /** What the carrier says comes first: it may be the answer already. */
  async #carrierStep(step: Step): Promise<DialogTurnResult> {
    const { kind, order, address, description } = step.options;
    const isChange = kind === 'address' || kind === 'items';
    const hasLeft = (order?.shipments.length ?? 0) > 0;
    if ((address ?? description) !== undefined || !order) return step.next();
    if (kind === 'not_arrived') await step.context.sendActivity(this.#carrierSays(step, order));
    if (isChange && hasLeft) await step.context.sendActivity(this.texts(step).text('tooLate'));
    return step.next();
  }

  #carrierSays(step: Step, { shipments }: Order): string {
    const texts = this.texts(step);
    const delivered = shipments.find(({ deliveredAt }) => deliveredAt)?.deliveredAt;
    if (!delivered) return texts.text(shipments.length > 0 ? 'carrierOnWay' : 'carrierNothing');
    return texts.text('carrierDelivered', { date: formatDay(delivered, readerOf(step.context, this.dependencies)) });
  }

  #draft(step: Step): TicketDraft {
    const { order, orderNumber = '', email = '', kind = 'other', address, description = '' } = step.options;
    const texts = this.texts(step);
    const reader = readerOf(step.context, this.dependencies);
    return {
      subject: texts.plain('subject', { orderNumber, kind: texts.plain(`kind.${kind}`) }),
      description: address ?? description,
      priority: HURRIED.has(kind) ? 'high' : 'normal',
      requesterEmail: email,
      tags: ['chatbot', 'order', kind],
      ...(order && { internalNote: toMarkdown(describeOrder(order, reader)) }),
    };
  }

  async #doneStep(step: Step): Promise<DialogTurnResult> {
    const { result: ticket, shown } = operationResult(step, 'helpdesk', 'createTicket');
    const { email = '' } = step.options;
    const due =
      ticket.answerDueAt && formatMoment(Date.parse(ticket.answerDueAt), readerOf(step.context, this.dependencies));
    const text = due
      ? this.texts(step).text('doneBy', { number: ticket.number, email, due })
      : this.texts(step).text('done', { number: ticket.number, email });
    if (!shown) await step.context.sendActivity(text);
    turnOf(step.context).session.ticket = { number: ticket.number };
    return step.endDialog(jobDone(`Opened ticket ${ticket.number} about order ${step.options.orderNumber}`));
  }
}
