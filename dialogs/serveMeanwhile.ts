import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
import type { DialogDependencies } from './dialogDependencies';
import { turnOf } from './turn';

/**
 * Serves another question while a dialog waits; the waiting one goes on afterwards. At most one level deep: nobody keeps
 * track of more.
 */
export async function serveMeanwhile(
  dc: DialogContext,
  { recognizer, definitions }: DialogDependencies,
): Promise<DialogTurnResult | undefined> {
  const { dialogId, entities } = recognizer.recognize(dc.context.activity.text ?? '', turnOf(dc.context).locale);
  const definition = definitions.find(({ id }) => id === dialogId);
  const jobs = new Set(definitions.map(({ id }) => id));
  if (!definition || countJobs(dc, jobs) > 1) return undefined;
  return dc.beginDialog(definition.id, definition.toDetails(entities, dc.context));
}

function countJobs(dc: DialogContext | undefined, jobs: ReadonlySet<string>): number {
  if (!dc) return 0;
  return (jobs.has(dc.activeDialog?.id ?? '') ? 1 : 0) + countJobs(dc.parent, jobs);
}
