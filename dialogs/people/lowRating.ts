import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { Rating } from '../../services/feedback/feedbackStore';
import type { DialogDependencies } from '../dialogDependencies';
import type { HandoffOptions } from '../handoff';
import { runInBackground } from '../inBackground';
import { turnOf } from '../turn';
import { hasTicket, openHandoffTicket, recordHandoff } from './handOver';

/** Must be the id of the dialog; its definition tells nothing, because the user has been thanked already. */
const DIALOG = 'feedback';

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
  if (hasTicket(context, options, dependencies))
    await openHandoffTicket(context, handoff, options, dependencies, DIALOG);
  return handoff.id;
}

/** Adds what the user wrote: to the record, and to the ticket where it is there already. */
export async function commentOnLowRating(
  context: TurnContext,
  { handoffId, rating, job, comment }: { handoffId: string; rating: Rating; job: string; comment: string },
  dependencies: DialogDependencies,
): Promise<void> {
  const { handoffs } = dependencies;
  const message = responses('feedback', turnOf(context).locale).plain('lowRatingComment', { rating, job, comment });
  await handoffs.complete(handoffId, { message });
  const ticket = (await handoffs.find(handoffId))?.ticket;
  if (!ticket) return;
  const { id: ticketId, requesterEmail } = ticket;
  const write = { dialogId: DIALOG, port: 'helpdesk', method: 'addComment' } as const;
  const input = { ticketId, requesterEmail, text: comment };
  await runInBackground(context, { ...write, input, idempotencyKey: `handoff.${handoffId}.comment` }, dependencies);
}
