import {
  WaterfallDialog,
  type DialogContext,
  type DialogTurnResult,
  type WaterfallStepContext,
} from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import { CancelAndHelpDialog, type JobTools } from '../cancelAndHelpDialog';
import { suggest } from '../choices';
import { route } from '../routing';
import { turnOf } from '../turn';
import { SIGN_IN_DIALOG, SIGN_IN_PROMPT, type EmployeeSignIn, type Job, type SignInOptions } from './signIn';
import { SignInPrompt, type SignInOutcome } from './signInPrompt';

const WATERFALL = 'signIn.v1';

type Step = WaterfallStepContext<SignInOptions>;

/** What the dialog ends with: the job that takes its place. */
interface GoesOn {
  goesOn: Job;
}

/** Finds out which employee it is, and goes on with what they asked for. */
export class SignInDialog extends CancelAndHelpDialog<SignInOptions> {
  constructor(tools: JobTools, signIn: EmployeeSignIn) {
    super(SIGN_IN_DIALOG, tools);
    this.addDialog(new SignInPrompt(tools.dependencies, signIn));
    this.addDialog(
      new WaterfallDialog<SignInOptions>(WATERFALL, [
        (step) => step.beginDialog(SIGN_IN_PROMPT),
        (step) => this.#doneStep(step),
      ]),
    );
    this.initialDialogId = WATERFALL;
  }

  protected override endComponent(outerDc: DialogContext, result: unknown): Promise<DialogTurnResult> {
    const { goesOn } = (result ?? {}) as Partial<GoesOn>;
    return goesOn ? outerDc.replaceDialog(goesOn.id, goesOn.details) : super.endComponent(outerDc, result);
  }

  async #doneStep(step: Step): Promise<DialogTurnResult> {
    const { signedIn, failed = 'unavailable', instead } = step.result as SignInOutcome;
    const { job } = step.options;
    if (instead) return step.replaceDialog(WATERFALL, { job: instead });
    if (signedIn) return this.#goOn(step, signedIn, job);
    const next = failed === 'timedOut' ? this.#askedFor(step) : undefined;
    return next ? goOnWith(step, next) : this.#tellWhyNot(step, failed);
  }

  async #goOn(step: Step, how: SignInOutcome['signedIn'], job: Job | undefined): Promise<DialogTurnResult> {
    const { employee, locale } = turnOf(step.context);
    const text = responses('signIn', locale).text('signedIn', { email: employee?.email ?? '' });
    if (!job) await this.menu.show(step.context, text);
    else if (how === 'byCard') await step.context.sendActivity(text);
    return job ? goOnWith(step, job) : step.endDialog();
  }

  /** Whoever asks for something else after a long time is not told about a sign-in that they have forgotten. */
  #askedFor({ context }: Step): Job | undefined {
    const { definition, message } = route(context, this.dependencies);
    return definition && { id: definition.id, details: definition.toDetails(message, this.dependencies) };
  }

  async #tellWhyNot(step: Step, failed: NonNullable<SignInOutcome['failed']>): Promise<DialogTurnResult> {
    const { locale } = turnOf(step.context);
    const job = this.dependencies.definitions.find(({ id }) => id === step.options.job?.id);
    const again = job && responses('main', locale).plain(job.title);
    const person = responses('common', locale).plain('button.talkToPerson');
    const choices = [...(again ? [again] : []), person].map((title) => ({ title }));
    await suggest(step.context, responses('signIn', locale).text(`failed.${failed}`), choices);
    return step.endDialog();
  }

  protected helpText(locale: string): string {
    return responses('signIn', locale).text('help');
  }

  protected collected(): Record<string, string> {
    return {};
  }

  protected withoutLastAnswer(): undefined {
    return undefined;
  }

  protected corrected(): undefined {
    return undefined;
  }
}

function goOnWith(step: Step, job: Job): Promise<DialogTurnResult> {
  const result: GoesOn = { goesOn: job };
  return step.endDialog(result);
}
