import type { TurnContext } from 'botbuilder';
import { responses, type Topic } from '../../resources/responses';
import { isCommand, mentions, saysTitle } from '../commands';
import type { DialogDependencies } from '../dialogDependencies';
import { route } from '../routing';
import { isClick, turnOf } from '../turn';
import { plainWords } from '../words';
import { answerOf } from './answer';
import { FormPrompt } from './formPrompt';
import type { Answer, PlainField } from './field';
import { callsOff, refuses } from './leaving';
import { endsAsQuestion, opensAsQuestion } from './question';
import { sendReview, shownFields, suggestReview, type ReviewTexts } from './reviewCard';
import { findChange, findNamed } from './reviewChange';

/** What is reviewed; kept with the prompt, so plain data only. */
export interface Draft {
  details: object;
  /** The idempotency key of what would be sent. */
  reviewId: string;
  /** A change was wished that was not understood: a bare yes may be meant for what should have been. */
  misread?: true;
}

/** `confirmed`, `calledOff`, or the details with what was changed or is to be asked again. */
export interface ReviewAnswer {
  confirmed?: true;
  calledOff?: true;
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
    const { session, locale } = turnOf(context);
    const text = context.activity.text ?? '';
    if (this.fields.some(({ takesFile }) => takesFile)) session.expectsFile = true;
    if (!isRetry) return sendReview(context, this.texts, this.fields, draft, this.dependencies);
    if (this.#isDoubtful(context, draft)) return this.#askOnceMore(context, draft);
    const isNo = isCommand('no', text, locale);
    const isAsked = opensAsQuestion(text, locale) || endsAsQuestion(text);
    const answer = answerOf(context, draft.details, this.dependencies.company);
    if (!isNo && !isAsked && looksLikeChange(answer)) draft.misread = true;
    const key = isNo ? 'review.no' : isAsked ? 'review.question' : 'review.retry';
    await suggestReview(context, this.texts, this.fields, draft, key, this.dependencies);
  }

  /** What could not be understood may have been left out of what would be sent: that is shown before. */
  async #askOnceMore(context: TurnContext, draft: Draft): Promise<void> {
    delete draft.misread;
    await context.sendActivity(responses('form', turnOf(context).locale).text('review.stillSo'));
    await sendReview(context, this.texts, this.fields, draft, this.dependencies);
  }

  /** True for a yes that nobody clicked, after a change that was not understood. */
  #isDoubtful(context: TurnContext, { details, misread }: Draft): boolean {
    const isClicked = context.activity.value !== undefined || isClick(context);
    return misread === true && !isClicked && this.#confirms(answerOf(context, details, this.dependencies.company));
  }

  /** A no sends nothing, and is asked what should be different. */
  protected isAttempt(context: TurnContext, draft: Draft): boolean {
    return isCommand('no', context.activity.text ?? '', turnOf(context).locale) || this.#isDoubtful(context, draft);
  }

  protected isFreeText(context: TurnContext, { details }: Draft): boolean {
    const answer = answerOf(context, details, this.dependencies.company);
    return this.#confirms(answer) || this.#refuses(answer) || findNamed(this.fields, answer) !== undefined;
  }

  protected read(context: TurnContext, draft: Draft): ReviewAnswer | undefined {
    if (this.#isDoubtful(context, draft)) return undefined;
    const { details } = draft;
    const answer = answerOf(context, details, this.dependencies.company);
    if (this.#confirms(answer)) return { confirmed: true };
    if (this.#refuses(answer)) return { calledOff: true };
    const changed = findChange(this.fields, answer);
    return changed && { details: changed };
  }

  #confirms({ text, locale }: Answer<object>): boolean {
    const title = responses(this.texts.topic, locale).plain(this.texts.confirm);
    return isCommand('yes', text, locale) || saysTitle(text, title, locale);
  }

  /** Where nothing can be changed, a no can only mean that it shall not be done. */
  #refuses({ text, locale, details }: Answer<object>): boolean {
    if (callsOff(text, locale)) return true;
    return shownFields(this.fields, details).length === 0 && refuses(text, locale);
  }

  /** "Where is order 1005" and "track order 1005" ask for another record, and change none on the card. */
  protected override asksElsewhere(context: TurnContext, draft: Draft): boolean {
    const text = context.activity.text ?? '';
    const { locale } = turnOf(context);
    if (super.asksElsewhere(context, draft) || opensAsQuestion(text, locale)) return true;
    const { message } = route(context, this.dependencies);
    return message.intent === 'order.track' && mentions('deliveryWords', text, locale);
  }
}

/** "No, from the 22nd", "and Wednesday instead": what should be different, in words that no field could read. */
function looksLikeChange({ text, locale, entities }: Answer<object>): boolean {
  const [first = ''] = plainWords(text).split(' ');
  const isLed = responses('form', locale).list('review.changeLeads').includes(first);
  const isNamed = mentions('change', text, locale) || mentions('correction', text, locale);
  return isLed || isNamed || entities.dates !== undefined;
}
