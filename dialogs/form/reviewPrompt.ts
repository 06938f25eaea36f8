import type { TurnContext } from 'botbuilder';
import {
  Prompt,
  type DialogContext,
  type DialogReason,
  type DialogTurnResult,
  type PromptOptions,
  type PromptRecognizerResult,
} from 'botbuilder-dialogs';
import { responses, type Topic } from '../../resources/responses';
import { isCommand } from '../commands';
import type { DialogDependencies } from '../dialogDependencies';
import { isHandedOver } from '../handoff';
import { serveMeanwhile } from '../serveMeanwhile';
import { turnOf } from '../turn';
import { answerOf } from './answer';
import type { PlainField } from './field';
import { sendReview, suggestReview, type ReviewTexts } from './reviewCard';
import { findChange } from './reviewChange';

/** What is reviewed; kept with the prompt, so plain data only. */
export interface Draft {
  details: object;
  /** The idempotency key of what would be sent. */
  reviewId: string;
}

/** `confirmed`, or the details with what was changed or is to be asked again. */
export interface ReviewAnswer {
  confirmed?: true;
  details?: object;
}

/** Shows all answers before anything is sent, and takes a yes, or what should be different. */
export class ReviewPrompt<T extends Topic> extends Prompt<ReviewAnswer> {
  constructor(
    id: string,
    private readonly texts: ReviewTexts<T>,
    private readonly fields: readonly PlainField[],
    private readonly dependencies: DialogDependencies,
  ) {
    super(id);
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { options } = dc.activeDialog?.state as { options: PromptOptions };
    const isAnswer = this.#read(dc.context, draftOf(options)) !== undefined;
    const isNo = isCommand('no', dc.context.activity.text ?? '', turnOf(dc.context).locale);
    const served = isAnswer || isNo ? undefined : await serveMeanwhile(dc, this.dependencies);
    return served ?? super.continueDialog(dc);
  }

  override resumeDialog(dc: DialogContext, reason: DialogReason, result?: unknown): Promise<DialogTurnResult> {
    // A person takes over everything.
    return isHandedOver(result) ? dc.cancelAllDialogs(true) : super.resumeDialog(dc, reason);
  }

  protected override async onPrompt(
    context: TurnContext,
    _state: object,
    options: PromptOptions,
    isRetry: boolean,
  ): Promise<void> {
    const draft = draftOf(options);
    const { locale, session } = turnOf(context);
    if (this.fields.some(({ takesFile }) => takesFile)) session.expectsFile = true;
    if (!isRetry) return sendReview(context, this.texts, this.fields, draft, this.dependencies);
    const isNo = isCommand('no', context.activity.text ?? '', locale);
    const key = isNo ? 'review.no' : 'review.retry';
    await suggestReview(context, this.texts, this.fields, draft, key, this.dependencies);
  }

  protected override onRecognize(
    context: TurnContext,
    _state: object,
    options: PromptOptions,
  ): Promise<PromptRecognizerResult<ReviewAnswer>> {
    const value = this.#read(context, draftOf(options));
    return Promise.resolve(value ? { succeeded: true, value } : { succeeded: false });
  }

  #read(context: TurnContext, { details }: Draft): ReviewAnswer | undefined {
    const { locale } = turnOf(context);
    const text = context.activity.text ?? '';
    const confirm = responses(this.texts.topic, locale).plain(this.texts.confirm);
    if (isCommand('yes', text, locale) || text.trim().toLowerCase() === confirm.toLowerCase())
      return { confirmed: true };
    const answer = answerOf(context, details, this.dependencies.company);
    const changed = findChange(this.fields, answer);
    return changed && { details: changed };
  }
}

function draftOf(options: PromptOptions): Draft {
  return options.validations as Draft;
}
