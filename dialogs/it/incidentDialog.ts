import type { TurnContext } from 'botbuilder';
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { JobTools } from '../cancelAndHelpDialog';
import { FormDialog } from '../form/formDialog';
import { headlineOf } from '../headline';
import { jobDone } from '../jobResult';
import { offerNews } from '../notifications/offerNews';
import { newsOfRequest } from '../notifications/watchable';
import { operationResult } from '../operation';
import { turnOf } from '../turn';
import { aidSteps, aidTopicOf } from './firstAid';
import { incidentFields, type IncidentDetails } from './incidentFields';
import { withMore } from './incidentMore';
import { guessFrom } from './incidentWords';

export const INCIDENT_DIALOG = 'itIncident';

/** A system's line for it is no longer. */
const LONGEST_SUBJECT = 120;

type Step = WaterfallStepContext<IncidentDetails>;

/** Something is broken: what may help at once; then for whom, how urgent, which device; then the report. */
export class IncidentDialog extends FormDialog<IncidentDetails, 'itIncident'> {
  constructor(tools: JobTools) {
    super(INCIDENT_DIALOG, tools, {
      topic: 'itIncident',
      help: 'help',
      fields: incidentFields,
      review: { title: 'reviewTitle', confirm: 'confirm' },
    });
    this.setSteps('itIncident.v2', [
      this.ask('subject'),
      (step) => this.#guessStep(step),
      (step) => this.#aidStep(step),
      this.ask('helped'),
      (step) => this.#helpedStep(step),
      this.ask('impact'),
      this.ask('urgency'),
      this.ask('device'),
      this.review(),
      (step) => this.#reportStep(step),
      (step) => this.#doneStep(step),
    ]);
  }

  /** What the words give away need not be asked; it can be changed on the card. */
  async #guessStep(step: Step): Promise<DialogTurnResult> {
    const { options } = step;
    if (options.added) await step.context.sendActivity(this.texts(step).text('noted'));
    delete options.added;
    if (options.guessed) return step.next();
    const { locale } = turnOf(step.context);
    const { subject = '' } = options;
    const guess = guessFrom(subject, locale);
    const impact = options.impact ?? guess.impact;
    const urgency = options.urgency ?? guess.urgency ?? (impact === 'company' ? 'high' : undefined);
    const told = { impact, urgency };
    const guessed = (['impact', 'urgency'] as const).filter((name) => told[name] && !options[name]);
    // What hits several people is not put right at one desk; who has seen the card is past trying.
    const mayHelp = impact !== 'team' && impact !== 'company' && !options.reviewId;
    const aid = mayHelp ? aidTopicOf(subject, locale) : undefined;
    Object.assign(options, { guessed, ...(impact && { impact }), ...(urgency && { urgency }), ...(aid && { aid }) });
    return step.next();
  }

  async #aidStep(step: Step): Promise<DialogTurnResult> {
    const { aid, aided, helped } = step.options;
    if (!aid || aided || helped !== undefined) return step.next();
    await step.context.sendActivity(aidSteps(aid, turnOf(step.context).locale));
    step.options.aided = true;
    return step.next();
  }

  async #helpedStep(step: Step): Promise<DialogTurnResult> {
    const { aid, helped, passedOn } = step.options;
    if (helped === false && !passedOn) await step.context.sendActivity(this.texts(step).text('passedOn'));
    if (helped === false) step.options.passedOn = true;
    if (!helped) return step.next();
    await step.context.sendActivity(this.texts(step).text('helpedDone'));
    return step.endDialog(jobDone(`First aid helped (${aid}); nothing was reported`));
  }

  /** Back goes to what was asked, not to what was guessed. */
  protected override withoutLastAnswer(details: IncidentDetails): IncidentDetails | undefined {
    const { guessed = [] } = details;
    const isGuess = ([name]: [string, unknown]) => guessed.some((each) => each === name);
    const entries = Object.entries(details);
    const earlier = super.withoutLastAnswer(Object.fromEntries(entries.filter((entry) => !isGuess(entry))));
    // What was guessed from the problem goes with it.
    return earlier?.subject === undefined ? earlier : { ...Object.fromEntries(entries.filter(isGuess)), ...earlier };
  }

  protected override corrected(
    details: IncidentDetails,
    context: TurnContext,
    waiting = false,
  ): IncidentDetails | undefined {
    const corrected = super.corrected(details, context, waiting);
    return corrected ?? (waiting ? undefined : withMore(details, context, this.dependencies));
  }

  #reportStep(step: Step): Promise<DialogTurnResult> {
    const { subject = '', impact = 'me', urgency = 'medium', device } = step.options;
    const { employee } = turnOf(step.context);
    return this.write(step, 'itsm', 'createIncident', {
      requesterEmail: employee?.email ?? '',
      subject: headlineOf(subject, LONGEST_SUBJECT),
      description: subject,
      impact,
      urgency,
      ...(device && { device }),
    });
  }

  async #doneStep(step: Step): Promise<DialogTurnResult> {
    const { result, shown } = operationResult(step, 'itsm', 'createIncident');
    const { number } = result;
    const texts = this.texts(step);
    if (!shown) await step.context.sendActivity(texts.text('done', { number }));
    const news = await offerNews(step.context, newsOfRequest(result), this.dependencies);
    const check = { title: texts.plain('check', { number }) };
    return step.endDialog(jobDone(`Reported incident ${number}`, [check, ...news]));
  }
}
