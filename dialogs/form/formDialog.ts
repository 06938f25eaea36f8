import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import { WaterfallDialog, type DialogTurnResult, type WaterfallStepContext } from 'botbuilder-dialogs';
import { responses, type TextKey, type Topic } from '../../resources/responses';
import type { PortInput, PortMethod, PortName, WriteMethod } from '../../services/ports';
import { CancelAndHelpDialog, type JobTools } from '../cancelAndHelpDialog';
import { suggest } from '../choices';
import { mentions } from '../commands';
import { beginOperation } from '../operation';
import { otherContact } from '../pendingOperationTexts';
import { turnOf } from '../turn';
import { answerOf } from './answer';
import { asksAnotherJob } from './anotherJob';
import { isAnswered, plainFields, without, type FieldOf, type PlainField, type SharedFieldOf } from './field';
import { FieldPrompt, type FieldAnswer, type Question } from './fieldPrompt';
import { findSpotted } from './reviewChange';
import { ReviewPrompt, type Draft, type ReviewAnswer } from './reviewPrompt';
import type { ReviewTexts } from './reviewCard';

/** What every form's details have beside the answers. */
export interface Reviewed {
  /** The idempotency key of what the user confirms; minted with the review card. */
  reviewId?: string;
}

export type FormStep<D extends object> = (step: WaterfallStepContext<D>) => Promise<DialogTurnResult>;

/** The topics of fields that several forms share. */
export type SharedTopic = 'orderProof';

export interface Form<D extends object, T extends Topic> {
  topic: T;
  help: TextKey<T>;
  /** In the order in which they are asked. */
  fields: readonly (FieldOf<D, T> | SharedFieldOf<D, SharedTopic>)[];
  /** Of a form that writes. */
  review?: Omit<ReviewTexts<T>, 'topic'>;
}

/** The result of a step that had nothing to ask. */
const NOT_ASKED = 'not asked';

/**
 * The base of every job that asks for something: each answer is asked unless it is known, and can be taken back or put
 * right at any moment; before something is written, all of them are shown.
 */
export abstract class FormDialog<D extends Reviewed, T extends Topic> extends CancelAndHelpDialog<D> {
  readonly #fields: ReadonlyMap<string, PlainField>;

