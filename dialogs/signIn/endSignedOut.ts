import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import { suggest } from '../choices';
import type { DialogDependencies } from '../dialogDependencies';
import { turnOf } from '../turn';

/** Ends a job for employees whose employee is not signed in any more: whoever writes now may be somebody else. */
export async function endSignedOut(
  innerDc: DialogContext,
  id: string,
  { definitions }: Pick<DialogDependencies, 'definitions'>,
): Promise<DialogTurnResult | undefined> {
  const { employee, locale } = turnOf(innerDc.context);
  const definition = definitions.find((each) => each.id === id);
  if (employee || definition?.audience !== 'employees') return undefined;
  const title = responses('main', locale).plain(definition.title);
  await suggest(innerDc.context, responses('signIn', locale).text('ended'), [{ title }]);
  return innerDc.cancelAllDialogs();
}
