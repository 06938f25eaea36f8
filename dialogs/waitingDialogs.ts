import type { DialogInstance } from 'botbuilder-dialogs';
import { PENDING_OPERATION_DIALOG } from './operation';

/** `active`: the next message goes to it; `suspended`: another dialog is served first; `gone`: nobody waits any more. */
export type WaitingPlace = 'active' | 'suspended' | 'gone';

/** Where in the stacks of all nested dialogs somebody waits for this operation. */
export function findWaiting(stack: readonly DialogInstance[], operationId: string): WaitingPlace {
  const instances = flatten(stack);
  const index = instances.findIndex((instance) => waitsFor(instance) === operationId);
  if (index < 0) return 'gone';
  return index === instances.length - 1 ? 'active' : 'suspended';
}

/** The operations that somebody waits for, the one that is active last. */
export function waitingOperationIds(stack: readonly DialogInstance[]): string[] {
  return flatten(stack).flatMap((instance) => waitsFor(instance) ?? []);
}

/** The same for a review card: the dialog that shows it waits for a yes or a change. */
export function findReview(stack: readonly DialogInstance[], reviewId: string): WaitingPlace {
  const instances = flatten(stack);
  const index = instances.findIndex(({ state }) => {
    const { options } = (state ?? {}) as { options?: { validations?: { reviewId?: string } } };
    return options?.validations?.reviewId === reviewId;
  });
  if (index < 0) return 'gone';
  return index === instances.length - 1 ? 'active' : 'suspended';
}

/** The dialog that the next message goes to. */
export function leafOf(stack: readonly DialogInstance[]): DialogInstance | undefined {
  return flatten(stack).at(-1);
}

/** All instances from the bottom to the leaf; a component keeps those inside it in its own state. */
function flatten(stack: readonly DialogInstance[]): DialogInstance[] {
  return stack.flatMap((instance) => {
    const state = instance.state as { dialogs?: { dialogStack?: DialogInstance[] } } | undefined;
    return [instance, ...flatten(state?.dialogs?.dialogStack ?? [])];
  });
}

function waitsFor(instance: DialogInstance): string | undefined {
  if (instance.id !== PENDING_OPERATION_DIALOG) return undefined;
  return (instance.state as { operationId?: string }).operationId;
}
