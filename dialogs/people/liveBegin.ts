import { DeliveryModes, type TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { Handoff, HandoffTicket } from '../../services/handoff/handoffStore';
import { offer } from '../choices';
import type { DialogDependencies } from '../dialogDependencies';
import { turnOf } from '../turn';

/** Whether somebody can write to the user later: a turn that returns all its answers at once has no later. */
export function canBeLive(context: TurnContext): boolean {
  return context.activity.deliveryMode !== DeliveryModes.ExpectReplies;
}

/**
 * From now on what the user writes goes to the ticket of the hand-over, and what an agent writes comes into the chat.
 *
 * @param hasMovedOn the user is busy with the bot again: it goes on serving until somebody has written
 */
export async function beginLive(
  context: TurnContext,
  { id, kind }: Pick<Handoff, 'id' | 'kind'>,
  ticket: HandoffTicket,
  { live }: Pick<DialogDependencies, 'live'>,
  hasMovedOn = false,
): Promise<void> {
  if (kind !== 'person' || !canBeLive(context)) return;
  const { conversationKey, reference, locale, session, alongside } = turnOf(context);
  const draft = { conversationKey, handoffId: id, ticket, reference, locale };
  if (hasMovedOn || session.confidential) return void alongside.push(live.beginEnded(draft));
  alongside.push(live.begin(draft));
  const texts = responses('liveConversation', locale);
  await offer(context, texts.text('begun'), [{ title: texts.plain('button.back') }]);
}
