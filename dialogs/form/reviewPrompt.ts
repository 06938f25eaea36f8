import type { TurnContext } from 'botbuilder';
import { responses, type Topic } from '../../resources/responses';
import { isCommand, saysTitle } from '../commands';
import type { DialogDependencies } from '../dialogDependencies';
import { turnOf } from '../turn';
import { answerOf } from './answer';
import { FormPrompt } from './formPrompt';
import type { Answer, PlainField } from './field';
import { sendReview, suggestReview, type ReviewTexts } from './reviewCard';
import { findChange, findNamed } from './reviewChange';

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
export class ReviewPrompt<T extends Topic> extends FormPrompt<ReviewAnswer, Draft> {
  constructor(
    id: string,
    private readonly texts: ReviewTexts<T>,
    private readonly fields: readonly PlainField[],
    dependencies: DialogDependencies,
  ) {
    super(id, dependencies);
  }

  protected async ask(context: TurnContext, draft: Draft, isRetry: boolean): Promise<void> {
    const { session } = turnOf(context);
    if (this.fields.some(({ takesFile }) => takesFile)) session.expectsFile = true;
    if (!isRetry) return sendReview(context, this.texts, this.fields, draft, this.dependencies);
    const key = this.isAttempt(context) ? 'review.no' : 'review.retry';
    await suggestReview(context, this.texts, this.fields, draft, key, this.dependencies);
  }

  /** A no sends nothing, and is asked what should be different. */
  protected isAttempt(context: TurnContext): boolean {
    return isCommand('no', context.activity.text ?? '', turnOf(context).locale);
  }

  protected isFreeText(context: TurnContext, { details }: Draft): boolean {
    const answer = answerOf(context, details, this.dependencies.company);
    return this.#confirms(answer) || findNamed(this.fields, answer) !== undefined;
  }

  protected read(context: TurnContext, { details }: Draft): ReviewAnswer | undefined {
    const answer = answerOf(context, details, this.dependencies.company);
    if (this.#confirms(answer)) return { confirmed: true };
    const changed = findChange(this.fields, answer);
    return changed && { details: changed };
  }

  #confirms({ text, locale }: Answer<object>): boolean {
    const title = responses(this.texts.topic, locale).plain(this.texts.confirm);
    return isCommand('yes', text, locale) || saysTitle(text, title, locale);
  }
}
