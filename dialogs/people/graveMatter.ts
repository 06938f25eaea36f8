import type { TurnContext } from 'botbuilder';
import type { DialogDefinition } from '../dialogDefinition';
import type { DialogDependencies } from '../dialogDependencies';
import { isGraveMatter } from '../hr/graveMatter';
import { turnOf } from '../turn';

/**
 * The job that an employee's message belongs to when it speaks of harassment and the like, whatever was asked:
 * it goes to HR, and never to the helpdesk of customers. `undefined` for any other message, and where there is no such job.
 */
export function graveMatterJob(
  context: TurnContext,
  { definitions }: Pick<DialogDependencies, 'definitions'>,
): DialogDefinition | undefined {
  const { employee, amongEmployees, locale } = turnOf(context);
  if (!(employee ?? amongEmployees) || !isGraveMatter(context.activity.text ?? '', locale)) return undefined;
  return definitions.find(({ intents }) => intents.includes('hr.case'));
}
