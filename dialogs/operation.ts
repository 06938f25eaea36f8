import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { Operation } from '../services/operations/operation';
import type { PortInput, PortMethod, PortName, PortOutput } from '../services/ports';

export const PENDING_OPERATION_DIALOG = 'pendingOperation';

/** What the pending dialog is begun with. */
export interface PendingOperationOptions {
  port: PortName;
  method: string;
  input: unknown;
  idempotencyKey?: string;
  /** The dialog whose words present the result when it comes late. */
  dialogId: string;
}

/** What the pending dialog ends with; it ends only after the operation has succeeded. */
export interface OperationOutcome {
  operation: Operation;
  /** The result was shown already, while another question was served. */
  shown: boolean;
}

/**
 * Calls a business system from a step. The next step runs when the call has succeeded, in this turn or a later one; a
 * failure is dealt with by the pending dialog.
 */
export function beginOperation<P extends PortName, M extends PortMethod<P>>(
  step: WaterfallStepContext<object>,
  dialogId: string,
  port: P,
  method: M,
  input: PortInput<P, M>,
  idempotencyKey?: string,
): Promise<DialogTurnResult> {
  const options: PendingOperationOptions = { port, method, input, dialogId, ...(idempotencyKey && { idempotencyKey }) };
  return step.beginDialog(PENDING_OPERATION_DIALOG, options);
}

/** The result for the step after `beginOperation`, with whether it was shown already. */
export function operationResult<P extends PortName, M extends PortMethod<P>>(
  step: WaterfallStepContext<object>,
  port: P,
  method: M,
): { result: PortOutput<P, M>; shown: boolean } {
  const { operation, shown } = step.result as OperationOutcome;
  if (operation.port !== port || operation.method !== method) {
    throw new Error(`expected the result of ${port}.${method}, got ${operation.port}.${operation.method}`);
  }
  return { result: operation.result, shown };
}
