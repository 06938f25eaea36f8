import { ActivityTypes, type TurnContext } from 'botbuilder';
import {
  ComponentDialog,
  Dialog,
  WaterfallDialog,
  type DialogContext,
  type DialogTurnResult,
  type WaterfallStepContext,
} from 'botbuilder-dialogs';
import { responses } from '../resources/responses';
import { suggest } from './choices';
import { isShared } from './channels';
import { findCommand, isCommand } from './commands';
import { Conversation } from './conversation';
import type { DialogDependencies } from './dialogDependencies';
import { HANDOFF_DIALOG, type HandoffOptions } from './handoff';
import { isJobDone } from './jobResult';
import { Menu } from './menu';
import { stopByButton, stopNotifications } from './notifications/stopNotifications';
import { FEEDBACK_DIALOG, feedbackDue, isNotFeedback } from './people/feedbackDialog';
import { matterForPerson } from './people/personWish';
import { PendingOperationDialog } from './pendingOperationDialog';
import { repromptLeaf } from './repromptLeaf';
import { behindSignIn, route } from './routing';
import { SILENCE_MS } from './session';
import { findShownCard } from './shownCards';
import { goPersonal, tellWhereToSignOut } from './signIn/goPersonal';
import { SIGN_IN_DIALOG, type Job } from './signIn/signIn';
import { SignInDialog } from './signIn/signInDialog';
import { signOut } from './signIn/signOut';
import { forgetWhoIsHere, tellWhoIsHere } from './signIn/whoIsHere';
import { SILENCE_DIALOG, SilenceDialog } from './silenceDialog';
import { isClick, turnOf } from './turn';
import { VerificationDialog } from './verification/verificationDialog';
import { findReview, findWaiting } from './waitingDialogs';

export const MAIN_DIALOG = 'main';
const ROUTE_WATERFALL = 'main.route.v3';
const COMMANDS = ['help', 'menu', 'cancel', 'startOver', 'back', 'agent', 'leaveMessage', 'backToBot'] as const;
const SIGN_IN_COMMANDS = ['signIn', 'signOut', 'whoAmI'] as const;

/** What the root is begun with. */
export interface MainOptions {
  /** A job that was asked for elsewhere. */
  job?: Job;
}

type Step = WaterfallStepContext<MainOptions>;

/** The root: sends each message to the dialog that does the job, and lets the conversation answer what belongs to none. */
export class MainDialog extends ComponentDialog {
  readonly #dependencies: DialogDependencies;
  readonly #menu: Menu;
  readonly #conversation: Conversation;

