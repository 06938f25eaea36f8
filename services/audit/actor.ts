import type { Cipher } from '../storage/cipher';

/** Somebody who has proved an address, and how: `signIn` is an employee's. */
export interface ProvedIdentity {
  email: string;
  by: string;
}

/** The bot itself, where it does something that no conversation asked for. */
export const BOT = 'bot';
/** Whoever runs a script, or uses the operations page. */
export const OPERATOR = 'operator';

/** Enough of a fingerprint that no two people share one. */
export const PRINT_LENGTH = 22;

/** Who does something, as the audit log names them: recognised when asked for, not read from it. */
export function actorOf(cipher: Cipher, conversationKey: string, identity?: ProvedIdentity): string {
  if (!identity) return `conversation:${auditPrint(cipher, conversationKey)}`;
  return `${identity.by === 'signIn' ? 'employee' : 'customer'}:${auditPrint(cipher, identity.email)}`;
}

/** A person, a conversation or a record as the audit log has it. */
export function auditPrint(cipher: Cipher, text: string): string {
  return cipher.fingerprint(`audit:${text.trim().toLowerCase()}`).slice(0, PRINT_LENGTH);
}

/** The channel in the key of a conversation. */
export function channelOf(conversationKey: string): string {
  return conversationKey.split('/')[0] ?? '';
}
