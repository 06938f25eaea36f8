import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
import type { DialogDependencies } from './dialogDependencies';
import { HANDOFF_DIALOG, type HandoffOptions } from './handoff';
import { route } from './routing';

/**
 * Serves another question while a dialog waits; the waiting one goes on afterwards. At most one level deep: nobody keeps
 * track of more.
 *
 * @param alsoSame whether the waiting job itself may be meant once more, with other details.
 */
export async function serveMeanwhile(
  dc: DialogContext,
  dependencies: DialogDependencies,
  { alsoSame = false } = {},
): Promise<DialogTurnResult | undefined> {
  const { definition, message } = route(dc.context, dependencies);
  if (message.intent === 'human') {
    const options: HandoffOptions = { kind: 'person', reason: 'asked', collected: {} };
    return dc.beginDialog(HANDOFF_DIALOG, options);
  }
  const active = activeJobs(dc, new Set(dependencies.definitions.map(({ id }) => id)));
  if (!definition || active.length > 1 || (active.includes(definition.id) && !alsoSame)) return undefined;
  return dc.beginDialog(definition.id, definition.toDetails(message, dependencies));
}

function activeJobs(dc: DialogContext | undefined, jobs: ReadonlySet<string>): string[] {
  if (!dc) return [];
  const id = dc.activeDialog?.id ?? '';
  return [...(jobs.has(id) ? [id] : []), ...activeJobs(dc.parent, jobs)];
}
