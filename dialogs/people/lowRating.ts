import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { Rating } from '../../services/feedback/feedbackStore';
import type { DialogDependencies } from '../dialogDependencies';
import type { HandoffOptions } from '../handoff';
import { turnOf } from '../turn';
import { addToHandoff } from './addToHandoff';
import { hasTicket, passOnHandoff, recordHandoff } from './handOver';

/**
 * Brings a low rating to a person: written down, and as a ticket where there is a helpdesk. Gives the hand-over's id.
 *
 * @param newId what the hand-over is called; the same one again makes no second.
 */
export async function reportLowRating(
  context: TurnContext,
  { rating, job, newId }: { rating: Rating; job: string; newId: string },
  dependencies: DialogDependencies,
): Promise<string> {
  const message = responses('feedback', turnOf(context).locale).plain('lowRating', { rating, job });
  const options: HandoffOptions = { kind: 'message', reason: 'feedback', collected: { job }, message, newId };
  const { handoff } = await recordHandoff(context, options, dependencies);
  if (hasTicket(context, options, dependencies)) await passOnHandoff(context, handoff, options, dependencies);
  return handoff.id;
}

/** Adds what the user wrote: to the record, and to the ticket, now or as soon as there is one. */
export async function commentOnLowRating(
  context: TurnContext,
  { handoffId, rating, job, comment }: { handoffId: string; rating: Rating; job: string; comment: string },
  dependencies: DialogDependencies,
): Promise<void> {
  const message = responses('feedback', turnOf(context).locale).plain('lowRatingComment', { rating, job, comment });
  await addToHandoff(context, handoffId, { message, addition: comment }, dependencies);
}
