import type { StatePropertyAccessor, TurnContext } from 'botbuilder';
import { DialogSet, type DialogContext, type DialogState } from 'botbuilder-dialogs';
import { responses } from '../resources/responses';
import { isOffered, resolveChoice } from './choices';
import type { DialogDependencies } from './dialogDependencies';
import { titlesBeside } from '.';
import { MAIN_DIALOG, MainDialog, type MainOptions } from './mainDialog';
import { ERASED_VERSION } from '../services/privacy/erasedState';
import { isSettled, type Operation } from '../services/operations/operation';
import type { Menu } from './menu';
import { followLanguage } from './followLanguage';
import { presentFailure, presentLate } from './lateAnswers';
import { LiveTalk } from './people/liveTalk';
import { repromptLeaf } from './repromptLeaf';
import { SILENCE_MS, forget } from './session';
import { closeSpentCards } from './shownCards';
import type { CarriedJob } from './signIn/goPersonal';
import { SIGN_IN_PROMPT } from './signIn/signIn';
import { offerTicketForFile } from './tickets/loneFile';
import { turnOf } from './turn';
import { findWaiting, leafOf } from './waitingDialogs';

/** Nobody types more than that; a novel is answered, not searched. */
const LONGEST_MESSAGE = 2_000;

/** A dialog state with the version of the dialogs that wrote it. */
export type VersionedDialogState = DialogState & { version?: string };

/** Runs the dialogs: for a message of the user, or to tell something about an operation. */
export class BotDialogs {
  readonly #main: MainDialog;
  readonly #accessor: StatePropertyAccessor<VersionedDialogState>;
  readonly #dependencies: DialogDependencies;
  readonly #dialogs: DialogSet;
  readonly #version: string;
  readonly #live: LiveTalk;
  readonly #missingJobs: ReturnType<typeof titlesBeside>;

  constructor(accessor: StatePropertyAccessor<VersionedDialogState>, dependencies: DialogDependencies) {
    this.#main = new MainDialog(dependencies);
    this.#accessor = accessor;
    this.#dependencies = dependencies;
    this.#dialogs = new DialogSet(accessor).add(this.#main);
    this.#version = this.#main.getVersion();
    this.#live = new LiveTalk(dependencies);
    this.#missingJobs = titlesBeside(dependencies.definitions);
  }

  get menu(): Menu {
    return this.#main.menu;
  }

  /** Answers a message, whatever is in it. */
  async answer(context: TurnContext): Promise<void> {
    const { session, silentForMs } = turnOf(context);
    turnOf(context).missingJobs = this.#missingJobs;
    if (silentForMs > SILENCE_MS) forget(session);
    followLanguage(context, this.#dependencies.recognizer);
    const outcome = await this.#live.answer(context);
    // Whatever was asked before a person came is not asked any more.
    if (outcome !== 'none') await this.reset(context);
    if (outcome !== 'served') await this.#answerByBot(context);
    await this.#closeSpentCards(context);
  }

  async #answerByBot(context: TurnContext): Promise<void> {
    const { session, masked, locale } = turnOf(context);
    const { activity } = context;
    const text = (activity.text ?? '').trim();
    const isBusy = await this.#isBusy(context);
    const unreadable =
      session.expectsFile && activity.attachments?.length ? undefined : this.#whyUnreadable(context, text);
    delete session.expectsFile;
    if (unreadable) return this.#explainUnreadable(context, unreadable);
    if (masked.length > 0) await context.sendActivity(responses('main', locale).text('masked'));
    turnOf(context).offered = isOffered(session, text);
    context.activity.text = resolveChoice(session, text, locale);
    delete session.choices;
    // What answers a question stays here; only what opens a conversation is worth asking a service about.
    if (!isBusy) await this.#dependencies.recognizer.prepare?.(context.activity.text, locale);
    const dc = await this.#createContext(context, true);
    if (dc.activeDialog) await dc.continueDialog();
    else await dc.beginDialog(MAIN_DIALOG);
  }

