import { DeliveryModes, type TurnContext } from 'botbuilder';
import {
  Dialog,
  type DialogContext,
  type DialogInstance,
  type DialogReason,
  type DialogTurnResult,
} from 'botbuilder-dialogs';
import { responses } from '../resources/responses';
import { isSettled, mayHaveBeenWritten, type Operation } from '../services/operations/operation';
import { findCommand } from './commands';
import type { DialogDependencies } from './dialogDependencies';
import { identityOf } from './identity';
import { isHandedOver } from './handoff';
import { PENDING_OPERATION_DIALOG, type OperationOutcome, type PendingOperationOptions } from './operation';
import { isDown, offerWayOut, sendStatus, whatOf } from './pendingOperationTexts';
import { serveMeanwhile } from './serveMeanwhile';
import { turnOf } from './turn';
import { whileTyping } from './typing';

/** An answer this quick needs no typing indicator: it would only flicker. */
const TYPING_AFTER_MS = 150;

interface PendingState {
  options: PendingOperationOptions;
  operationId: string;
  /** The way out was offered: what comes now is worded accordingly. */
  offered: boolean;
  /** Whether something older was shown in place of the answer; absent before that was looked for. */
  recalled?: boolean;
}

/**
 * Waits for a call to a business system. For a moment it waits within the turn; then the turn ends, and the words at 5 s and
 * 15 s and the result come in turns of their own, also after a restart. Ends with an `OperationOutcome` on success.
 */
export class PendingOperationDialog extends Dialog<PendingOperationOptions> {
  readonly #dependencies: DialogDependencies;

  constructor(dependencies: DialogDependencies) {
    super(PENDING_OPERATION_DIALOG);
    this.#dependencies = dependencies;
  }

  override beginDialog(dc: DialogContext, options?: PendingOperationOptions): Promise<DialogTurnResult> {
    if (!options) throw new Error('nothing to wait for');
    return this.#begin(dc, options);
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { notice } = turnOf(dc.context);
    if (notice) return this.#onNotice(dc, notice.operation);
    const state = stateOf(dc);
    const operation = await this.#dependencies.operations.find(state.operationId);
    if (!operation) return this.#begin(dc, state.options);
    if (operation.state === 'succeeded') return this.#finish(dc, operation);
    return this.#answer(dc, operation, state);
  }

  /** Another question was served in between. */
  override async resumeDialog(dc: DialogContext, _reason: DialogReason, result?: unknown): Promise<DialogTurnResult> {
    // A person takes over everything; what is found after all is told without this dialog.
    if (isHandedOver(result)) return dc.cancelAllDialogs();
    const operation = await this.#dependencies.operations.find(stateOf(dc).operationId);
    if (operation?.state === 'succeeded') return this.#finish(dc, operation);
    if (operation) await this.#tellStatus(dc.context, operation);
    return Dialog.EndOfTurn;
  }

  override async repromptDialog(context: TurnContext, instance: DialogInstance): Promise<void> {
    const { operationId } = instance.state as PendingState;
    const operation = await this.#dependencies.operations.find(operationId);
    if (operation) await this.#tellStatus(context, operation);
  }

