import type { TurnContext } from 'botbuilder';
import type { AuditLog } from '../../services/audit/auditLog';
import { turnOf } from '../turn';

/** Notes that somebody signed in, with the turn: a sign-in that is lost with it comes again with the next one. */
export function auditSignIn(context: TurnContext, { email }: { email: string }, audit: AuditLog): void {
  const { conversationKey, alongside } = turnOf(context);
  const entry = { action: 'sign_in', subject: email, outcome: 'ok' };
  alongside.push((sql) => audit.inConversation(conversationKey, { email, by: 'signIn' }, entry, sql));
}