  constructor(dependencies: DialogDependencies) {
    super(MAIN_DIALOG);
    this.#dependencies = dependencies;
    this.#menu = new Menu(dependencies.definitions);
    this.#conversation = new Conversation(dependencies, this.#menu);
    const tools = { dependencies, menu: this.#menu };
    const steps = [this.routeStep.bind(this), this.afterJobStep.bind(this), this.afterFeedbackStep.bind(this)];
    this.addDialog(new WaterfallDialog(ROUTE_WATERFALL, steps));
    this.addDialog(new PendingOperationDialog(dependencies));
    this.addDialog(new VerificationDialog(tools));
    const { signIn } = dependencies;
    if (signIn) this.addDialog(new SignInDialog(tools, signIn));
    this.addDialog(new SilenceDialog(this.#menu, dependencies, ROUTE_WATERFALL));
    for (const definition of dependencies.definitions) this.addDialog(definition.create(tools));
    this.initialDialogId = ROUTE_WATERFALL;
  }

  get menu(): Menu {
    return this.#menu;
  }

  protected override async onContinueDialog(innerDc: DialogContext): Promise<DialogTurnResult> {
    const { notice, silentForMs } = turnOf(innerDc.context);
    const isMessage = innerDc.context.activity.type === String(ActivityTypes.Message);
    if (notice || !isMessage) return super.onContinueDialog(innerDc);
    if (await signOut(innerDc.context, this.#dependencies)) return innerDc.cancelAllDialogs(true);
    if (await this.#explainStaleButton(innerDc)) return Dialog.EndOfTurn;
    if (await stopByButton(innerDc.context, this.#dependencies)) {
      await repromptLeaf(innerDc);
      return Dialog.EndOfTurn;
    }
    // Nobody is asked whether to go on with a question that was only a courtesy.
    const isCourtesy = innerDc.activeDialog?.id === FEEDBACK_DIALOG;
    const wasSilent = silentForMs > SILENCE_MS && innerDc.activeDialog?.id !== SILENCE_DIALOG && !isCourtesy;
    return wasSilent ? innerDc.beginDialog(SILENCE_DIALOG) : super.onContinueDialog(innerDc);
  }

  private async routeStep(step: Step): Promise<DialogTurnResult> {
    const { context } = step;
    const { job } = step.options;
    if (job) return step.beginDialog(job.id, job.details);
    if (await this.#explainStaleButton(step)) return step.endDialog();
    if (await signOut(context, this.#dependencies)) return step.endDialog();
    if (await stopByButton(context, this.#dependencies)) return step.endDialog();
    const { locale, session, silentForMs } = turnOf(context);
    // Only here: until a dialog with HR has ended, what is said belongs to it.
    if (silentForMs > SILENCE_MS) delete session.confidential;
    const isStop = isCommand('stopAlerts', context.activity.text ?? '', locale);
    if (isStop && (await stopNotifications(context, this.#dependencies))) return step.endDialog();
    const command = findCommand(COMMANDS, context.activity.text ?? '', locale);
    if (command) return this.#obey(step, command);
    const signing = findCommand(SIGN_IN_COMMANDS, context.activity.text ?? '', locale);
    if (signing && (this.#dependencies.signIn || signing !== 'signIn')) return this.#sign(step, signing);
    const found = route(context, this.#dependencies);
    if (found.message.intent === 'human') return this.#handOff(step, 'person');
    const definition = found.definition ?? behindSignIn(found.message, this.#dependencies);
    if (!definition) {
      await this.#conversation.answer(context, found);
      return step.endDialog();
    }
    delete session.misunderstood;
    return step.beginDialog(definition.id, definition.toDetails(found.message, this.#dependencies));
  }

  /** A job that did what it was asked for is followed by the question how it was, or by what fits next. */
  private async afterJobStep(step: Step): Promise<DialogTurnResult> {
    const { locale } = turnOf(step.context);
    const result: unknown = step.result;
    if (!isJobDone(result)) return step.endDialog(result);
    const person = { title: responses('common', locale).plain('button.talkToPerson') };
    const next = result.next?.length ? result.next : [person];
    const feedback = result.withoutFeedback
      ? undefined
      : await feedbackDue(step.context, { job: result.summary, next }, this.#dependencies);
    if (feedback) return step.beginDialog(FEEDBACK_DIALOG, feedback);
    await suggest(step.context, responses('main', locale).text('anythingElse'), next);
    return step.endDialog(result);
  }

  /** Whatever is no feedback is served as if nothing had been asked. */
  private afterFeedbackStep(step: Step): Promise<DialogTurnResult> {
    return isNotFeedback(step.result) ? step.replaceDialog(ROUTE_WATERFALL) : step.endDialog();
  }

  async #obey(step: Step, command: (typeof COMMANDS)[number]): Promise<DialogTurnResult> {
    const { locale, session } = turnOf(step.context);
    const texts = responses('main', locale);
    if (command === 'agent' || command === 'leaveMessage')
      return this.#handOff(step, command === 'agent' ? 'person' : 'message');
    if (command === 'startOver') delete session.order;
    if (command === 'help') await this.#menu.help(step.context);
    else if (command === 'cancel') await this.#menu.suggest(step.context, 'nothingToCancel');
    else if (command === 'back') await this.#menu.suggest(step.context, 'nothingBefore');
    else await this.#menu.show(step.context, texts.text(command));
    return step.endDialog();
  }

  async #sign(step: Step, command: (typeof SIGN_IN_COMMANDS)[number]): Promise<DialogTurnResult> {
    const { context } = step;
    const { session } = turnOf(context);
    const canSignIn = this.#dependencies.signIn !== undefined;
    if (canSignIn && isShared(context.activity)) return this.#signPersonally(step, command);
    if (command === 'signIn' && !session.signIn) return step.beginDialog(SIGN_IN_DIALOG, {});
    if (command === 'signOut') await forgetWhoIsHere(context, canSignIn);
    else await tellWhoIsHere(context, canSignIn);
    return step.endDialog();
  }

  /** Where others read along nobody is signed in; the personal chat knows who is. */
  async #signPersonally(step: Step, command: (typeof SIGN_IN_COMMANDS)[number]): Promise<DialogTurnResult> {
    const { context } = step;
    if (command === 'signIn') await goPersonal(context, { id: SIGN_IN_DIALOG, details: {} }, this.#dependencies);
    else await tellWhereToSignOut(context, this.#dependencies);
    return step.endDialog();
  }

  #handOff(step: Step, kind: HandoffOptions['kind']): Promise<DialogTurnResult> {
    const { session, locale } = turnOf(step.context);
    const message = matterForPerson(step.context.activity.text ?? '', locale);
    const collected = { ...session.order };
    const options: HandoffOptions = { kind, reason: 'asked', collected, ...(message && { message }) };
    return step.beginDialog(HANDOFF_DIALOG, options);
  }

  /** A click on a card that is finished, or that something else comes before, changes nothing. */
  async #explainStaleButton(dc: DialogContext): Promise<boolean> {
    const { context } = dc;
    const { operationId, reviewId } = buttonOf(context);
    const places = [
      operationId === undefined ? 'active' : findWaiting(dc.stack, operationId),
      reviewId === undefined ? 'active' : findReview(dc.stack, reviewId),
    ];
    const gone = isShared(context.activity) ? 'othersButton' : 'staleButton';
    const key = places.includes('gone') ? gone : places.includes('suspended') ? 'laterButton' : undefined;
    const { locale, session } = turnOf(context);
    // Where the click itself is answered with the card as it stands, no more need be said.
    const isShown = isClick(context) && findShownCard(session, buttonOf(context))?.closed === true;
    if (key && !isShown) await context.sendActivity(responses('main', locale).text(key));
    return key !== undefined;
  }
}

/** Which card a button belongs to; what comes from a channel may be anything. */
function buttonOf({ activity }: TurnContext): { operationId?: string; reviewId?: string } {
  const value = (activity.value ?? {}) as { operationId?: unknown; reviewId?: unknown };
  return {
    ...(typeof value.operationId === 'string' && { operationId: value.operationId }),
    ...(typeof value.reviewId === 'string' && { reviewId: value.reviewId }),
  };
}