  async #isBusy(context: TurnContext): Promise<boolean> {
    const { dialogStack } = await this.#accessor.get(context, { dialogStack: [] });
    return dialogStack.length > 0;
  }

  /** Tells something about an operation: in the dialog that waits for it, or plainly when none does. */
  async tell(context: TurnContext): Promise<void> {
    await this.#tell(context);
    await this.#closeSpentCards(context);
  }

  async #closeSpentCards(context: TurnContext): Promise<void> {
    const { dialogStack } = await this.#accessor.get(context, { dialogStack: [] });
    await closeSpentCards(context, dialogStack);
  }

  async #tell(context: TurnContext): Promise<void> {
    const { notice, told } = turnOf(context);
    turnOf(context).missingJobs = this.#missingJobs;
    if (!notice) throw new Error('nothing to tell');
    const { kind } = notice;
    // Read again: the turn before this one may have told it, called it off or learned more.
    const operation = await this.#dependencies.operations.find(notice.operation.id);
    if (!operation || operation.closedAt !== undefined || (kind !== 'outcome' && isSettled(operation))) return;
    notice.operation = operation;
    if (this.#isNobodysHere(context, operation)) return void told.add(operation.id);
    const dc = await this.#createContext(context, false);
    // While a person is there, no dialog goes on: what is found is told plainly.
    const place = (await this.#live.isLive(context)) ? 'gone' : findWaiting(dc.stack, operation.id);
    if (place === 'active') return void (await dc.continueDialog());
    if (kind !== 'outcome') return;
    if (operation.state === 'succeeded') await presentLate(context, operation, this.#dependencies);
    else if (operation.state !== 'cancelled') await presentFailure(context, operation, this.#dependencies);
    told.add(operation.id);
  }

  /** What an employee asked is told in no chat that has become somebody else's. */
  #isNobodysHere(context: TurnContext, { dialogId, state }: Operation): boolean {
    const definition = this.#dependencies.definitions.find(({ id }) => id === dialogId);
    return state === 'succeeded' && definition?.audience === 'employees' && !turnOf(context).employee;
  }

  /** Takes what a channel tells of a sign-in to the dialog that waits for it; where none waits, nothing happens. */
  async continueSignIn(context: TurnContext): Promise<void> {
    const dc = await this.#createContext(context, false);
    if (leafOf(dc.stack)?.id === SIGN_IN_PROMPT) await dc.continueDialog();
  }

  /** Begins what was asked for where others read along; whatever is open here goes on afterwards. */
  async beginCarried(
    context: TurnContext,
    { job, title, timeZone, language }: CarriedJob,
    taskId: string,
  ): Promise<void> {
    const turn = turnOf(context);
    if (turn.session.carried === taskId) return;
    turn.session.carried = taskId;
    const texts = responses('personal', turn.locale);
    if (await this.#live.isLive(context)) return void (await context.sendActivity(texts.text('whileLive', { title })));
    if (language) turn.session.language = language;
    if (timeZone) turn.session.timeZone = turn.timeZone = timeZone;
    if (turn.silentForMs > SILENCE_MS) await this.reset(context);
    await context.sendActivity(texts.text('here', { title }));
    let dc = await this.#createContext(context, false);
    if (!dc.activeDialog) return void (await dc.beginDialog(MAIN_DIALOG, { job } satisfies MainOptions));
    for (let child = dc.child; child; child = dc.child) dc = child;
    await dc.beginDialog(job.id, job.details);
  }

  /** Undoes what a dialog had counted on an answer for. */
  async forgetUnanswered(operation: Operation): Promise<void> {
    const definition = this.#dependencies.definitions.find(({ id }) => id === operation.dialogId);
    await definition?.forgetUnanswered?.(operation, this.#dependencies);
  }

  /** Forgets what was going on, so that the conversation can be used again. */
  async reset(context: TurnContext): Promise<void> {
    await this.#accessor.set(context, { dialogStack: [] });
  }

  async #createContext(context: TurnContext, sayWhenUpdated: boolean): Promise<DialogContext> {
    const state = await this.#accessor.get(context, { dialogStack: [] });
    if (state.version !== this.#version && state.dialogStack.length > 0) {
      state.dialogStack = [];
      const why = state.version === ERASED_VERSION ? 'erased' : 'updated';
      if (sayWhenUpdated) await context.sendActivity(responses('common', turnOf(context).locale).text(why));
    }
    state.version = this.#version;
    return this.#dialogs.createContext(context);
  }

  /** What cannot be read is no answer: the question stays open, and is asked again. */
  async #explainUnreadable(context: TurnContext, why: 'attachment' | 'empty' | 'tooLong'): Promise<void> {
    const dc = await this.#createContext(context, true);
    if (why === 'attachment' && !dc.activeDialog && (await offerTicketForFile(context, this.#dependencies))) return;
    await context.sendActivity(responses('main', turnOf(context).locale).text(why));
    if (dc.activeDialog) await repromptLeaf(dc);
  }

  #whyUnreadable({ activity }: TurnContext, text: string): 'attachment' | 'empty' | 'tooLong' | undefined {
    if (text.length > LONGEST_MESSAGE) return 'tooLong';
    if (text !== '' || activity.value) return undefined;
    return activity.attachments?.length ? 'attachment' : 'empty';
  }
}
