import type { Cipher } from '../storage/cipher';
import type { Operation, OperationState } from './operation';

/** An operation as it stands in the database. */
export interface OperationRow {
  id: string;
  conversation_key: string;
  dialog_id: string;
  port: string;
  method: string;
  protection: Operation['protection'];
  idempotency_key: string;
  state: OperationState;
  attempts: number;
  fence: number;
  received_at: number;
  dispatched_at: number | null;
  keep_waiting: number;
  silent: number;
  input: string;
  reference: string;
  result: string | null;
  error_code: Operation['errorCode'] | null;
  log_reference: string | null;
  actor: string | null;
  closed_at: number | null;
}

/** The operation of a row; what is encrypted in it is opened. */
export function toOperation(row: OperationRow, cipher: Cipher): Operation {
  const open = (sealed: string): unknown => JSON.parse(cipher.open(sealed, row.id));
  const optional = <K extends string>(name: K, value: unknown) => (value === null ? {} : { [name]: value });
  return {
    id: row.id,
    conversationKey: row.conversation_key,
    dialogId: row.dialog_id,
    port: row.port,
    method: row.method,
    protection: row.protection,
    idempotencyKey: row.idempotency_key,
    state: row.state,
    attempts: Number(row.attempts),
    fence: Number(row.fence),
    receivedAt: Number(row.received_at),
    keepWaiting: Number(row.keep_waiting) === 1,
    input: open(row.input),
    reference: open(row.reference),
    ...(Number(row.silent) === 1 && { silent: true }),
    ...(row.dispatched_at === null ? {} : { dispatchedAt: Number(row.dispatched_at) }),
    ...(row.closed_at === null ? {} : { closedAt: Number(row.closed_at) }),
    ...(row.result === null ? {} : { result: open(row.result) ?? undefined }),
    ...optional('actor', row.actor),
    ...optional('errorCode', row.error_code),
    ...optional('logReference', row.log_reference),
  };
}
