import type { OnChecked } from '../verification/codeStore';
import type { AuditLog } from './auditLog';

/** Writes down that somebody proved an address by a code, or did not, in the transaction that counts the try. */
export function auditCodes(audit: AuditLog): OnChecked {
  return (sql, { conversationKey, email, right }) => {
    const identity = right ? { email, by: 'code' } : undefined;
    const outcome = right ? 'ok' : 'refused';
    return audit.inConversation(conversationKey, identity, { action: 'proof.code', subject: email, outcome }, sql);
  };
}
