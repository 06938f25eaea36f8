import type { TurnContext } from 'botbuilder';
import {
  Prompt,
  type DialogContext,
  type DialogReason,
  type DialogTurnResult,
  type PromptOptions,
  type PromptRecognizerResult,
  type PromptValidator,
} from 'botbuilder-dialogs';
import type { DialogDependencies } from '../dialogDependencies';
import { isHandedOver } from '../handoff';
import { graveMatterJob } from '../people/graveMatter';
import { namesAJob } from '../routing';
import { serveMeanwhile } from '../serveMeanwhile';
import { turnOf } from '../turn';
import { endsAsQuestion } from './question';

/**
 * What a form waits for. What is no answer but another job's sentence is served first, and the question is asked again
 * afterwards.
 *
 * `Q` is what is asked: plain data, because it is kept with the prompt.
 */
export abstract class FormPrompt<A extends object, Q> extends Prompt<A> {
  constructor(
    id: string,
    protected readonly dependencies: DialogDependencies,
    validator?: PromptValidator<A>,
  ) {
    super(id, validator);
  }

  protected abstract ask(context: TurnContext, question: Q, isRetry: boolean): Promise<void>;
  /** What the message answers; `undefined` when it is no answer. */
  protected abstract read(context: TurnContext, question: Q): A | undefined;
  /** True for a message that was meant as an answer, although it cannot be one. */
  protected abstract isAttempt(context: TurnContext, question: Q): boolean;
  /** True when the words as they are are the answer, whatever else they could mean. */
  protected abstract isFreeText(context: TurnContext, question: Q): boolean;

  /** True for what may be meant for another job, although it could be read as an answer. */
  protected asksElsewhere({ activity }: TurnContext, _question: Q): boolean {
    return endsAsQuestion(activity.text ?? '');
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { options } = dc.activeDialog?.state as { options: PromptOptions };
    const question = options.validations as Q;
    const isAnswer = this.read(dc.context, question) !== undefined || this.isAttempt(dc.context, question);
    const named = turnOf(dc.context).offered ? undefined : namesAJob(dc.context, this.dependencies);
    const isElsewhere = named !== undefined || this.asksElsewhere(dc.context, question);
    const isMeantHere = named !== 'title' && (this.isFreeText(dc.context, question) || !isElsewhere);
    const isTaken = isAnswer && isMeantHere && !graveMatterJob(dc.context, this.dependencies);
    const served = isTaken ? undefined : await serveMeanwhile(dc, this.dependencies);
    return served ?? super.continueDialog(dc);
  }

  override resumeDialog(dc: DialogContext, reason: DialogReason, result?: unknown): Promise<DialogTurnResult> {
    // A person takes over everything.
    return isHandedOver(result) ? dc.cancelAllDialogs(true) : super.resumeDialog(dc, reason);
  }

  protected override onPrompt(
    context: TurnContext,
    _state: object,
    { validations }: PromptOptions,
    isRetry: boolean,
  ): Promise<void> {
    return this.ask(context, validations as Q, isRetry);
  }

  protected override onRecognize(
    context: TurnContext,
    _state: object,
    { validations }: PromptOptions,
  ): Promise<PromptRecognizerResult<A>> {
    const value = this.read(context, validations as Q);
    return Promise.resolve(value ? { succeeded: true, value } : { succeeded: false });
  }
}
