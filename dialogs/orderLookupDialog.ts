import { WaterfallDialog, type DialogTurnResult, type WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../resources/responses';
import type { OrderProof } from '../services/ports/commerce';
import type { GuessAnswer } from '../services/verification/guessLimiter';
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
    Object.assign(step.options, { email });
    turnOf(step.context).session.order = { ...step.options };
    const guess = await this.#countGuess(step);
    return guess.allowed ? step.next() : this.#tellToWait(step, guess.waitMs);
  }

  #countGuess(step: Step): Promise<GuessAnswer> {
    const { conversationKey, clientAddress } = turnOf(step.context);
    const { orderNumber = '', email = '' } = step.options;
    const who = { user: conversationKey, ...(clientAddress && { address: clientAddress }) };
    const guessId = guessIdOf(conversationKey, { orderNumber, email });
    return this.dependencies.guesses.take(guessId, { order: orderNumber, email, ...who });
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
    // Counted when it was asked; a repeated attempt may have taken that back.
    await this.#countGuess(step);
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

  /**
   * "Sorry, I meant 1001" starts anew, also while the look-up runs; so does a number where the e-mail was asked for. An
   * e-mail where the number was asked for is kept.
   */
  protected corrected(
    details: OrderLookupDetails,
    text: string,
    locale: string,
    waiting: boolean,
  ): OrderLookupDetails | undefined {
    const said = findEntities(text);
    const changed = { ...this.collected(details), ...said };
    if (!details.orderNumber) return said.email && !said.orderNumber && !details.email ? changed : undefined;
    const isCorrection = mentions('correction', text, locale) || (!waiting && normalizeOrderNumber(text) !== undefined);
    const changesNumber = said.orderNumber !== undefined && said.orderNumber !== details.orderNumber;
    const changesEmail = said.email !== undefined && waiting && said.email !== details.email;
    return isCorrection && (changesNumber || changesEmail) ? changed : undefined;
  }
}

/** The same details of the same user are the same guess. */
export function guessIdOf(conversationKey: string, { orderNumber, email }: OrderProof): string {
  return [conversationKey, orderNumber, email].join(' ');
}
