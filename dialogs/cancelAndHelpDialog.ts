import type { TurnContext } from 'botbuilder';
import { ComponentDialog, Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import { responses } from '../resources/responses';
import { findCommand, type Command } from './commands';
import type { DialogDependencies } from './dialogDependencies';
import { HANDOFF_DIALOG, type HandoffOptions } from './handoff';
import { isJobDone } from './jobResult';
import type { Menu } from './menu';
import { noteInteraction } from './noteInteraction';
import { isConfidentialJob } from './people/confidential';
import { elapsedText } from './pendingOperationTexts';
import { repromptLeaf } from './repromptLeaf';
import { admit } from './signIn/admission';
import { endSignedOut } from './signIn/endSignedOut';
import { turnOf } from './turn';
import { waitingOperationIds } from './waitingDialogs';

const INTERRUPTIONS = [
  'help',
  'cancel',
  'startOver',
  'menu',
  'back',
  'agent',
  'leaveMessage',
] as const satisfies readonly Command[];
type Interruption = (typeof INTERRUPTIONS)[number];

/** What every job is created with. */
export interface JobTools {
  dependencies: DialogDependencies;
  menu: Menu;
}

/**
 * The base of every job: help, cancel, start over, menu, back and agent work at each of its questions, and while it waits
 * for a system. A job that is served in the middle of another one hears them first.
 */
export abstract class CancelAndHelpDialog<D extends object> extends ComponentDialog<D> {
  protected readonly dependencies: DialogDependencies;
  protected readonly menu: Menu;

  constructor(id: string, { dependencies, menu }: JobTools) {
    super(id);
    this.dependencies = dependencies;
    this.menu = menu;
  }

  /** What `help` says in the middle of this job. */
  protected abstract helpText(locale: string): string;
  /** What has been collected, for the person who takes over. */
  protected abstract collected(details: D): Record<string, string>;
  /** The details without the last answer, or `undefined` when nothing has been answered. */
  protected abstract withoutLastAnswer(details: D): D | undefined;
  /** The details with what the message puts right, or `undefined` when it puts nothing right. */
  protected abstract corrected(details: D, context: TurnContext, waiting: boolean): D | undefined;

  override async beginDialog(outerDc: DialogContext, options?: D): Promise<DialogTurnResult> {
    const instead = await admit(outerDc, this.id, options ?? {}, this.dependencies);
    return instead ?? super.beginDialog(outerDc, options);
  }

  protected override onBeginDialog(innerDc: DialogContext, options?: D): Promise<DialogTurnResult> {
    if (isConfidentialJob(this.id, this.dependencies)) turnOf(innerDc.context).session.confidential = true;
    return super.onBeginDialog(innerDc, options);
  }

  protected override async onContinueDialog(innerDc: DialogContext): Promise<DialogTurnResult> {
    if (isConfidentialJob(this.id, this.dependencies)) turnOf(innerDc.context).session.confidential = true;
    const ended = await endSignedOut(innerDc, this.id, this.dependencies);
    if (ended) return ended;
    const innermost = !(innerDc.findDialog(innerDc.activeDialog?.id ?? '') instanceof CancelAndHelpDialog);
    const interrupted = innermost && !turnOf(innerDc.context).notice ? await this.#interrupt(innerDc) : undefined;
    return interrupted ?? super.onContinueDialog(innerDc);
  }

  /** Asks again what was asked last, after something else was served. */
  override async resumeDialog(outerDc: DialogContext): Promise<DialogTurnResult> {
    const innerDc = this.createChildContext(outerDc);
    if (await endSignedOut(innerDc, this.id, this.dependencies)) return this.endComponent(outerDc, undefined);
    await repromptLeaf(innerDc);
    return Dialog.EndOfTurn;
  }

  /** Every job ends here, also one that was served in the middle of another. */
  protected override async endComponent(outerDc: DialogContext, result: unknown): Promise<DialogTurnResult> {
    if (isJobDone(result)) await noteInteraction(outerDc.context, this.id, result, this.dependencies);
    return super.endComponent(outerDc, result);
  }

  async #interrupt(innerDc: DialogContext): Promise<DialogTurnResult | undefined> {
    const { context } = innerDc;
    const { locale } = turnOf(context);
    const text = context.activity.text ?? '';
    const command = findCommand(INTERRUPTIONS, text, locale);
    if (command) return this.#obey(command, innerDc);
    const details = this.#details(innerDc);
    const corrected = details && this.corrected(details, context, this.#waiting(innerDc).length > 0);
    return corrected ? this.#restart(innerDc, corrected) : undefined;
  }

  #obey(command: Interruption, innerDc: DialogContext): Promise<DialogTurnResult> {
    switch (command) {
      case 'help':
        return this.#help(innerDc);
      case 'back':
        return this.#back(innerDc);
      case 'cancel':
        return this.#cancel(innerDc);
      case 'startOver':
      case 'menu':
        return this.#leave(innerDc, command);
      case 'agent':
      case 'leaveMessage':
        return this.#handOff(innerDc, command === 'agent' ? 'person' : 'message');
    }
  }

  async #help(innerDc: DialogContext): Promise<DialogTurnResult> {
    const { context } = innerDc;
    const { locale } = turnOf(context);
    const [operation] = await this.#pending(innerDc);
    const elapsed = operation && elapsedText(context, operation, this.dependencies.clock.now());
    const waiting = elapsed && responses('pendingOperation', locale).text('statusHelp', { elapsed });
    await context.sendActivity(waiting ?? this.helpText(locale));
    if (!waiting) await innerDc.repromptDialog();
    return Dialog.EndOfTurn;
  }

  async #back(innerDc: DialogContext): Promise<DialogTurnResult> {
    const details = this.#details(innerDc);
    const earlier = details && this.withoutLastAnswer(details);
    if (earlier) return this.#restart(innerDc, earlier);
    await this.#callOff(innerDc);
    await this.menu.suggest(innerDc.context, 'nothingBefore');
    return innerDc.cancelAllDialogs();
  }

  async #cancel(innerDc: DialogContext): Promise<DialogTurnResult> {
    const stopped = await this.#callOff(innerDc);
    if (stopped) await this.menu.suggest(innerDc.context, 'cancelled');
    else
      await innerDc.context.sendActivity(
        responses('pendingOperation', turnOf(innerDc.context).locale).text('cancelSent'),
      );
    return innerDc.cancelAllDialogs();
  }

  /** Leaves every dialog; a look-up that still runs is told when it comes, unless everything starts over. */
  async #leave(innerDc: DialogContext, command: 'startOver' | 'menu'): Promise<DialogTurnResult> {
    const { context } = innerDc;
    const { locale, session } = turnOf(context);
    if (command === 'startOver') {
      await this.#callOff(innerDc);
      delete session.order;
    }
    await this.menu.show(context, responses('main', locale).text(command));
    return innerDc.cancelAllDialogs(true);
  }

  /** The hand-over takes this job's place. */
  async #handOff(innerDc: DialogContext, kind: HandoffOptions['kind']): Promise<DialogTurnResult> {
    const details = this.#details(innerDc);
    const isConfidential = isConfidentialJob(this.id, this.dependencies);
    const reason = isConfidential ? 'confidential' : this.#waiting(innerDc).length > 0 ? 'slow_system' : 'asked';
    const collected = details && !isConfidential ? this.collected(details) : {};
    const options: HandoffOptions = { kind, reason, collected, job: this.id };
    await innerDc.cancelAllDialogs();
    return innerDc.beginDialog(HANDOFF_DIALOG, options);
  }

  async #restart(innerDc: DialogContext, details: D): Promise<DialogTurnResult> {
    if (!(await this.#callOff(innerDc))) return this.#tellSent(innerDc);
    await innerDc.cancelAllDialogs();
    return innerDc.beginDialog(this.initialDialogId, details);
  }

  /** What has been sent cannot be changed any more: only its outcome can be waited for. */
  async #tellSent(innerDc: DialogContext): Promise<DialogTurnResult> {
    const texts = responses('pendingOperation', turnOf(innerDc.context).locale);
    await innerDc.context.sendActivity(texts.text('cancelSent'));
    return Dialog.EndOfTurn;
  }

  /** Calls off what this job waits for. Gives false when a write has been sent already: that goes on. */
  async #callOff(innerDc: DialogContext): Promise<boolean> {
    let stopped = true;
    for (const operation of await this.#pending(innerDc)) {
      const isOff = await this.dependencies.operations.cancel(operation);
      if (isOff) turnOf(innerDc.context).told.add(operation.id);
      stopped &&= isOff;
    }
    return stopped;
  }

  async #pending(innerDc: DialogContext) {
    const operations = await Promise.all(this.#waiting(innerDc).map((id) => this.dependencies.operations.find(id)));
    return operations.filter((operation) => operation !== undefined);
  }

  #waiting(innerDc: DialogContext): string[] {
    return waitingOperationIds(innerDc.stack);
  }

  /** The waterfall at the bottom of the stack keeps the details as its options. */
  #details(innerDc: DialogContext): D | undefined {
    return (innerDc.stack[0]?.state as { options?: D } | undefined)?.options;
  }
}
