import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import { responses } from '../resources/responses';
import { suggest } from './choices';
import type { DialogDependencies } from './dialogDependencies';
import { HANDOFF_DIALOG, type HandoffOptions } from './handoff';
import { graveMatterJob } from './people/graveMatter';
import { matterForPerson } from './people/personWish';
import { route } from './routing';
import { turnOf } from './turn';

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
    const matter = matterForPerson(message.text, turnOf(dc.context).locale);
    const options: HandoffOptions = {
      kind: 'person',
      reason: 'asked',
      collected: {},
      ...(matter && { message: matter }),
    };
    return dc.beginDialog(HANDOFF_DIALOG, options);
  }
  if (message.intent === 'anger' && !definition) return offerPerson(dc);
  const active = activeJobs(
    dc,
    new Set(dependencies.definitions.flatMap(({ id }) => (id === HANDOFF_DIALOG ? [] : id))),
  );
  // What must reach nobody but HR is taken there however deep one is.
  const isTooDeep = active.length > 1 && !graveMatterJob(dc.context, dependencies);
  if (!definition || isTooDeep || (active.includes(definition.id) && !alsoSame)) return undefined;
  return dc.beginDialog(definition.id, definition.toDetails(message, dependencies));
}

function activeJobs(dc: DialogContext | undefined, jobs: ReadonlySet<string>): string[] {
  if (!dc) return [];
  const id = dc.activeDialog?.id ?? '';
  return [...(jobs.has(id) ? [id] : []), ...activeJobs(dc.parent, jobs)];
}

/** Whoever is angry is offered a person, and may as well answer the question that is still open. */
async function offerPerson(dc: DialogContext): Promise<DialogTurnResult> {
  const { locale } = turnOf(dc.context);
  const title = responses('common', locale).plain('button.talkToPerson');
  await suggest(dc.context, responses('main', locale).text('anger'), [{ title, means: 'yes' }]);
  return Dialog.EndOfTurn;
}
