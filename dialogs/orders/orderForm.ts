import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses, type Topic } from '../../resources/responses';
import type { GuessAnswer } from '../../services/verification/guessLimiter';
import { suggest } from '../choices';
import { FormDialog, type FormStep } from '../form/formDialog';
import { identityOf, remember } from '../identity';
import { beginOperation, operationResult } from '../operation';
import { otherContact } from '../pendingOperationTexts';
import { turnOf } from '../turn';
import { VERIFICATION_DIALOG, verifiedEmail, type VerificationOptions } from '../verification/verification';
import { wrongDetailsChoices } from './orderAnswer';
import { guessIdOf, type OrderDetails } from './orderProof';

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
    const { session } = turnOf(step.context);
    const { orderNumber = '', email = '', order } = step.options;
    session.order = { orderNumber, email };
    if (order) return step.next();
    const guess = await this.#countGuess(step);
    return guess.allowed ? step.next(ALLOWED) : this.#offerCode(step, guess.waitMs);
  }

  /** Whoever proved to have the address by a code does not guess. */
  async #countGuess(step: WaterfallStepContext<D>): Promise<GuessAnswer> {
    const { conversationKey, clientAddress } = turnOf(step.context);
    const { orderNumber = '', email = '' } = step.options;
    const identity = identityOf(step.context);
    if (identity?.by === 'code' && identity.email === email) return { allowed: true };
    const who = { user: conversationKey, ...(clientAddress && { address: clientAddress }) };
    return this.dependencies.guesses.take(this.#guessId(step), { order: orderNumber, email, ...who });
  }

  #lookUpStep(step: WaterfallStepContext<D>): Promise<DialogTurnResult> {
    const { orderNumber = '', email = '', order } = step.options;
    if (order) return step.next();
    if (step.result !== ALLOWED && !verifiedEmail(step.result)) return step.endDialog();
    return beginOperation(step, this.id, 'commerce', 'findOrder', { orderNumber, email });
  }

  async #foundStep(step: WaterfallStepContext<D>): Promise<DialogTurnResult> {
    if (step.options.order) return step.next();
    const { result: order, shown } = operationResult(step, 'commerce', 'findOrder');
    if (!order) return this.#tellNotFound(step, shown);
    Object.assign(step.options, { order });
    remember(step.context, { email: step.options.email ?? '', by: 'order' });
    await this.dependencies.guesses.forgive(this.#guessId(step));
    return this.onFound(step, shown);
  }

  /** Goes on with the order; `shown` when it was shown already while another question was served. */
  protected onFound(step: WaterfallStepContext<D>, _shown: boolean): Promise<DialogTurnResult> {
    return step.next();
  }

  /** An unknown order and a wrong address get the same words. */
  async #tellNotFound(step: WaterfallStepContext<D>, shown: boolean): Promise<DialogTurnResult> {
    const { locale } = turnOf(step.context);
    const { orderNumber = '', email = '' } = step.options;
    // Counted when it was asked; a repeated attempt may have taken that back.
    await this.#countGuess(step);
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

  #guessId(step: WaterfallStepContext<D>): string {
    const { orderNumber = '', email = '' } = step.options;
    return guessIdOf(turnOf(step.context).conversationKey, { orderNumber, email });
  }
}
