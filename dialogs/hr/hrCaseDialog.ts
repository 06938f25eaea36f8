import type { TurnContext } from 'botbuilder';
import { Dialog, type DialogContext, type DialogTurnResult, type WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { JobTools } from '../cancelAndHelpDialog';
import { findCommand } from '../commands';
import { jobDone, type JobResult } from '../jobResult';
import { offerNews } from '../notifications/offerNews';
import { newsOfHrCase } from '../notifications/watchable';
import { operationResult } from '../operation';
import { turnOf } from '../turn';
import { confidentialContact, hrContact } from './contact';
import { HrForm } from './employee';
import { hrCaseFields, isSensitive, toSubject, type HrCaseDetails } from './hrCaseFields';
import { asksWhoReads, withMore } from './hrCaseMore';
import { hrCaseNotes } from './hrCaseNotes';

export const HR_CASE_DIALOG = 'hrCase';

type Step = WaterfallStepContext<HrCaseDetails>;

/** Writes to HR. What is told here goes to HR and to nobody else: nothing of it is collected for another hand-over. */
export class HrCaseDialog extends HrForm<HrCaseDetails, 'hrCase'> {
  constructor(tools: JobTools) {
    super(HR_CASE_DIALOG, tools, {
      topic: 'hrCase',
      help: 'help',
      fields: hrCaseFields,
      review: { title: 'reviewTitle', confirm: 'confirm', notes: hrCaseNotes },
    });
    this.setSteps('hrCase.v1', [
      (step) => this.#welcomeStep(step),
      this.ask('description'),
      (step) => this.#guessStep(step),
      this.ask('subject'),
      this.ask('confidential'),
      this.review(),
      (step) => this.#openStep(step),
      (step) => this.#doneStep(step),
    ]);
  }

  /** Whoever wants a person, or to know who reads it, is told so, and keeps what was written so far. */
  protected override async onContinueDialog(innerDc: DialogContext): Promise<DialogTurnResult> {
    const { context } = innerDc;
    const { session } = turnOf(context);
    const told = this.#aboutHr(context);
    if (!told) return super.onContinueDialog(innerDc);
    session.confidential = true;
    await context.sendActivity(told);
    await innerDc.repromptDialog();
    return Dialog.EndOfTurn;
  }

  #aboutHr(context: TurnContext): string | undefined {
    const { notice, locale } = turnOf(context);
    const text = context.activity.text ?? '';
    if (notice) return undefined;
    if (asksWhoReads(text, locale)) return responses('hrCase', locale).text('whoReads');
    return findCommand(['agent', 'leaveMessage'], text, locale) && confidentialContact(this.dependencies, locale);
  }

  protected override corrected(details: HrCaseDetails, context: TurnContext, waiting = false) {
    const corrected = super.corrected(details, context, waiting);
    return corrected ?? (waiting ? undefined : withMore(details, context, this.dependencies));
  }

  /** Whoever comes with a grave matter hears first who reads it, and whom they can speak to. */
  async #welcomeStep(step: Step): Promise<DialogTurnResult> {
    const { options } = step;
    options.email = turnOf(step.context).employee?.email ?? '';
    if (options.enrols) await step.context.sendActivity(this.texts(step).text('enrolByHr'));
    delete options.enrols;
    if (options.confidential !== 'yes' || options.welcomed) return step.next();
    options.welcomed = true;
    const contact = hrContact(this.dependencies, turnOf(step.context).locale);
    await step.context.sendActivity(`${this.texts(step).text('welcomeConfidential')} ${contact}`);
    return step.next();
  }

  /** The title is taken from the matter, and grave words make it confidential; both stand on the card. */
  async #guessStep(step: Step): Promise<DialogTurnResult> {
    const { options } = step;
    if (options.added) await step.context.sendActivity(this.texts(step).text('noted'));
    delete options.added;
    const { description = '', guessed } = options;
    if (guessed) return step.next();
    options.guessed = true;
    options.subject ??= toSubject(description);
    if (isSensitive(description, turnOf(step.context).locale)) options.confidential ??= 'yes';
    return step.next();
  }

  #openStep(step: Step): Promise<DialogTurnResult> {
    const { email = '', subject = '', description = '', confidential } = step.options;
    return this.write(step, 'hr', 'openHrCase', {
      employeeEmail: email,
      subject,
      description,
      confidential: confidential !== 'no',
    });
  }

  async #doneStep(step: Step): Promise<DialogTurnResult> {
    const { result, shown } = operationResult(step, 'hr', 'openHrCase');
    const { email = '', confidential } = step.options;
    const values = { number: result.number, email };
    const contact = hrContact(this.dependencies, turnOf(step.context).locale);
    const text = this.texts(step).text(confidential === 'no' ? 'done' : 'doneConfidential', values);
    if (!shown) await step.context.sendActivity(`${text} ${contact}`);
    // What is confidential does not light up on a screen later.
    const record = confidential === 'no' ? newsOfHrCase(result) : undefined;
    const news = await offerNews(step.context, record, this.dependencies);
    return step.endDialog({ ...jobDone('Opened a case for HR', news), withoutFeedback: true } satisfies JobResult);
  }

  protected override collected(): Record<string, string> {
    return {};
  }

  /** The title was not asked for: it goes with what it was taken from. */
  protected override withoutLastAnswer(details: HrCaseDetails): HrCaseDetails | undefined {
    const { subject: _title, guessed: _again, ...others } = details;
    return super.withoutLastAnswer(others);
  }
}
