import { ActivityTypes, CardFactory, type Activity, type TurnContext } from 'botbuilder';
import type { DialogInstance } from 'botbuilder-dialogs';
import { closedCard } from '../resources/cards/closedCard';
import { escapeMarkdown } from '../resources/markdown';
import { responses } from '../resources/responses';
import { updatesMessages } from './channels';
import type { Choice, Session } from './session';
import { turnOf } from './turn';
import { findReview, findWaiting } from './waitingDialogs';

/** Older ones are out of sight, and explained when they are clicked. */
const CARDS_KEPT = 4;

/** A message with buttons that belong to something, on a channel where it can be changed afterwards. */
export interface ShownCard {
  activityId: string;
  reviewId?: string;
  operationId?: string;
  titles: string[];
  /** The Adaptive Card; absent where plain buttons stand under the text. */
  card?: object;
  text?: string;
  summary?: string;
  /** Nothing can be done with it any more. */
  closed?: true;
}

/** Sends a message whose buttons go with what they belong to. */
export async function show(
  context: TurnContext,
  activity: Partial<Activity>,
  choices: readonly Choice[],
  card?: object,
): Promise<void> {
  const sent = await context.sendActivity(activity);
  const { reviewId, operationId } = choices[0]?.value ?? {};
  if (!sent?.id || !(reviewId ?? operationId) || !updatesMessages(context.activity.channelId)) return;
  const { text, summary } = activity;
  const shown: ShownCard = {
    ...{ activityId: sent.id, titles: choices.map(({ title }) => title) },
    ...(reviewId && { reviewId }),
    ...(operationId && { operationId }),
    ...(card && { card }),
    ...(text && { text }),
    ...(summary && { summary }),
  };
  const { session } = turnOf(context);
  session.cards = [...(session.cards ?? []), shown].slice(-CARDS_KEPT);
}

/** The newest card of a review or an operation. */
export function findShownCard({ cards = [] }: Session, value: Record<string, string>): ShownCard | undefined {
  const { reviewId, operationId } = value;
  const belonging = cards.filter((shown) =>
    reviewId ? shown.reviewId === reviewId : operationId !== undefined && shown.operationId === operationId,
  );
  return belonging.findLast(({ card }) => card !== undefined) ?? belonging.at(-1);
}

/**
 * Takes the buttons off the cards of what has ended. One that the channel does not change keeps them: a click on them is
 * explained.
 *
 * @param stack of the dialogs, after the turn
 */
export async function closeSpentCards(context: TurnContext, stack: readonly DialogInstance[]): Promise<void> {
  const { cards = [] } = turnOf(context).session;
  for (const shown of cards.filter((each) => !each.closed && isSpent(each, stack))) {
    close(context, shown);
    await context.updateActivity(toActivity(shown)).catch(() => undefined);
  }
}

function isSpent({ reviewId, operationId }: ShownCard, stack: readonly DialogInstance[]): boolean {
  if (reviewId) return findReview(stack, reviewId) === 'gone';
  return operationId !== undefined && findWaiting(stack, operationId) === 'gone';
}

function close(context: TurnContext, shown: ShownCard): void {
  const { card, text, titles } = shown;
  const texts = responses('main', turnOf(context).locale);
  const title = titles.find((each) => each === context.activity.text);
  const note = title === undefined ? texts.plain('cardClosed') : texts.plain('cardChosen', { title });
  shown.closed = true;
  if (card) shown.card = closedCard(card, note);
  else if (text && title !== undefined) shown.text = `${text}\n\n*${escapeMarkdown(note)}*`;
}

function toActivity({ activityId, card, text, summary }: ShownCard): Partial<Activity> {
  const attachments = card && { attachments: [CardFactory.adaptiveCard(card)] };
  return {
    type: ActivityTypes.Message,
    id: activityId,
    ...(text && { text }),
    ...(summary && { summary }),
    ...attachments,
  };
}
