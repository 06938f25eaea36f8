import type { TurnContext } from 'botbuilder';
import { Dialog, type DialogContext, type DialogInstance, type DialogTurnResult } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { Rating } from '../../services/feedback/feedbackStore';
import { createReference } from '../../services/logger';
import { suggest } from '../choices';
import { findCommand } from '../commands';
import type { DialogDependencies } from '../dialogDependencies';
import { route } from '../routing';
import type { Choice } from '../session';
import { turnOf } from '../turn';
import { isTitle } from '../words';
import { graveMatterJob } from './graveMatter';
import { commentOnLowRating, reportLowRating } from './lowRating';
import { RATINGS, readRating } from './rating';

export const FEEDBACK_DIALOG = 'feedback';

/** What the user is asked about, and what can be done next. */
export interface FeedbackOptions {
  feedbackId: string;
  /** What was done: the job's own summary. */
  job: string;
  next: Choice[];
}

interface FeedbackState extends FeedbackOptions {
  /** What the hand-over of a low rating will be called; known before the rating is. */
  newId: string;
  rating?: Rating;
  /** The hand-over of a low rating. */
  handoffId?: string;
}

/** What the dialog ends with when the message is about something else: it is to be served as any other. */
export const NOT_FEEDBACK = { notFeedback: true } as const;

export function isNotFeedback(result: unknown): boolean {
  return (result as Partial<typeof NOT_FEEDBACK> | undefined)?.notFeedback === true;
}

const LOW: ReadonlySet<Rating> = new Set<Rating>([1, 2]);
const GOOD: ReadonlySet<Rating> = new Set<Rating>([4, 5]);
const DECLINES = ['no', 'skip', 'bye'] as const;
const COMMANDS = ['help', 'menu', 'cancel', 'startOver', 'back', 'agent', 'leaveMessage', 'backToBot'] as const;

/** Notes that a user may be asked now; gives what the dialog is begun with, or nothing when it is too soon to ask again. */
export async function feedbackDue(
  context: TurnContext,
  { job, next }: Pick<FeedbackOptions, 'job' | 'next'>,
  dependencies: Pick<DialogDependencies, 'feedback' | 'operations'>,
): Promise<FeedbackOptions | undefined> {
  const { told, employee } = turnOf(context);
  const operations = await Promise.all([...told].map((id) => dependencies.operations.find(id)));
  const hasWritten = operations.some((each) => each?.state === 'succeeded' && each.protection !== 'read');
  if (!hasWritten) return undefined;
  const { channelId, from } = context.activity;
  const feedbackId = await dependencies.feedback.ask(employee?.email ?? `${channelId}/${from?.id}`, job);
  return feedbackId === undefined ? undefined : { feedbackId, job, next };
}

/** Asks how a job was, and for a word about it. Any other sentence ends it and is served. */
export class FeedbackDialog extends Dialog<FeedbackOptions> {
  constructor(private readonly dependencies: DialogDependencies) {
    super(FEEDBACK_DIALOG);
  }

  override async beginDialog(dc: DialogContext, options?: FeedbackOptions): Promise<DialogTurnResult> {
    if (!options) throw new Error('no job to ask about');
    if (dc.activeDialog) dc.activeDialog.state = { ...options, newId: createReference() } satisfies FeedbackState;
    await this.#ask(dc.context);
    return Dialog.EndOfTurn;
  }

  override continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const state = dc.activeDialog?.state as FeedbackState;
    // "1, my manager harasses me" is nothing for whoever reads ratings.
    if (graveMatterJob(dc.context, this.dependencies)) return dc.endDialog(NOT_FEEDBACK);
    return state.rating === undefined ? this.#onRating(dc, state) : this.#onComment(dc, state, state.rating);
  }

  override repromptDialog(context: TurnContext, _instance: DialogInstance): Promise<void> {
    return this.#ask(context);
  }

  async #onRating(dc: DialogContext, state: FeedbackState): Promise<DialogTurnResult> {
    const { locale } = turnOf(dc.context);
    const text = dc.context.activity.text ?? '';
    const read = readRating(text, locale);
    if (!read) return this.#declineOrPass(dc, text);
    await this.dependencies.feedback.rate(state.feedbackId, read.rating);
    state.rating = read.rating;
    if (LOW.has(read.rating)) {
      const { job, newId } = state;
      state.handoffId = await reportLowRating(dc.context, { rating: read.rating, job, newId }, this.dependencies);
    }
    return read.comment ? this.#take(dc, state, read.rating, read.comment) : this.#askComment(dc, read.rating);
  }

  async #onComment(dc: DialogContext, state: FeedbackState, rating: Rating): Promise<DialogTurnResult> {
    const { context } = dc;
    const { locale } = turnOf(context);
    const text = context.activity.text ?? '';
    const isNothing = findCommand([...DECLINES, 'thanks'], text, locale) !== undefined || isNoThanks(text, locale);
    if (isNothing) return this.#finish(dc, state, 'thanks');
    const { definition, message } = route(context, this.dependencies);
    const isOther = definition !== undefined || message.intent === 'human' || findCommand(COMMANDS, text, locale);
    return isOther || !text.trim() ? dc.endDialog(NOT_FEEDBACK) : this.#take(dc, state, rating, text);
  }

  async #declineOrPass(dc: DialogContext, text: string): Promise<DialogTurnResult> {
    const { locale } = turnOf(dc.context);
    if (findCommand(DECLINES, text, locale) === undefined) return dc.endDialog(NOT_FEEDBACK);
    await dc.context.sendActivity(responses('feedback', locale).text('declined'));
    return dc.endDialog();
  }

  async #take(dc: DialogContext, state: FeedbackState, rating: Rating, comment: string): Promise<DialogTurnResult> {
    const { feedbackId, job, handoffId } = state;
    await this.dependencies.feedback.comment(feedbackId, comment);
    if (!handoffId) return this.#finish(dc, state, 'thanks');
    await commentOnLowRating(dc.context, { handoffId, rating, job, comment }, this.dependencies);
    return this.#finish(dc, state, 'thanksPassedOn');
  }

  async #finish(
    dc: DialogContext,
    { next }: FeedbackState,
    key: 'thanks' | 'thanksPassedOn',
  ): Promise<DialogTurnResult> {
    await suggest(dc.context, responses('feedback', turnOf(dc.context).locale).text(key), next);
    return dc.endDialog();
  }

  async #ask(context: TurnContext): Promise<void> {
    const texts = responses('feedback', turnOf(context).locale);
    const choices = RATINGS.map((rating) => ({ title: texts.plain(`rating.${rating}`) }));
    await suggest(context, texts.text('ask'), choices);
  }

  async #askComment(dc: DialogContext, rating: Rating): Promise<DialogTurnResult> {
    const texts = responses('feedback', turnOf(dc.context).locale);
    const key = LOW.has(rating) ? 'askWhatWentWrong' : GOOD.has(rating) ? 'askCommentGood' : 'askComment';
    await suggest(dc.context, texts.text(key), [{ title: texts.plain('noThanks'), means: 'no' }]);
    return Dialog.EndOfTurn;
  }
}

function isNoThanks(text: string, locale: string): boolean {
  return isTitle(text, responses('feedback', locale).plain('noThanks'));
}
