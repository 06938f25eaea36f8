import type { TurnContext } from 'botbuilder';
import type { Operation } from '../services/operations/operation';
import type { PortInput } from '../services/ports';
import type { GuessAnswer } from '../services/verification/guessLimiter';
import type { DialogDependencies } from './dialogDependencies';
import { identityOf, strongIdentityOf } from './identity';
import { turnOf } from './turn';

/** A number with an address: together they prove that something is the user's, so they can only be tried so often. */
export interface Guess {
  of: 'order' | 'ticket';
  number: string;
  email: string;
}

type Tools = Pick<DialogDependencies, 'guesses'>;
type AuditedTools = Pick<DialogDependencies, 'guesses' | 'audit'>;

/** Counts a guess before the system is asked, or tells how long to wait. Whoever has proved the address does not guess. */
export async function takeGuess(context: TurnContext, guess: Guess, { guesses }: Tools): Promise<GuessAnswer> {
  if (isProved(context, guess)) return { allowed: true };
  return guesses.take(idOf(turnOf(context).conversationKey, guess), subjectsOf(context, guess));
}

/** A right guess is taken back; a wrong one stays, also when the same one is called off another time. */
export async function settleGuess(
  context: TurnContext,
  guess: Guess,
  right: boolean,
  { guesses, audit }: AuditedTools,
): Promise<void> {
  const { conversationKey, alongside } = turnOf(context);
  const id = idOf(conversationKey, guess);
  const { of, email: subject, number: record } = guess;
  const entry = { action: `proof.${of}`, subject, record, outcome: right ? 'ok' : 'refused' };
  const identity = identityOf(context);
  alongside.push((sql) => audit.inConversation(conversationKey, identity, entry, sql));
  if (right) await guesses.forgive(id);
  else if (!isProved(context, guess)) await guesses.keep(id, subjectsOf(context, guess));
}

/** The guess that a look-up was made for; `undefined` for any other operation. */
export function guessOf({ port, method, input }: Operation): Guess | undefined {
  if (port === 'commerce' && method === 'findOrder') {
    const { orderNumber, email } = input as PortInput<'commerce', 'findOrder'>;
    return { of: 'order', number: orderNumber, email };
  }
  if (port !== 'helpdesk' || method !== 'getTicket') return undefined;
  const { number, requesterEmail } = input as PortInput<'helpdesk', 'getTicket'>;
  return { of: 'ticket', number, email: requesterEmail };
}

/** Takes back the guess of a look-up that nothing was answered to: it failed, or was called off. */
export async function forgetGuess(operation: Operation, { guesses }: Tools): Promise<void> {
  const guess = guessOf(operation);
  if (guess) await guesses.forget(idOf(operation.conversationKey, guess));
}

function isProved(context: TurnContext, { email }: Guess): boolean {
  return strongIdentityOf(context)?.email === email;
}

/** The same guess of the same user, whatever the job. */
function idOf(conversationKey: string, { of, number, email }: Guess): string {
  return [conversationKey, of, number, email].join(' ');
}

function subjectsOf(context: TurnContext, { of, number, email }: Guess) {
  const { conversationKey, clientAddress } = turnOf(context);
  const order = of === 'order' ? number : `${of} ${number}`;
  return { order, email, user: conversationKey, ...(clientAddress && { address: clientAddress }) };
}
