import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
import { isShared } from '../channels';
import type { DialogDefinition } from '../dialogDefinition';
import type { DialogDependencies } from '../dialogDependencies';
import { HANDOFF_DIALOG } from '../handoff';
import { isConfidential, isConfidentialJob } from '../people/confidential';
import { turnOf } from '../turn';
import { goPersonal } from './goPersonal';
import { needsSignIn, SIGN_IN_DIALOG, type SignInOptions } from './signIn';

type Needed = Pick<DialogDependencies, 'definitions' | 'recognizer' | 'signIn' | 'personalChats'>;

/**
 * What takes the place of a job that has just been begun: the personal chat where others would read along, or the sign-in
 * where it is not known who asks. `undefined` when the job may begin here and now. Every job passes here, however it was
 * reached.
 */
export async function admit(
  dc: DialogContext,
  id: string,
  details: object,
  dependencies: Needed,
): Promise<DialogTurnResult | undefined> {
  const { context } = dc;
  const definition = dependencies.definitions.find((each) => each.id === id);
  if (!definition) return undefined;
  if (isShared(context.activity) && !definition.inGroups) {
    await goPersonal(context, { id, details }, dependencies);
    return dc.endDialog();
  }
  if (!asksWho(dc, definition, details, dependencies)) return undefined;
  const { session, amongEmployees } = turnOf(context);
  if (amongEmployees && isConfidentialJob(id, dependencies)) session.confidential = true;
  const options: SignInOptions = { job: { id, details } };
  return dc.replaceDialog(SIGN_IN_DIALOG, options);
}

/** Also who wants a person in confidence: HR has to know whom to answer. */
function asksWho({ context }: DialogContext, definition: DialogDefinition, details: object, needed: Needed): boolean {
  if (needsSignIn(context, definition, needed)) return true;
  const { amongEmployees, employee } = turnOf(context);
  if (!amongEmployees || employee || definition.id !== HANDOFF_DIALOG) return false;
  return isConfidential(context, details, needed);
}