  async #begin(dc: DialogContext, options: PendingOperationOptions): Promise<DialogTurnResult> {
    const { operations } = this.#dependencies;
    const turn = turnOf(dc.context);
    const identity = identityOf(dc.context);
    const operation = await operations.begin({
      ...options,
      ...(identity && { identity }),
      input: options.input,
      method: options.method as never,
      conversationKey: turn.conversationKey,
      receivedAt: turn.receivedAt,
      reference: turn.reference,
    });
    const { recalled } = (dc.activeDialog?.state ?? {}) as Partial<PendingState>;
    setState(dc, {
      options,
      operationId: operation.id,
      offered: false,
      ...(recalled !== undefined && { recalled }),
    });
    const settled = await this.#waitInline(dc.context, operation);
    if (settled?.state === 'succeeded') return this.#finish(dc, settled);
    if (settled || isPatient(dc.context)) return this.#offerWayOut(dc, settled ?? operation);
    return Dialog.EndOfTurn;
  }

  /** Waits within the turn; one that cannot be followed by anything waits as long as the user would. */
  async #waitInline(context: TurnContext, operation: Operation): Promise<Operation | undefined> {
    const { operations, clock, inlineWaitMs, offerHumanAfterMs } = this.#dependencies;
    const { receivedAt, ...turn } = turnOf(context);
    const interrupted = isPatient(context) ? new AbortController().signal : turn.interrupted;
    const quick = await operations.waitInline(operation, TYPING_AFTER_MS, interrupted);
    if (quick || interrupted.aborted) return quick;
    const wait = async () => {
      const until = receivedAt + (isPatient(context) ? offerHumanAfterMs : inlineWaitMs);
      const current = (await operations.find(operation.id)) ?? operation;
      return operations.waitInline(current, until - clock.now(), interrupted);
    };
    return isPatient(context) ? wait() : whileTyping(context, clock, wait);
  }

  async #onNotice(dc: DialogContext, operation: Operation): Promise<DialogTurnResult> {
    const kind = turnOf(dc.context).notice?.kind;
    if (kind === 'outcome') {
      return operation.state === 'succeeded' ? this.#finish(dc, operation) : this.#offerWayOut(dc, operation);
    }
    // It waited for a turn that has said more already.
    if (kind !== 'word' && (stateOf(dc).offered || operation.keepWaiting)) return Dialog.EndOfTurn;
    if (kind === 'offerHuman') return this.#offerWayOut(dc, operation);
    const { locale } = turnOf(dc.context);
    const what = whatOf(operation, this.#dependencies, locale);
    const key = kind === 'word' ? 'word' : 'stillChecking';
    await dc.context.sendActivity(responses('pendingOperation', locale).text(key, { what }));
    return Dialog.EndOfTurn;
  }

  /** What the user writes or clicks while waiting. */
  async #answer(dc: DialogContext, operation: Operation, state: PendingState): Promise<DialogTurnResult> {
    const { context } = dc;
    const { locale } = turnOf(context);
    const commands = ['tryAgain', 'keepWaiting', 'checkAgain', 'anyNews'] as const;
    const command = findCommand(commands, context.activity.text ?? '', locale);
    if (command === 'tryAgain' && !mayHaveBeenWritten(operation)) return this.#tryAgain(dc, operation, state);
    if (command === 'keepWaiting' && !isSettled(operation)) {
      await this.#dependencies.operations.keepWaiting(operation);
      await context.sendActivity(responses('pendingOperation', locale).text('keepWaiting'));
      return Dialog.EndOfTurn;
    }
    const served = command ? undefined : await serveMeanwhile(dc, this.#dependencies, { alsoSame: true });
    if (served) return served;
    await this.#tellStatus(context, operation);
    return Dialog.EndOfTurn;
  }

  async #tryAgain(dc: DialogContext, operation: Operation, state: PendingState): Promise<DialogTurnResult> {
    const { context } = dc;
    if (!(await this.#dependencies.operations.cancel(operation))) {
      await this.#tellStatus(context, operation);
      return Dialog.EndOfTurn;
    }
    turnOf(context).told.add(operation.id);
    if (operation.protection !== 'read') return this.#confirmAgain(dc, state);
    await context.sendActivity(responses('pendingOperation', turnOf(context).locale).text('tryAgain'));
    return this.#begin(dc, state.options);
  }

  /**
   * A write that reached nobody goes back to its job, which shows it once more and asks for what has to be proved: what held
   * when it was confirmed may not hold any more.
   */
  async #confirmAgain(dc: DialogContext, { options }: PendingState): Promise<DialogTurnResult> {
    const [job] = dc.stack;
    const details = (job?.state as { options?: object } | undefined)?.options;
    const { idempotencyKey: _used, ...again } = options;
    if (!job || job.id === this.id || !details) return this.#begin(dc, again);
    await dc.cancelAllDialogs();
    return dc.beginDialog(job.id, details);
  }

  async #offerWayOut(dc: DialogContext, operation: Operation): Promise<DialogTurnResult> {
    const lastWord = operation.keepWaiting && isSettled(operation);
    stateOf(dc).recalled ??= await this.#presentLastKnown(dc.context, operation);
    await offerWayOut(dc.context, operation, this.#dependencies, lastWord);
    stateOf(dc).offered = true;
    if (isSettled(operation)) turnOf(dc.context).told.add(operation.id);
    return Dialog.EndOfTurn;
  }

  /** Something old is better than nothing, where it is told how old it is. */
  async #presentLastKnown(context: TurnContext, operation: Operation): Promise<boolean> {
    if (isSettled(operation) && !isDown(operation)) return false;
    const definition = this.#dependencies.definitions.find(({ id }) => id === operation.dialogId);
    return (await definition?.presentLastKnown?.(context, operation, this.#dependencies)) ?? false;
  }

  async #finish(dc: DialogContext, operation: Operation): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const shown = operation.closedAt !== undefined;
    const { offered, recalled } = stateOf(dc);
    if (offered && !shown) {
      const key = recalled ? 'goodNewsAfterLastKnown' : 'goodNews';
      await dc.context.sendActivity(responses('pendingOperation', turn.locale).text(key));
    }
    turn.told.add(operation.id);
    const outcome: OperationOutcome = { operation, shown };
    return dc.endDialog(outcome);
  }

  async #tellStatus(context: TurnContext, operation: Operation): Promise<void> {
    if (isSettled(operation)) {
      await offerWayOut(context, operation, this.#dependencies);
      turnOf(context).told.add(operation.id);
    } else await sendStatus(context, operation, this.#dependencies);
  }
}

/** True for a turn whose answers are all returned with it: there is no later. */
function isPatient(context: TurnContext): boolean {
  return context.activity.deliveryMode === DeliveryModes.ExpectReplies;
}

function stateOf(dc: DialogContext): PendingState {
  return dc.activeDialog?.state as PendingState;
}

function setState(dc: DialogContext, state: PendingState): void {
  if (dc.activeDialog) dc.activeDialog.state = state;
}
