import type { TurnContext } from 'botbuilder';
import type { DialogDependencies } from '../dialogDependencies';
import { route } from '../routing';
import { turnOf } from '../turn';
import { opensAsQuestion } from './question';

/** "Sorry, where is order 1005" puts nothing right in a job of another kind. */
export function asksAnotherJob(context: TurnContext, jobId: string, dependencies: DialogDependencies): boolean {
  if (!opensAsQuestion(context.activity.text ?? '', turnOf(context).locale)) return false;
  const { definition } = route(context, dependencies);
  return definition !== undefined && definition.id !== jobId;
}
