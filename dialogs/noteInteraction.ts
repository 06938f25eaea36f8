import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import type { Occasion } from '../services/interactions/interactionLog';
import type { DialogDependencies } from './dialogDependencies';
import { identityOf } from './identity';
import type { JobResult } from './jobResult';
import { turnOf } from './turn';

/**
 * Notes a job that was done on the user's record, where it is known whose that is. What is for employees is no business of
 * sales.
 */
export async function noteInteraction(
  context: TurnContext,
  dialogId: string,
  { summary, about }: JobResult,
  { interactions, definitions }: Pick<DialogDependencies, 'interactions' | 'definitions'>,
): Promise<void> {
  const { session, notice } = turnOf(context);
  const definition = definitions.find(({ id }) => id === dialogId);
  const email = identityOf(context)?.email;
  const whose = about ?? (email === undefined ? undefined : { email });
  if (!whose || session.confidential || definition?.audience !== 'everyone') return;
  // A turn that is done again after a crash has the same cause.
  const cause = notice?.operation.id ?? context.activity.id ?? randomUUID();
  await interactions.note({ about: whose, summary, dialogId, cause, ...occasionOf(context) });
}

/** This turn, for what is written down about it. */
export function occasionOf(context: TurnContext): Occasion {
  const { conversationKey, reference, receivedAt: at } = turnOf(context);
  return { conversationKey, reference, at };
}
