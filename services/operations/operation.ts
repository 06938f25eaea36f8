import { randomUUID } from 'node:crypto';
import type { ProvedIdentity } from '../audit/actor';
import type { PortInput, PortMethod, PortName } from '../ports';
import type { ServiceErrorCode } from '../serviceError';
import type { CallProtection } from '../services';

/**
 * `queued → running → succeeded | failed | unknown | cancelled`. `unknown`: a write was sent, and nothing tells whether it
 * was done.
 */
export type OperationState = 'queued' | 'running' | 'succeeded' | 'failed' | 'unknown' | 'cancelled';

const SETTLED: ReadonlySet<OperationState> = new Set<OperationState>(['succeeded', 'failed', 'unknown', 'cancelled']);

/** A call to a business system, as it stands in the database: the truth about it. */
export interface Operation {
  id: string;
  conversationKey: string;
  /** The dialog that asked, whose words present a late result. */
  dialogId: string;
  port: string;
  method: string;
  protection: CallProtection;
  /** `null` in some that are closed: see `OperationStore.close`. */
  input: unknown;
  idempotencyKey: string;
  state: OperationState;
  attempts: number;
  /** Grows with every attempt; a worker that holds an older one can no longer complete the operation. */
  fence: number;
  /** When the bot got the message that led to it: all its times count from here. */
  receivedAt: number;
  /**
   * When its last attempt was written down as sent, right before its first byte leaves: it may have reached the system.
   * Absent when no attempt can have done so.
   */
  dispatchedAt?: number;
  keepWaiting: boolean;
  /** Nobody waits for it, and nobody is told how it ends. */
  silent?: true;
  result?: unknown;
  errorCode?: ServiceErrorCode;
  /** Shown with an apology, and found in the log. */
  logReference?: string;
  /** Who asked for it, as the audit log names them. */
  actor?: string;
  /** Where the user is reached; opaque to the services. */
  reference: unknown;
  /** When the user was told the outcome; absent until then. */
  closedAt?: number;
  /** Its system is known to be down: the last attempt was not even made. Not stored; only a turn that waits is told. */
  refused?: true;
}

/** What a dialog asks for. */
export interface OperationDraft<P extends PortName = PortName, M extends PortMethod<P> = PortMethod<P>> {
  conversationKey: string;
  dialogId: string;
  port: P;
  method: M;
  input: PortInput<P, M>;
  /** Minted with the confirmation of a write; a read needs none. */
  idempotencyKey?: string;
  receivedAt: number;
  reference: unknown;
  /** Who asks for it, where that is proved; otherwise whoever is in the conversation. */
  identity?: ProvedIdentity;
  /** The user is told nothing of it; it is tried for a day. */
  silent?: true;
}

/** What happens at a due time of an operation. All but `attempt` tell the user something. */
export type TaskKind = 'attempt' | 'stillChecking' | 'offerHuman' | 'word' | 'lastWord' | 'outcome';

export type Notice = Exclude<TaskKind, 'attempt'>;

/**
 * A new operation at its first attempt. It is written down as running, and as sent, from the beginning: one commit less,
 * and nothing is sent before it.
 */
export function sentNow<P extends PortName, M extends PortMethod<P>>(
  { identity: _named, ...draft }: OperationDraft<P, M>,
  protection: CallProtection,
  now: number,
  actor?: string,
): Operation {
  const id = randomUUID();
  const idempotencyKey = draft.idempotencyKey ?? id;
  const first = { state: 'running', attempts: 1, fence: 1, dispatchedAt: now, keepWaiting: false } as const;
  return { ...draft, id, idempotencyKey, protection, ...first, ...(actor !== undefined && { actor }) };
}

/** The operation as it stood before an attempt that reached nobody. */
export function lastSentAt({ dispatchedAt: _taken, ...operation }: Operation, at: number | undefined): Operation {
  return { ...operation, ...(at !== undefined && { dispatchedAt: at }) };
}

export function isSettled(operation: Operation): boolean {
  return SETTLED.has(operation.state);
}

/** True for a write that goes on by itself although no attempt has reached its system yet. */
export function isYetToBeSent(operation: Operation): boolean {
  return operation.protection !== 'read' && operation.dispatchedAt === undefined && !isSettled(operation);
}

/** True for a write that may have reached the system: it must not be sent again blindly, nor be called off. */
export function mayHaveBeenWritten(operation: Operation): boolean {
  return operation.protection !== 'read' && operation.dispatchedAt !== undefined;
}
