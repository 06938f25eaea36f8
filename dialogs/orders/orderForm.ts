import type { TurnContext } from 'botbuilder';
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses, type Topic } from '../../resources/responses';
import { suggest } from '../choices';
import { settleGuess, takeGuess, type Guess } from '../countedProof';
import { FormDialog, type FormStep } from '../form/formDialog';
import { isStillProved, provedAt, remember } from '../identity';
import { beginOperation, operationResult } from '../operation';
import { otherContact } from '../pendingOperationTexts';
import { turnOf } from '../turn';
import { VERIFICATION_DIALOG, verifiedEmail, type VerificationOptions } from '../verification/verification';
import { wrongDetailsChoices } from './orderAnswer';
import type { OrderDetails } from './orderProof';

/** The result of a step after which the order may be looked up. */
const ALLOWED = 'allowed';

/** The base of every job about one order: its first steps find the order and prove that it is the user's. */
export abstract class OrderForm<D extends OrderDetails, T extends Topic> extends FormDialog<D, T> {
  /** Asks for the order and finds it; the steps that follow have it in their details. */
  protected proveOrder(): readonly FormStep<D>[] {
    return [
      ...this.ask('orderNumber'),
      ...this.ask('email'),
      (step) => this.#countStep(step),
      (step) => this.#lookUpStep(step),
      (step) => this.#foundStep(step),
    ];
  }

  async #countStep(step: WaterfallStepContext<D>): Promise<DialogTurnResult> {
    this.#speakOf(step);
    if (step.options.order) return step.next();
    const guess = await takeGuess(step.context, guessIn(step), this.dependencies);
    return guess.allowed ? step.next(ALLOWED) : this.#offerCode(step, guess.waitMs);
  }

  #lookUpStep(step: WaterfallStepContext<D>): Promise<DialogTurnResult> {
    const { options } = step;
    if (options.order) return step.next();
    if (step.result !== ALLOWED) {
      const proved = verifiedEmail(step.result);
      if (!proved) return step.endDialog();
      // The check lets people use another address: it opens the orders of that one, and no others.
      options.email = proved;
      this.#speakOf(step);
    }
    const { orderNumber = '', email = '' } = options;
    return beginOperation(step, this.id, 'commerce', 'findOrder', { orderNumber, email });
  }

  async #foundStep(step: WaterfallStepContext<D>): Promise<DialogTurnResult> {
    if (step.options.order) return step.next();
    const { result: order, shown } = operationResult(step, 'commerce', 'findOrder');
    await settleGuess(step.context, guessIn(step), Boolean(order), this.dependencies);
    if (!order) return this.#tellNotFound(step, shown);
    const { email = '' } = step.options;
    remember(step.context, { email, by: 'order' });
    const at = provedAt(step.context, email);
    Object.assign(step.options, { order, provedAt: at });
    turnOf(step.context).session.foundOrder = { orderNumber: step.options.orderNumber ?? '', email, at };
    return this.onFound(step, shown);
  }

  /** Goes on with the order; `shown` when it was shown already while another question was served. */
  protected onFound(step: WaterfallStepContext<D>, _shown: boolean): Promise<DialogTurnResult> {
    return step.next();
  }

  /** Number and address are asked again: that somebody knew them hours ago proves nothing. */
  protected override withoutOldProof(details: D, context: TurnContext): D | undefined {
    return isStillProved(context, details) ? undefined : this.withoutAnswers(details, 'orderNumber', 'email');
  }

  #speakOf(step: WaterfallStepContext<D>): void {
    const { orderNumber = '', email = '' } = step.options;
    turnOf(step.context).session.order = { orderNumber, email };
  }

  /** An unknown order and a wrong address get the same words. */
  async #tellNotFound(step: WaterfallStepContext<D>, shown: boolean): Promise<DialogTurnResult> {
    const { locale } = turnOf(step.context);
    const { orderNumber = '', email = '' } = step.options;
    const text = responses('orderProof', locale).text('notFound', { orderNumber, email });
    if (!shown) await suggest(step.context, text, wrongDetailsChoices(locale));
    return step.endDialog();
  }

  /** Whoever has the address is not kept out by others' guesses: a code proves it. */
  async #offerCode(step: WaterfallStepContext<D>, waitMs: number): Promise<DialogTurnResult> {
    const { orderNumber = '', email = '' } = step.options;
    const values = { orderNumber, email, minutes: Math.max(1, Math.ceil(waitMs / 60_000)) };
    const text = responses('orderProof', turnOf(step.context).locale).text('tooManyTries', values);
    await step.context.sendActivity(`${text}\n\n${otherContact(this.dependencies, turnOf(step.context).locale)}`);
    const options: VerificationOptions = { email, askFirst: true };
    return step.beginDialog(VERIFICATION_DIALOG, options);
  }
}

function guessIn({ options: { orderNumber = '', email = '' } }: WaterfallStepContext<OrderDetails>): Guess {
  return { of: 'order', number: orderNumber, email };
}
