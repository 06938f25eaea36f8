import type { TurnContext } from 'botbuilder';
import { isSettled, type Operation, type OperationDraft } from '../services/operations/operation';
import type { PortInput, PortMethod, PortName } from '../services/ports';
import type { DialogDependencies } from './dialogDependencies';
import { identityOf } from './identity';
import { turnOf } from './turn';

/** A write that nobody has to wait for. */
export interface BackgroundWrite<P extends PortName, M extends PortMethod<P>> {
  /** Whose definition tells the outcome when it comes after this turn. */
  dialogId: string;
  port: P;
  method: M;
  input: PortInput<P, M>;
  idempotencyKey: string;
}

/**
 * Begins a write whose failure must not hold anybody up, and waits for it no longer than a turn may. Gives it when it has
 * settled by then: the caller tells how it ended. Otherwise the definition's `presentLate` or `presentFailure` does.
 */
export async function runInBackground<P extends PortName, M extends PortMethod<P>>(
  context: TurnContext,
  write: BackgroundWrite<P, M>,
  { operations, clock, inlineWaitMs }: Pick<DialogDependencies, 'operations' | 'clock' | 'inlineWaitMs'>,
): Promise<Operation | undefined> {
  const { conversationKey, receivedAt, reference, interrupted, told } = turnOf(context);
  const identity = identityOf(context);
  const draft: OperationDraft<P, M> = {
    ...{ ...write, conversationKey, receivedAt, reference },
    ...(identity && { identity }),
  };
  const operation = await operations.begin(draft);
  const waitMs = receivedAt + inlineWaitMs - clock.now();
  const settled = await operations.waitInline(operation, waitMs, interrupted);
  if (!settled || !isSettled(settled)) return undefined;
  told.add(settled.id);
  return settled;
}
