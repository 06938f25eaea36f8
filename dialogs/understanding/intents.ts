/** Jobs: each of them sends the user into a dialog, so a wrong one costs most. */
export const JOBS = [
  'order.track',
  'order.list',
  'order.return',
  'order.refundStatus',
  'order.cancel',
  'order.change',
  'order.problem',
  'product.search',
  'product.backInStock',
  'ticket.create',
  'ticket.status',
  'ticket.comment',
  'ticket.close',
  'ticket.reopen',
  'lead',
  'contact.update',
  'human',
  'knowledge',
  'finance.invoice',
  'finance.expense',
  'hr.leaveBalance',
  'hr.leaveRequest',
  'hr.leaveStatus',
  'hr.leaveWithdraw',
  'hr.benefits',
  'hr.payroll',
  'hr.case',
  'it.incident',
  'it.order',
  'it.requestStatus',
] as const;

/** What is answered with a sentence, at any moment of a conversation. */
export const CONVERSATION = [
  'greet',
  'bye',
  'thanks',
  'help',
  'cancel',
  'repeat',
  'bot',
  'yes',
  'no',
  'anger',
  'language',
] as const;

/** Everything a message can be taken for. A new one needs a file of utterances in every locale. */
export const INTENTS = [...JOBS, ...CONVERSATION] as const;

/** What a message is taken for. */
export type Intent = (typeof INTENTS)[number];

/** The class of what the bot has no answer to; it is trained like an intent and given out as `undefined`. */
export const OUT_OF_SCOPE = 'none';

/** The columns of the model, in their order. */
export const CLASSES: readonly (Intent | typeof OUT_OF_SCOPE)[] = [...INTENTS, OUT_OF_SCOPE];

const jobs: ReadonlySet<string> = new Set(JOBS);

/** True for an intent that sends the user into a dialog. */
export function isJob(intent: string): boolean {
  return jobs.has(intent);
}
