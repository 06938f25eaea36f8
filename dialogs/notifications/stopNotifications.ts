import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { Subscription } from '../../services/subscriptions/subscriptionStore';
import type { DialogDependencies } from '../dialogDependencies';
import { turnOf } from '../turn';
import { listOf, nameOf } from './recordNames';

type Needed = Pick<DialogDependencies, 'subscriptions'>;

/**
 * Forgets what the user wanted to be told, and says what that was. Gives false when there was nothing.
 *
 * @param isMeant which of them
 */
export async function stopNotifications(
  context: TurnContext,
  { subscriptions }: Needed,
  isMeant: (subscription: Subscription) => boolean = () => true,
): Promise<boolean> {
  const { conversationKey, locale } = turnOf(context);
  const stopped = (await subscriptions.listByConversation(conversationKey)).filter(isMeant);
  if (stopped.length === 0) return false;
  for (const { id } of stopped) await subscriptions.remove(id);
  const names = listOf(
    stopped.map((each) => nameOf(each, locale)),
    locale,
  );
  await context.sendActivity(responses('notifications', locale).text('stopped', { names }));
  return true;
}

/** Obeys the button under a message: it means what that message was about. Gives false for anything else. */
export async function stopByButton(context: TurnContext, dependencies: Needed): Promise<boolean> {
  const value = (context.activity.value ?? {}) as { subscriptionId?: unknown };
  const { subscriptionId } = value;
  if (typeof subscriptionId !== 'string') return false;
  if (await stopNotifications(context, dependencies, ({ id }) => id === subscriptionId)) return true;
  await context.sendActivity(responses('notifications', turnOf(context).locale).text('stoppedAlready'));
  return true;
}
