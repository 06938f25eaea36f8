import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { PortMethod, PortName } from '../../services/ports';
import { isShared } from '../channels';
import type { DialogDependencies } from '../dialogDependencies';
import type { Choice } from '../session';
import { turnOf } from '../turn';
import { subscribe } from './subscribe';
import type { NewsRecord, Watchable, WatchedKind } from './watchable';

/** Records remembered: the ones spoken of before are asked for again. */
const REMEMBERED = 5;
const FOR_EMPLOYEES: ReadonlySet<WatchedKind> = new Set<WatchedKind>(['request', 'leave']);

type Needed = Pick<DialogDependencies, 'newsFrom' | 'subscriptions'>;

/**
 * The button with which the user may ask to be told what happens to a record that was shown to them; none where there is
 * nothing to tell, or nobody to tell it to alone. Where they have asked for that already, it is done.
 */
export async function offerNews(
  context: TurnContext,
  record: NewsRecord | undefined,
  dependencies: Needed,
  asked = false,
): Promise<Choice[]> {
  const { locale, session } = turnOf(context);
  const texts = responses('notifications', locale);
  const watchable = record && toWatchable(context, record, dependencies);
  if (!watchable) {
    if (asked) await context.sendActivity(texts.text(record ? 'cannot' : 'nothingToCome'));
    return [];
  }
  const others = (session.watchable ?? []).filter(
    ({ kind, number }) => kind !== watchable.kind || number !== watchable.number,
  );
  session.watchable = [...others, watchable].slice(-REMEMBERED);
  if (!asked) return [{ title: texts.plain(`button.${watchable.button}`) }];
  await subscribe(context, watchable, dependencies);
  return [];
}

function toWatchable(context: TurnContext, record: NewsRecord, { newsFrom }: Needed): Watchable | undefined {
  const { employee, receivedAt } = turnOf(context);
  const [port, method] = record.source.split('.') as [PortName, PortMethod<PortName>];
  const vendor = newsFrom(port, method);
  // In a group all would read along.
  if (!vendor || isShared(context.activity)) return undefined;
  if (!employee && FOR_EMPLOYEES.has(record.kind)) return undefined;
  const isOwn = employee && record.kind !== 'order';
  return { ...record, vendor, provedAt: receivedAt, ...(isOwn && { employee: employee.email }) };
}
