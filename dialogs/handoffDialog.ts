import { EventFactory, type TurnContext } from 'botbuilder';
import { WaterfallDialog, type DialogTurnResult, type WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../resources/responses';
import { isOpen, nextOpening } from '../services/company/businessHours';
import type { Handoff } from '../services/handoff/handoffStore';
import { normalizeEmail } from '../services/verification/normalize';
import { CancelAndHelpDialog, type JobTools } from './cancelAndHelpDialog';
import { takesEvents } from './channels';
import { findCommand } from './commands';
import { HANDED_OVER, HANDOFF_DIALOG, type HandoffOptions } from './handoff';
import { formatMoment } from './format';
import { otherContact } from './pendingOperationTexts';
import { createDetailPrompt, type DetailAnswer } from './prompts/detailPrompt';
import { likelyEmail } from './identity';
import { turnOf } from './turn';

const WATERFALL = 'handoff.v1';
const MESSAGE_PROMPT = 'handoff.message';
const EMAIL_PROMPT = 'handoff.email';

type Step = WaterfallStepContext<HandoffOptions>;

/** Gets a person, or takes a message when nobody is there: both are recorded before the user is told. */
export class HandoffDialog extends CancelAndHelpDialog<HandoffOptions> {
  constructor(tools: JobTools) {
    super(HANDOFF_DIALOG, tools);
    this.addDialog(createDetailPrompt(MESSAGE_PROMPT, toMessage));
    this.addDialog(createDetailPrompt(EMAIL_PROMPT, normalizeEmail));
    this.addDialog(
      new WaterfallDialog<HandoffOptions>(WATERFALL, [
        this.personStep.bind(this),
        this.askMessageStep.bind(this),
        this.askEmailStep.bind(this),
        this.recordStep.bind(this),
      ]),
    );
    this.initialDialogId = WATERFALL;
  }

  private async personStep(step: Step): Promise<DialogTurnResult> {
    const { company, clock } = this.dependencies;
    const { locale, timeZone } = turnOf(step.context);
    if (step.options.kind === 'message') return step.next();
    const zone = company.COMPANY_TIME_ZONE;
    if (isOpen(company.BUSINESS_HOURS, zone, clock.now())) return this.#callPerson(step);
    const opening = formatMoment(nextOpening(company.BUSINESS_HOURS, zone, clock.now()), {
      locale,
      timeZone: timeZone ?? zone,
    });
    await this.#say(step.context, responses('handoff', locale).text('closed', { opening }));
    return step.next();
  }

  private askMessageStep(step: Step): Promise<DialogTurnResult> {
    const texts = responses('handoff', turnOf(step.context).locale);
    return step.prompt(MESSAGE_PROMPT, { prompt: texts.text('askMessage'), retryPrompt: texts.text('retryMessage') });
  }

  private askEmailStep(step: Step): Promise<DialogTurnResult> {
    const { locale } = turnOf(step.context);
    const texts = responses('handoff', locale);
    step.options.message = (step.result as DetailAnswer) ?? '';
    const known = likelyEmail(step.context);
    if (known) return step.next(known);
    return step.prompt(EMAIL_PROMPT, { prompt: texts.text('askEmail'), retryPrompt: texts.text('retryEmail') });
  }

  /** A message is kept even when there is no address to answer to: it may be read, and the user is told how to reach us. */
  private async recordStep(step: Step): Promise<DialogTurnResult> {
    const texts = responses('handoff', turnOf(step.context).locale);
    const email = step.result as DetailAnswer;
    if (!step.options.message) {
      await this.#say(step.context, texts.text('wayOut'));
      return step.endDialog();
    }
    if (email) step.options.email = email;
    const { handoff } = await this.#record(step.context, { ...step.options, kind: 'message' });
    const values = { reference: handoff.id, email: email ?? '' };
    await this.#say(step.context, texts.text(email ? 'messageTaken' : 'messageTakenWithoutEmail', values));
    return step.endDialog(HANDED_OVER);
  }

  async #callPerson(step: Step): Promise<DialogTurnResult> {
    const texts = responses('handoff', turnOf(step.context).locale);
    const { handoff, isNew } = await this.#record(step.context, step.options);
    await this.#say(step.context, texts.text(isNew ? 'person' : 'again', { reference: handoff.id }));
    return step.endDialog(HANDED_OVER);
  }

  /** Stores the hand-over and announces it to channels that know how to route one. */
  async #record(context: TurnContext, options: HandoffOptions): Promise<{ handoff: Handoff; isNew: boolean }> {
    const { handoffs, transcripts } = this.dependencies;
    const { conversationKey, reference } = turnOf(context);
    const transcript = await transcripts.read(conversationKey);
    const email = options.email ?? likelyEmail(context);
    const draft = { ...options, conversationKey, reference, transcript, ...(email && { email }) };
    const opened = await handoffs.open(draft);
    // Teams answers 400 to any event (botframework-sdk #5920); what is recorded must not end in an apology.
    if (opened.isNew && takesEvents(context.activity.channelId)) {
      const { id, reason, kind } = opened.handoff;
      await context.sendActivity(EventFactory.createHandoffInitiation(context, { reference: id, reason, kind }));
    }
    return opened;
  }

  /** Every hand-over tells how else the company is reached. */
  async #say(context: TurnContext, text: string): Promise<void> {
    await context.sendActivity(`${text}\n\n${otherContact(this.dependencies, turnOf(context).locale)}`);
  }

  protected helpText(locale: string): string {
    return responses('handoff', locale).text('help');
  }

  protected collected(details: HandoffOptions): Record<string, string> {
    return details.collected;
  }

  protected withoutLastAnswer(details: HandoffOptions): HandoffOptions | undefined {
    if (details.message === undefined) return undefined;
    const { message: _forgotten, ...earlier } = details;
    return { ...earlier, kind: 'message' };
  }

  protected corrected(): undefined {
    return undefined;
  }
}

/** Words of politeness alone are no message. */
function toMessage(text: string, locale: string): string | undefined {
  const isTalk = findCommand(['thanks', 'yes', 'no', 'greet', 'bye', 'filler'], text, locale) !== undefined;
  return isTalk ? undefined : text.trim() || undefined;
}
