import type { LiveKey } from './liveConversation';

/** Brings what the user wrote to the ticket, in order. */
export const PASS_ON = 'live.passOn';
/** Looks whether somebody has replied in time. */
export const UNANSWERED = 'handoff.unanswered';
/** Sends what the user has not seen by e-mail. */
export const MAIL = 'live.mail';

/** Something that the user wrote, on its way to the ticket. */
export interface PassOn extends LiveKey {
  /** The write's idempotency key; a file is kept by it. */
  key: string;
  /** Absent for a file. */
  text?: string;
  /** When the user wrote it, in milliseconds since 1970. */
  at: number;
}

/** The reply that is waited for. */
export interface AwaitedReply extends LiveKey {
  /** It counts when it came later than this (milliseconds since 1970). */
  since: number;
}
