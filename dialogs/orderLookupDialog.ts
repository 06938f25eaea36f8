import { WaterfallDialog, type DialogTurnResult, type WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../resources/responses';
import type { OrderProof } from '../services/ports/commerce';
import { normalizeEmail, normalizeOrderNumber } from '../services/verification/normalize';
import { CancelAndHelpDialog, type JobTools } from './cancelAndHelpDialog';
import { suggest } from './choices';
import { mentions } from './commands';
import { findEntities } from './entities';
import { beginOperation, operationResult } from './operation';
import { followUpChoices, sendOrder, wrongDetailsChoices } from './orderAnswer';
import { otherContact } from './pendingOperationTexts';
import { createDetailPrompt, type DetailAnswer } from './prompts/detailPrompt';
import { turnOf } from './turn';

export const ORDER_LOOKUP_DIALOG = 'orderLookup';
const WATERFALL = 'orderLookup.v1';
const ORDER_NUMBER_PROMPT = 'orderLookup.orderNumber';
const EMAIL_PROMPT = 'orderLookup.email';

/** What the look-up needs. */
export interface OrderLookupDetails {
  orderNumber?: string;
  email?: string;
}

type Step = WaterfallStepContext<OrderLookupDetails>;

/** Where is my order: number and e-mail, the look-up, the answer, what next. */
export class OrderLookupDialog extends CancelAndHelpDialog<OrderLookupDetails> {
  constructor(tools: JobTools) {
    super(ORDER_LOOKUP_DIALOG, tools);
    this.addDialog(
      createDetailPrompt(ORDER_NUMBER_PROMPT, (text) => findEntities(text).orderNumber ?? normalizeOrderNumber(text)),
    );
    this.addDialog(createDetailPrompt(EMAIL_PROMPT, (text) => normalizeEmail(text) ?? findEntities(text).email));
    this.addDialog(
      new WaterfallDialog<OrderLookupDetails>(WATERFALL, [
        this.askOrderNumberStep.bind(this),
        this.askEmailStep.bind(this),
        this.countGuessStep.bind(this),
        this.lookUpStep.bind(this),
        this.showStep.bind(this),
      ]),
    );
    this.initialDialogId = WATERFALL;
  }

  private askOrderNumberStep(step: Step): Promise<DialogTurnResult> {
    const texts = responses('orderLookup', turnOf(step.context).locale);
    if (step.options.orderNumber) return step.next(step.options.orderNumber);
    return step.prompt(ORDER_NUMBER_PROMPT, {
      prompt: texts.text('askOrderNumber'),
      retryPrompt: texts.text('retryOrderNumber'),
    });
  }

  private askEmailStep(step: Step): Promise<DialogTurnResult> {
    const texts = responses('orderLookup', turnOf(step.context).locale);
    const orderNumber = step.result as DetailAnswer;
    if (!orderNumber) return this.#offerWayOut(step);
    step.options.orderNumber = orderNumber;
    step.options.email ??= findEntities(step.context.activity.text ?? '').email;
    if (step.options.email) return step.next(step.options.email);
    return step.prompt(EMAIL_PROMPT, {
      prompt: texts.text('askEmail', { orderNumber }),
      retryPrompt: texts.text('retryEmail'),
    });
  }

  private async countGuessStep(step: Step): Promise<DialogTurnResult> {
    const email = step.result as DetailAnswer;
    if (!email) return this.#offerWayOut(step);
    const { conversationKey, clientAddress, session } = turnOf(step.context);
    const { orderNumber = '' } = Object.assign(step.options, { email });
    session.order = { orderNumber, email };
    const subjects = {
      order: orderNumber,
      email,
      user: conversationKey,
      ...(clientAddress && { address: clientAddress }),
    };
    const guess = await this.dependencies.guesses.take(guessIdOf(conversationKey, { orderNumber, email }), subjects);
    return guess.allowed ? step.next() : this.#tellToWait(step, guess.waitMs);
  }

  private lookUpStep(step: Step): Promise<DialogTurnResult> {
    const { orderNumber = '', email = '' } = step.options;
    return beginOperation(step, this.id, 'commerce', 'findOrder', { orderNumber, email });
  }

  private async showStep(step: Step): Promise<DialogTurnResult> {
    const { result: order, shown } = operationResult(step, 'commerce', 'findOrder');
    const { locale, session, conversationKey } = turnOf(step.context);
    const { orderNumber = '', email = '' } = step.options;
    if (!order) return this.#tellNotFound(step, shown);
    session.verifiedEmail = email;
    await this.dependencies.guesses.forgive(guessIdOf(conversationKey, { orderNumber, email }));
    if (!shown) await sendOrder(step.context, order, this.dependencies.company);
    await suggest(step.context, responses('main', locale).text('anythingElse'), followUpChoices(locale));
    return step.endDialog();
  }

  /** An unknown order and a wrong address get the same words. */
  async #tellNotFound(step: Step, shown: boolean): Promise<DialogTurnResult> {
    const { locale } = turnOf(step.context);
    const { orderNumber = '', email = '' } = step.options;
    const text = responses('orderLookup', locale).text('notFound', { orderNumber, email });
    if (!shown) await suggest(step.context, text, wrongDetailsChoices(locale));
    return step.endDialog();
  }

  async #tellToWait(step: Step, waitMs: number): Promise<DialogTurnResult> {
    const { locale } = turnOf(step.context);
    const { orderNumber = '', email = '' } = step.options;
    const values = { orderNumber, email, minutes: Math.max(1, Math.ceil(waitMs / 60_000)) };
    const text = responses('orderLookup', locale).text('tooManyTries', values);
    await suggest(
      step.context,
      `${text}\n\n${otherContact(this.dependencies, locale)}`,
      wrongDetailsChoices(locale).slice(-1),
    );
    return step.endDialog();
  }

  /** Three answers that cannot be meant: asking once more would not help. */
  async #offerWayOut(step: Step): Promise<DialogTurnResult> {
    const { locale } = turnOf(step.context);
    const common = responses('common', locale);
    const text = `${responses('orderLookup', locale).text('wayOut')}\n\n${otherContact(this.dependencies, locale)}`;
    await suggest(step.context, text, [
      { title: common.plain('button.talkToPerson') },
      { title: common.plain('button.startOver') },
    ]);
    return step.endDialog();
  }

  protected helpText(locale: string): string {
    return responses('orderLookup', locale).text('help');
  }

  protected collected({ orderNumber, email }: OrderLookupDetails): Record<string, string> {
    return { ...(orderNumber && { orderNumber }), ...(email && { email }) };
  }

  protected withoutLastAnswer({ orderNumber, email }: OrderLookupDetails): OrderLookupDetails | undefined {
    if (email && orderNumber) return { orderNumber };
    return orderNumber ? {} : undefined;
  }

  /** At the prompts an answer is an answer; while the look-up runs, "sorry, I meant 1001" starts it anew. */
  protected corrected(
    details: OrderLookupDetails,
    text: string,
    locale: string,
    waiting: boolean,
  ): OrderLookupDetails | undefined {
    if (!mentions('correction', text, locale)) return undefined;
    const { orderNumber, email } = findEntities(text);
    const changesNumber =
      orderNumber !== undefined && details.orderNumber !== undefined && orderNumber !== details.orderNumber;
    const changesEmail = email !== undefined && waiting && email !== details.email;
    if (!changesNumber && !changesEmail) return undefined;
    return { ...this.collected(details), ...(orderNumber && { orderNumber }), ...(email && { email }) };
  }
}

/** The same details of the same user are the same guess. */
export function guessIdOf(conversationKey: string, { orderNumber, email }: OrderProof): string {
  return [conversationKey, orderNumber, email].join(' ');
}
