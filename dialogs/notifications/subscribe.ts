import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import { orderKey, recordKey } from '../../services/subscriptions/news';
import type { DialogDependencies } from '../dialogDependencies';
import { turnOf } from '../turn';
import { nameOf } from './recordNames';
import type { Watchable } from './watchable';

/** The proof holds as long as everywhere else. */
const PROOF_HOLDS_MS = 30 * 60_000;

/** Whether the user may still ask for news of it: whoever sits at the screen by now may be somebody else. */
export function isStillTheirs(context: TurnContext, { provedAt, employee: owner }: Watchable): boolean {
  const { receivedAt, employee } = turnOf(context);
  return receivedAt - provedAt <= PROOF_HOLDS_MS && (owner === undefined || owner === employee?.email);
}

/** From now on, the user is told what happens to it. */
export async function subscribe(
  context: TurnContext,
  watchable: Watchable,
  { subscriptions }: Pick<DialogDependencies, 'subscriptions'>,
): Promise<void> {
  const { conversationKey, locale, timeZone, reference } = turnOf(context);
  const {
    kind,
    vendor,
    number,
    title = number,
    employee,
    mayRead,
    confidential,
    split,
    knownAt,
    knownRank,
  } = watchable;
  await subscriptions.add({
    kind,
    subjectKey: kind === 'order' ? orderKey(vendor, number) : recordKey(vendor, number),
    conversationKey,
    title,
    locale,
    reference,
    ...(timeZone && { timeZone }),
    ...(employee && { employee }),
    ...(mayRead && { mayRead }),
    ...(confidential && { confidential }),
    ...(split && { split }),
    ...(knownAt !== undefined && { knownAt }),
    ...(knownRank !== undefined && { knownRank }),
  });
  const name = nameOf({ kind, title }, locale);
  await context.sendActivity(responses('notifications', locale).text(`subscribed.${watchable.button}`, { name }));
}
