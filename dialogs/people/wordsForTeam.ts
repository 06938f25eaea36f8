import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import { findCommand } from '../commands';
import type { DialogDependencies } from '../dialogDependencies';
import type { HandoffOptions } from '../handoff';
import { namesAJob, route } from '../routing';
import { isSmallTalk } from '../smallTalk';
import { turnOf } from '../turn';
import type { Intent } from '../understanding/intents';
import { phraseAt, plainWords, says } from '../words';
import { addToHandoff } from './addToHandoff';
import { followUpDraft } from './followUpDraft';
import { graveMatterJob } from './graveMatter';

/** Jobs whose sentences tell what is wrong: whoever has called a person tells it them. */
const TOLD_TO_PEOPLE: ReadonlySet<Intent | undefined> = new Set<Intent | undefined>([
  undefined,
  'order.problem',
  'order.track',
  'order.refundStatus',
  'ticket.create',
  'ticket.comment',
  'it.incident',
  'anger',
  'no',
]);
/** Fewer may as well be an answer that was mistyped. */
const FEWEST_WORDS = 4;
/** "sarah at example dot com". */
const SPELLED_OUT = /\b(?:dot|punkt|com|net|org)\b/i;
const ELSEWHERE = [
  'skip',
  'cancel',
  'back',
  'help',
  'menu',
  'startOver',
  'agent',
  'leaveMessage',
  'backToBot',
] as const;

/** Whether a message is for the person who was called: it is no address, no question and no clear job of the bot's own. */
export function isForTeam(context: TurnContext, dependencies: DialogDependencies): boolean {
  const { locale, offered } = turnOf(context);
  const text = (context.activity.text ?? '').trim();
  const commands = responses('commands', locale);
  if (offered || /[?@]/.test(text) || isSmallTalk(text, locale) || findCommand(ELSEWHERE, text, locale)) return false;
  if (graveMatterJob(context, dependencies) || namesAJob(context, dependencies) === 'title') return false;
  if (phraseAt(`${plainWords(text)} `, commands.list('aboutWords'))) return true;
  const { message, definition } = route(context, dependencies);
  if (definition?.claims?.(message) || isMeantForBot(text, locale)) return false;
  return TOLD_TO_PEOPLE.has(message.intent) && plainWords(text).split(' ').length >= FEWEST_WORDS;
}

/** "Where is …", and an address that is spelled out. */
function isMeantForBot(text: string, locale: string): boolean {
  const commands = responses('commands', locale);
  return SPELLED_OUT.test(text) || says(text, [...commands.list('askedOfBot'), ...commands.list('emailNames')]);
}

/** Adds it to what the team is told: to what waits for an address, or to the ticket that is there. */
export async function tellTeam(
  context: TurnContext,
  id: string,
  options: HandoffOptions,
  dependencies: DialogDependencies,
): Promise<void> {
  const { handoffs, followUps } = dependencies;
  const text = (context.activity.text ?? '').trim();
  const before = await handoffs.find(id);
  if (!before) return;
  const message = [before.message, text].filter(Boolean).join('\n');
  const draft = followUpDraft(context, { ...before, message }, options, dependencies);
  const isInTime = draft !== undefined && (await followUps.rewrite(id, draft));
  if (isInTime || !draft) await handoffs.complete(id, { message });
  else await addToHandoff(context, id, { message, addition: text }, dependencies);
}
