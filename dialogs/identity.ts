import type { TurnContext } from 'botbuilder';
import { readName } from './entities/personName';
import { turnOf } from './turn';

/** How long a proof holds in a conversation. */
const PROOF_HOLDS_MS = 30 * 60_000;

/** Whose address it is, and how that is known: by sign-in, by a one-time code, or by an order's number and address. */
export interface Identity {
  email: string;
  by: 'signIn' | 'code' | 'order';
}

/** Who the user has proved to be; `undefined` when they have not, or too long ago. */
export function identityOf(context: TurnContext): Identity | undefined {
  const { employee, customer, session, receivedAt } = turnOf(context);
  const signedIn = employee ?? customer;
  if (signedIn) return { email: signedIn.email, by: 'signIn' };
  const { verified } = session;
  if (!verified || receivedAt - verified.at > PROOF_HOLDS_MS) return undefined;
  return { email: verified.email, by: verified.by };
}

/**
 * The same, where an order's number is not proof enough: for all of somebody's orders or tickets, and to change what is on
 * file of them.
 */
export function strongIdentityOf(context: TurnContext): Identity | undefined {
  const identity = identityOf(context);
  return identity?.by === 'order' ? undefined : identity;
}

/** Remembers a proof; an order does not take the place of a code for the same address. */
export function remember(context: TurnContext, { email, by }: Identity): void {
  const turn = turnOf(context);
  const known = identityOf(context);
  if (by === 'signIn' || (by === 'order' && known?.by === 'code' && known.email === email)) return;
  turn.session.verified = { email, by, at: turn.receivedAt };
}

/** What was proved with an address, and when. */
export interface Proof {
  email?: string;
  /** Milliseconds since 1970. */
  provedAt?: number;
}

/** When the proof was given that something found just now rests on. */
export function provedAt(context: TurnContext, email: string): number {
  const { session, receivedAt } = turnOf(context);
  const isByCode = strongIdentityOf(context)?.by === 'code' && session.verified?.email === email;
  return (isByCode && session.verified?.at) || receivedAt;
}

/** Whether it still holds: whoever sits at the screen by now may be somebody else. */
export function isStillProved(context: TurnContext, { email, provedAt: at }: Proof): boolean {
  if (email !== undefined && strongIdentityOf(context)?.email === email) return true;
  return at !== undefined && turnOf(context).receivedAt - at <= PROOF_HOLDS_MS;
}

/** What to call the user, as long as their proof holds. */
export function firstNameOf(context: TurnContext): string | undefined {
  const { employee, customer, session } = turnOf(context);
  if (customer && !employee) return readName(customer.name ?? '')?.first;
  return strongIdentityOf(context)?.by === 'code' ? session.firstName : undefined;
}

/** The address that the user most likely has: proved, or given in this conversation. */
export function likelyEmail(context: TurnContext): string | undefined {
  const { session } = turnOf(context);
  return identityOf(context)?.email ?? session.email ?? session.order?.email;
}
