import type { HandoffTicket } from './handoffStore';

/**
 * `waiting`: nobody has replied yet; `joined`: somebody has; `ended`: the bot serves again, and what an agent writes on the
 * ticket is still told.
 */
export type LiveState = 'waiting' | 'joined' | 'ended';

/** Why the bot serves again: the user wanted so, the ticket is solved or gone, or nobody replied in time. */
export type LiveEnd = 'user' | 'solved' | 'gone' | 'unanswered';

/** A conversation whose words go to a ticket, and back. */
export interface LiveConversation {
  conversationKey: string;
  handoffId: string;
  ticket: HandoffTicket;
  state: LiveState;
  endedBy?: LiveEnd;
  /** When it became live, the last time. All instants are milliseconds since 1970. */
  beganAt: number;
  /** When the user last wrote something that went to the ticket. */
  lastUserAt?: number;
  lastAgentAt?: number;
  /** Since when the helpdesk does not take what the user writes; they were told so. */
  troubledAt?: number;
  /** Who wrote last. */
  agentName?: string;
  /** Where the conversation is; opaque to the services. */
  reference: unknown;
  /** For words that come when nothing else is left of the conversation. */
  locale: string;
}

/** Where a live conversation is found. */
export type LiveKey = Pick<LiveConversation, 'conversationKey' | 'handoffId'>;

/** What an agent wrote. */
export interface AgentComment {
  id: string;
  /** The agent's first name, where it is known. */
  name?: string;
  text: string;
}

/** What the user is told in a turn of the bot's own. */
export type LiveNews =
  | { kind: 'commented'; comment: AgentComment }
  /** `id` is the event's. */
  | { kind: 'solved'; id: string }
  | { kind: 'unanswered'; since: number }
  /** What the user wrote cannot be passed on at the moment, or can again. */
  | { kind: 'troubled' | 'recovered' }
  /** It cannot be passed on at all; `gone`: nothing else can, either. */
  | { kind: 'refused'; gone: boolean };

/**
 * Tells the user, in a turn that also writes down that they were told.
 *
 * @returns `unreachable` when the channel refuses for good; then nothing is written down.
 * @throws when it could not be told now but may be later.
 */
export type TellLive = (live: LiveConversation, news: LiveNews) => Promise<'told' | 'unreachable'>;
