import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { DialogDependencies } from '../dialogDependencies';
import { turnOf } from '../turn';

/** Forgets what the user wanted to be told, and says what that was. Gives false when there was nothing. */
export async function stopAlerts(
  context: TurnContext,
  { subscriptions }: Pick<DialogDependencies, 'subscriptions'>,
): Promise<boolean> {
  const { conversationKey, locale } = turnOf(context);
  const waiting = await subscriptions.listByConversation(conversationKey);
  if (waiting.length === 0) return false;
  for (const { id } of waiting) await subscriptions.remove(id);
  const texts = responses('productAlert', locale);
  const titles = waiting.map(({ title }) => title);
  const last = titles.pop() ?? '';
  const products = titles.length > 0 ? `${titles.join(', ')} ${texts.plain('and')} ${last}` : last;
  await context.sendActivity(texts.text('stopped', { products }));
  return true;
}
