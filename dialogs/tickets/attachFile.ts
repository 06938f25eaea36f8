import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { DialogDependencies } from '../dialogDependencies';
import { runInBackground } from '../inBackground';
import { turnOf } from '../turn';

/** A ticket that a file goes to, and the key of the write that the file belongs to. */
export interface AttachTarget {
  dialogId: string;
  ticketId: string;
  requesterEmail: string;
  key: string;
}

/**
 * Adds the kept file of a write to its ticket. The ticket stands whatever becomes of the file; the user is told which. Its
 * content goes by the operation's own row and not by the dialog's state, which is read and written with every message.
 */
export async function attachKeptFile(
  context: TurnContext,
  { dialogId, ticketId, requesterEmail, key }: AttachTarget,
  dependencies: DialogDependencies,
): Promise<void> {
  const file = await dependencies.files.find(key);
  if (!file) return;
  const operation = await runInBackground(
    context,
    {
      dialogId,
      port: 'helpdesk',
      method: 'attachFile',
      input: { ticketId, requesterEmail, file },
      idempotencyKey: `${key}.attachFile`,
    },
    dependencies,
  );
  await dependencies.files.remove(key);
  if (operation) await tellAttached(context, operation.state === 'succeeded', file.name);
}

/** Says whether a file got to its ticket. */
export async function tellAttached(context: TurnContext, done: boolean, name: string): Promise<void> {
  const texts = responses('createTicket', turnOf(context).locale);
  await context.sendActivity(texts.text(done ? 'fileAttached' : 'fileNotAttached', { name }));
}
