import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { LiveConversation } from '../../services/handoff/liveConversation';
import { passOnKey } from '../../services/handoff/passingOn';
import type { DialogDependencies } from '../dialogDependencies';
import { filesOf } from '../tickets/chatFile';
import { keepFile } from '../tickets/keepFile';
import { turnOf } from '../turn';

/** What the user wrote, and the activity that it came with: the same activity again is the same comment. */
export interface LiveMessage {
  text: string;
  activityId: string;
}

/** Brings a message and its files to the ticket. False when there is nothing in it. */
export async function passOnMessage(
  context: TurnContext,
  live: LiveConversation,
  { text, activityId }: LiveMessage,
  dependencies: Pick<DialogDependencies, 'live' | 'files'>,
): Promise<boolean> {
  const { locale, masked, alongside } = turnOf(context);
  const sources = filesOf(context.activity);
  if (!text && sources.length === 0) return false;
  if (masked.length > 0) await context.sendActivity(responses('main', locale).text('masked'));
  const parts: { key: string; text?: string }[] = text ? [{ key: passOnKey(live.handoffId, activityId, 0), text }] : [];
  for (const [index, source] of sources.entries()) {
    const key = passOnKey(live.handoffId, activityId, index + 1);
    const kept = await keepFile(context, source, dependencies);
    if (kept) await dependencies.files.assign(kept.id, key);
    else await context.sendActivity(responses('main', locale).text('fileRefused'));
    if (kept) parts.push({ key });
  }
  if (parts.length === 0) return true;
  alongside.push(dependencies.live.passOn(live, parts));
  if (live.state === 'waiting' && live.lastUserAt === undefined)
    await context.sendActivity(responses('liveConversation', locale).text('passedOn'));
  return true;
}
