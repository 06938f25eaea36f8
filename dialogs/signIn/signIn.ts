import type { TurnContext } from 'botbuilder';
import type { Logger } from '../../services/logger';
import type { TokenReading } from '../../services/signIn/employeeToken';
import { isTeams } from '../channels';
import type { DialogDependencies } from '../dialogDependencies';
import { SILENCE_MS, type Session } from '../session';
import { turnOf } from '../turn';

export const SIGN_IN_DIALOG = 'signIn';
export const SIGN_IN_PROMPT = 'signIn.prompt';

/** After as long a job asks for a token again; the token service then gives one without a word, or it is over. */
const FRESH_MS = 60 * 60_000;
/** An employee who never stops writing is asked again once a working day. */
const HOLDS_MS = 8 * 60 * 60_000;

/** How employees sign in. */
export interface EmployeeSignIn {
  /** The OAuth connection of the Azure Bot. */
  connectionName: string;
  /** Whom a token was issued to; rejects when that cannot be found out now. */
  read(token: string): Promise<TokenReading>;
  log: Logger;
}

/** A job with all that was said up front. */
export interface Job {
  id: string;
  details: object;
}

export interface SignInOptions {
  /** What is done as soon as it is known who asks. */
  job?: Job;
}

/** Remembers who signed in, for this conversation. */
export function rememberSignIn(
  context: TurnContext,
  { employee, expiresAt }: Extract<TokenReading, { refused?: undefined }>,
): void {
  const turn = turnOf(context);
  const now = turn.receivedAt;
  const freshUntil = Math.min(now + FRESH_MS, expiresAt);
  Object.assign(turn.session, { employee, signIn: { employee, freshUntil, until: now + HOLDS_MS } });
  turn.employee = employee;
}

/**
 * The sign-in that holds when a message comes; one that has ended is forgotten. In Teams the channel itself says who writes;
 * elsewhere somebody else may sit there after a while.
 */
export function currentSignIn(session: Session, channelId: string, now: number): Session['signIn'] {
  const { signIn, lastMessageAt = now } = session;
  const isLeft = !isTeams(channelId) && now - lastMessageAt > SILENCE_MS;
  if (signIn && (now >= signIn.until || isLeft)) delete session.signIn;
  return session.signIn;
}

/** Forgets who signed in, and all that was shown to them alone. */
export function forgetSignIn(context: TurnContext): void {
  const turn = turnOf(context);
  const { session } = turn;
  session.watchable = (session.watchable ?? []).filter(({ employee }) => employee === undefined);
  delete session.signIn;
  delete session.employee;
  delete session.hrEmployee;
  delete turn.employee;
}

/** Whether a job has to wait until it is known who asks. */
export function needsSignIn(
  context: TurnContext,
  { audience }: { audience: string },
  { signIn }: Pick<DialogDependencies, 'signIn'>,
): boolean {
  const { employee, session, receivedAt } = turnOf(context);
  if (!signIn || audience !== 'employees') return false;
  return !employee || receivedAt >= (session.signIn?.freshUntil ?? 0);
}
