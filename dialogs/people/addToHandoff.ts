import type { TurnContext } from 'botbuilder';
import { additionKey } from '../../services/handoff/followUpsDelivery';
import type { Handoff } from '../../services/handoff/handoffStore';
import type { DialogDependencies } from '../dialogDependencies';
import { runInBackground } from '../inBackground';

/** Must be the id of a dialog whose definition tells nothing, because the user has been thanked already. */
const DIALOG = 'feedback';

/** Adds what the user said later: to the record, and to the ticket, now or as soon as there is one. */
export async function addToHandoff(
  context: TurnContext,
  id: string,
  more: Partial<Pick<Handoff, 'email' | 'message'>> & { addition: string },
  dependencies: DialogDependencies,
): Promise<void> {
  const before = await dependencies.handoffs.find(id);
  const ticket = (await dependencies.handoffs.complete(id, more))?.ticket;
  if (!ticket || ticket.isHrCase) return;
  const { id: ticketId, requesterEmail } = ticket;
  const write = { dialogId: DIALOG, port: 'helpdesk', method: 'addComment' } as const;
  const input = { ticketId, requesterEmail, text: more.addition };
  const isFirst = before?.addition === undefined || before.addition === more.addition;
  const idempotencyKey = isFirst ? additionKey(id) : `${additionKey(id)}.${keyOf(context)}`;
  await runInBackground(context, { ...write, input, idempotencyKey }, dependencies);
}

/** The same for a message that comes again. */
function keyOf({ activity }: TurnContext): string {
  return activity.id ?? String(activity.timestamp ?? '');
}