  protected constructor(
    id: string,
    tools: JobTools,
    private readonly form: Form<D, T>,
  ) {
    super(id, tools);
    const fields = plainFields(form.topic, form.fields);
    this.#fields = new Map(fields.map((field) => [field.name, field]));
    this.addDialog(new FieldPrompt(this.fieldPromptId, this.#fields, tools.dependencies));
    if (!form.review) return;
    const texts = { ...form.review, topic: form.topic };
    this.addDialog(new ReviewPrompt(this.#reviewPromptId, texts, fields, tools.dependencies));
  }

  /** The prompt that asks for one field. */
  protected get fieldPromptId(): string {
    return `${this.id}.field`;
  }

  get #reviewPromptId(): string {
    return `${this.id}.review`;
  }

  /** Sets the steps. Change the id when steps change places: a waterfall under way counts them. */
  protected setSteps(waterfallId: string, steps: readonly (FormStep<D> | readonly FormStep<D>[])[]): void {
    this.addDialog(
      new WaterfallDialog<D>(
        waterfallId,
        steps.flat().map((step) => step.bind(this)),
      ),
    );
    this.initialDialogId = waterfallId;
  }

  /** Asks for one field unless it is known. */
  protected ask(name: keyof D & string): readonly FormStep<D>[] {
    return [(step) => this.#askStep(step, name), (step) => this.#takeStep(step, name)];
  }

  /** Shows all answers and waits for a yes. */
  protected review(): readonly FormStep<D>[] {
    return [(step) => this.#reviewStep(step), (step) => this.#confirmedStep(step)];
  }

  /**
   * Sends what was confirmed; the key of the confirmation keeps it from being done twice. What was proved must still be
   * proved then.
   */
  protected write<P extends PortName, M extends PortMethod<P>>(
    step: WaterfallStepContext<D>,
    port: P,
    method: M & WriteMethod<P>,
    input: PortInput<P, M>,
  ): Promise<DialogTurnResult> {
    const { reviewId } = step.options;
    if (!reviewId) throw new Error(`${this.id} writes without a confirmation`);
    const name: string = method;
    return this.whileProved(step, () => beginOperation(step, this.id, port, method, input, `${reviewId}.${name}`));
  }

  /** Does what only its owner may, or asks for the proof again when it was given too long ago. */
  protected async whileProved(
    step: WaterfallStepContext<D>,
    act: () => Promise<DialogTurnResult>,
  ): Promise<DialogTurnResult> {
    const unproved = this.withoutOldProof(step.options, step.context);
    if (!unproved) return act();
    await step.context.sendActivity(responses('form', turnOf(step.context).locale).text('proveAgain'));
    return step.replaceDialog(this.initialDialogId, unproved);
  }

  /** The details without what was proved too long ago; `undefined` when it still holds, or nothing has to be proved. */
  protected withoutOldProof(_details: D, _context: TurnContext): D | undefined {
    return undefined;
  }

  /** The details without some answers, and all that was learned from them. */
  protected withoutAnswers(details: D, ...names: (keyof D & string)[]): D {
    return names.reduce((left, name) => without(left, this.#field(name)), details);
  }

  /** The texts of this form in the user's language. */
  protected texts(step: WaterfallStepContext<D>) {
    return responses(this.form.topic, turnOf(step.context).locale);
  }

  /** Ends the job with a sentence, and what can be done next. */
  protected async finish(step: WaterfallStepContext<D>, text: string): Promise<DialogTurnResult> {
    await step.context.sendActivity(text);
    return step.endDialog();
  }

  /** Asks one field again, for example because the system refused its value. */
  protected askAgain(step: WaterfallStepContext<D>, name: keyof D & string): Promise<DialogTurnResult> {
    return step.replaceDialog(this.initialDialogId, this.withoutAnswers(step.options, name));
  }

  async #askStep(step: WaterfallStepContext<D>, name: string): Promise<DialogTurnResult> {
    const field = this.#field(name);
    const details = step.options;
    if (isAnswered(details, name) || field.needed?.(details) === false) return step.next(NOT_ASKED);
    const validations: Question = { field: name, details };
    // Prompts without text of their own: FieldPrompt words the question.
    return step.prompt(this.fieldPromptId, { prompt: '', validations });
  }

  #takeStep(step: WaterfallStepContext<D>, name: string): Promise<DialogTurnResult> {
    if (step.result === NOT_ASKED) return step.next();
    const { value, details, left } = step.result as FieldAnswer;
    if (left) return this.#stop(step);
    if (details) return step.replaceDialog(this.initialDialogId, details);
    if (value === undefined) return this.offerWayOut(step);
    Object.assign(step.options, { [name]: value });
    this.#takeMore(step);
    return step.next();
  }

  /** People answer more than they are asked: "1001, and my mail is …". */
  #takeMore(step: WaterfallStepContext<D>): void {
    const answer = answerOf(step.context, step.options, this.dependencies.company);
    for (const field of this.#fields.values()) {
      const value = isAnswered(step.options, field.name) ? undefined : field.spot?.(answer);
      if (value !== undefined) Object.assign(step.options, { [field.name]: value });
    }
  }

  #reviewStep(step: WaterfallStepContext<D>): Promise<DialogTurnResult> {
    step.options.reviewId = randomUUID();
    const validations: Draft = { details: step.options, reviewId: step.options.reviewId };
    return step.prompt(this.#reviewPromptId, { prompt: '', validations });
  }

  #confirmedStep(step: WaterfallStepContext<D>): Promise<DialogTurnResult> {
    const { confirmed, calledOff, details } = step.result as ReviewAnswer;
    if (calledOff) return this.#stop(step);
    return confirmed ? step.next() : step.replaceDialog(this.initialDialogId, details ?? step.options);
  }

  /** The same as *cancel*, in other words. */
  async #stop(step: WaterfallStepContext<D>): Promise<DialogTurnResult> {
    await this.menu.suggest(step.context, 'cancelled');
    return step.endDialog();
  }

  /** Three answers that cannot be meant: asking once more would not help. */
  protected async offerWayOut(step: WaterfallStepContext<D>): Promise<DialogTurnResult> {
    const { locale } = turnOf(step.context);
    const common = responses('common', locale);
    const text = `${responses('form', locale).text('wayOut')}\n\n${this.contact(locale)}`;
    await suggest(step.context, text, [
      { title: common.plain('button.talkToPerson') },
      { title: common.plain('button.startOver') },
    ]);
    return step.endDialog();
  }

  /** How else somebody can be reached about this job. */
  protected contact(locale: string): string {
    return otherContact(this.dependencies, locale);
  }

  protected helpText(locale: string): string {
    return responses(this.form.topic, locale).text(this.form.help);
  }

  protected collected(details: D): Record<string, string> {
    const entries = [...this.#fields.keys()].flatMap((name) => {
      const value = valueOf(details, name);
      return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : [];
    });
    return Object.fromEntries(entries);
  }

  protected withoutLastAnswer(details: D): D | undefined {
    const answered = [...this.#fields.values()].filter(({ name }) => isAnswered(details, name));
    const last = answered.at(-1);
    return last && without(details, last);
  }

  /** "Sorry, I meant …" puts an answer right, whatever is asked at the moment. */
  protected corrected(details: D, context: TurnContext, _waiting = false): D | undefined {
    const answer = answerOf(context, details, this.dependencies.company);
    if (!mentions('correction', answer.text, answer.locale)) return undefined;
    if (asksAnotherJob(context, this.id, this.dependencies)) return undefined;
    return findSpotted([...this.#fields.values()], answer);
  }

  #field(name: string): PlainField {
    const field = this.#fields.get(name);
    if (!field) throw new Error(`${this.id} has no field ${name}`);
    return field;
  }
}

function valueOf(details: object, name: string): unknown {
  return (details as Record<string, unknown>)[name];
}
