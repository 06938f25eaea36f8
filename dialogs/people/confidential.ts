import type { TurnContext } from 'botbuilder';
import type { DialogDependencies } from '../dialogDependencies';
import type { HandoffOptions } from '../handoff';
import { turnOf } from '../turn';

const HR = 'hr.';

/** Whether a job is between an employee and HR. */
export function isConfidentialJob(id: string, { definitions }: Pick<DialogDependencies, 'definitions'>): boolean {
  return definitions.some(
    (definition) => definition.id === id && definition.intents.some((intent) => intent.startsWith(HR)),
  );
}

/**
 * Whether a hand-over is nothing for the helpdesk of customers: it comes out of a job with HR, there was one in this
 * conversation (the transcript would tell), or an employee's message speaks of such a matter.
 */
export function isConfidential(
  context: TurnContext,
  { job, message }: Pick<HandoffOptions, 'job' | 'message'>,
  dependencies: Pick<DialogDependencies, 'definitions' | 'recognizer'>,
): boolean {
  const { session, employee, amongEmployees, locale } = turnOf(context);
  if (session.confidential || (job !== undefined && isConfidentialJob(job, dependencies))) return true;
  if (!(employee ?? amongEmployees) || !message) return false;
  const { intent, alternatives } = dependencies.recognizer.recognize(message, locale);
  return [...(intent ? [intent] : []), ...alternatives].some((each) => each.startsWith(HR));
}
