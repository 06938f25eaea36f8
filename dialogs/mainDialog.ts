import {
  ComponentDialog,
  Dialog,
  WaterfallDialog,
  type DialogContext,
  type DialogTurnResult,
  type WaterfallStepContext,
} from 'botbuilder-dialogs';
import type { TurnContext } from 'botbuilder';
import { responses } from '../resources/responses';
import { isSettled } from '../services/operations/operation';
import { findCommand, isCommand, mentions } from './commands';
import type { DialogDependencies } from './dialogDependencies';
import { HANDOFF_DIALOG, type HandoffOptions } from './handoff';
import { HandoffDialog } from './handoffDialog';
import { Menu } from './menu';
import { sendStatus } from './pendingOperationTexts';
import { PendingOperationDialog } from './pendingOperationDialog';
import { SILENCE_MS } from './session';
import { SILENCE_DIALOG, SilenceDialog } from './silenceDialog';
import { turnOf } from './turn';
import { findWaiting } from './waitingDialogs';

export const MAIN_DIALOG = 'main';
const ROUTE_WATERFALL = 'main.route.v1';
const SMALL_TALK = ['greet', 'thanks', 'bye', 'no', 'yes', 'continue'] as const;
/** Not understood as often in a row, the bot offers a person first. */
const MISUNDERSTOOD_LIMIT = 2;

type Step = WaterfallStepContext<object>;

/** The root: sends each message to the dialog that does the job, and answers what belongs to none. */
export class MainDialog extends ComponentDialog {
  readonly #dependencies: DialogDependencies;
  readonly #menu: Menu;

  constructor(dependencies: DialogDependencies) {
    super(MAIN_DIALOG);
    this.#dependencies = dependencies;
    this.#menu = new Menu(dependencies.definitions);
    const tools = { dependencies, menu: this.#menu };
    this.addDialog(new WaterfallDialog(ROUTE_WATERFALL, [this.routeStep.bind(this)]));
    this.addDialog(new PendingOperationDialog(dependencies));
    this.addDialog(new HandoffDialog(tools));
    this.addDialog(new SilenceDialog(this.#menu));
    for (const definition of dependencies.definitions) this.addDialog(definition.create(tools));
    this.initialDialogId = ROUTE_WATERFALL;
  }

  get menu(): Menu {
    return this.#menu;
  }

  protected override async onContinueDialog(innerDc: DialogContext): Promise<DialogTurnResult> {
    const { notice, silentForMs } = turnOf(innerDc.context);
    if (notice) return super.onContinueDialog(innerDc);
    if (await this.#explainStaleButton(innerDc)) return Dialog.EndOfTurn;
    const wasSilent = silentForMs > SILENCE_MS && innerDc.activeDialog?.id !== SILENCE_DIALOG;
    return wasSilent ? innerDc.beginDialog(SILENCE_DIALOG) : super.onContinueDialog(innerDc);
  }

  private async routeStep(step: Step): Promise<DialogTurnResult> {
    const { context } = step;
    if (await this.#explainStaleButton(step)) return step.endDialog();
    const text = context.activity.text ?? '';
    const { locale, session } = turnOf(context);
    const command = findCommand(['help', 'menu', 'cancel', 'startOver', 'back', 'agent', 'leaveMessage'], text, locale);
    if (command) return this.#obey(step, command);
    const { dialogId, entities } = this.#dependencies.recognizer.recognize(text, locale);
    const definition = this.#dependencies.definitions.find(
      (candidate) => candidate.id === dialogId || (!dialogId && candidate.continues(entities, context)),
    );
    if (!definition) return this.#chat(step, text);
    delete session.misunderstood;
    return step.beginDialog(definition.id, definition.toDetails(entities, context));
  }

  async #obey(
    step: Step,
    command: 'help' | 'menu' | 'cancel' | 'startOver' | 'back' | 'agent' | 'leaveMessage',
  ): Promise<DialogTurnResult> {
    const { locale, session } = turnOf(step.context);
    const texts = responses('main', locale);
    if (command === 'agent' || command === 'leaveMessage')
      return this.#handOff(step, command === 'agent' ? 'person' : 'message');
    if (command === 'startOver') delete session.order;
    if (command === 'help') await this.#menu.show(step.context, texts.text('help'));
    else if (command === 'cancel') await this.#menu.suggest(step.context, 'nothingToCancel');
    else if (command === 'back') await this.#menu.suggest(step.context, 'nothingBefore');
    else await this.#menu.show(step.context, texts.text(command));
    return step.endDialog();
  }

  #handOff(step: Step, kind: HandoffOptions['kind']): Promise<DialogTurnResult> {
    const { session } = turnOf(step.context);
    const options: HandoffOptions = { kind, reason: 'asked', collected: { ...session.order } };
    return step.beginDialog(HANDOFF_DIALOG, options);
  }

  /** Small talk, and what was not understood. */
  async #chat(step: Step, text: string): Promise<DialogTurnResult> {
    const { context } = step;
    const { locale, session } = turnOf(context);
    const talk = findCommand(SMALL_TALK, text, locale);
    session.misunderstood = talk ? 0 : (session.misunderstood ?? 0) + 1;
    if (await this.#tellRunning(context, text)) return step.endDialog();
    if (talk === 'thanks' || talk === 'bye' || talk === 'no') {
      await context.sendActivity(responses('main', locale).text(talk === 'no' ? 'nothingElse' : talk));
    } else if (talk) await this.#menu.suggest(context, talk === 'greet' ? 'greeting' : 'menu');
    else if (mentions('otherOrderJobs', text, locale)) await this.#menu.offerPerson(context, 'personCan');
    else if (session.misunderstood > MISUNDERSTOOD_LIMIT) await this.#menu.offerPerson(context, 'notUnderstoodAgain');
    else await this.#menu.suggest(context, 'notUnderstood');
    return step.endDialog();
  }

  /** "Hello?" means the look-up that still runs, even when no dialog waits for it any more. */
  async #tellRunning(context: TurnContext, text: string): Promise<boolean> {
    const { conversationKey, locale } = turnOf(context);
    if (!isCommand('anyNews', text, locale)) return false;
    const { operations } = this.#dependencies;
    const running = (await operations.findOpen(conversationKey)).find((operation) => !isSettled(operation));
    if (running) await sendStatus(context, running, this.#dependencies);
    return running !== undefined;
  }

  /** A click on a card whose operation is finished, or which nobody waits for any more, changes nothing. */
  async #explainStaleButton(dc: DialogContext): Promise<boolean> {
    const { context } = dc;
    const value = context.activity.value as { operationId?: unknown } | undefined;
    const operationId = typeof value?.operationId === 'string' ? value.operationId : undefined;
    if (operationId === undefined || findWaiting(dc.stack, operationId) !== 'gone') return false;
    await context.sendActivity(responses('main', turnOf(context).locale).text('staleButton'));
    return true;
  }
}
