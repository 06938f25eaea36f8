import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { LeadDesk } from '../../services/leads/leadDesk';
import type { LeadDraft } from '../../services/ports/crm';
import type { JobTools } from '../cancelAndHelpDialog';
import { suggest } from '../choices';
import { readName } from '../entities/personName';
import { FormDialog } from '../form/formDialog';
import { jobDone } from '../jobResult';
import { occasionOf } from '../noteInteraction';
import { operationResult, type OperationOutcome } from '../operation';
import { otherContact } from '../pendingOperationTexts';
import { turnOf } from '../turn';
import { DECLINED, leadFields, type LeadDetails } from './leadFields';

export const LEAD_CAPTURE_DIALOG = 'leadCapture';

/** For the record of the conversation. */
const SUMMARY = 'Asked for an offer';
/** The result of the step that handed the lead in. */
const PASSED_ON = 'passed on';

/** Only what the CRM has is called done. */
const THANKS = {
  done: { email: 'doneEmail', phone: 'donePhone', phoneAt: 'donePhoneTime' },
  passedOn: { email: 'passedOnEmail', phone: 'passedOnPhone', phoneAt: 'passedOnPhoneTime' },
} as const;

type Step = WaterfallStepContext<LeadDetails>;

/** Somebody wants an offer: for what, who they are, how they are reached, and whether we may. */
export class LeadCaptureDialog extends FormDialog<LeadDetails, 'leadCapture'> {
  constructor(tools: JobTools) {
    super(LEAD_CAPTURE_DIALOG, tools, {
      topic: 'leadCapture',
      help: 'help',
      fields: leadFields(tools.dependencies.company.COMPANY_REGION),
      review: { title: 'reviewTitle', confirm: 'confirm' },
    });
    this.setSteps('leadCapture.v1', [
      this.ask('interest'),
      this.ask('name'),
      this.ask('company'),
      this.ask('email'),
      this.ask('phone'),
      this.ask('preferredTime'),
      (step) => this.#wordingStep(step),
      this.ask('consent'),
      (step) => this.#consentStep(step),
      this.review(),
      (step) => (this.dependencies.leads ? this.#passOnStep(step, this.dependencies.leads) : this.#writeStep(step)),
      (step) => this.#doneStep(step),
    ]);
  }

  /** What is shown is what is stored: once agreed to, it stays as it was read. */
  #wordingStep(step: Step): Promise<DialogTurnResult> {
    const { COMPANY_NAME: company, COMPANY_EMAIL: email } = this.dependencies.company;
    if (!step.options.consent) step.options.wording = this.texts(step).plain('consentWording', { company, email });
    return step.next();
  }

  async #consentStep(step: Step): Promise<DialogTurnResult> {
    if (step.options.consent !== DECLINED) return step.next();
    const { locale } = turnOf(step.context);
    const text = `${this.texts(step).text('declined')}\n\n${otherContact(this.dependencies, locale)}`;
    await suggest(step.context, text, [{ title: responses('common', locale).plain('button.talkToPerson') }]);
    return step.endDialog();
  }

  #draft(step: Step): LeadDraft {
    const { name = '', company, email = '', phone, interest = '', preferredTime } = step.options;
    const { wording = '', consent: at = '' } = step.options;
    const { first, last } = readName(name) ?? {};
    return {
      ...(first && last && { firstName: first }),
      lastName: last ?? name,
      company: company ?? this.texts(step).plain('noCompany'),
      email,
      ...(phone && { phone }),
      interest,
      ...(phone && preferredTime && { preferredTime }),
      consent: { wording, at },
    };
  }

  #writeStep(step: Step): Promise<DialogTurnResult> {
    return this.write(step, 'crm', 'createLead', this.#draft(step));
  }

  /** Hands the lead in before a word is said of it; it is made in the CRM later. */
  async #passOnStep(step: Step, leads: LeadDesk): Promise<DialogTurnResult> {
    const { reviewId } = step.options;
    if (!reviewId) throw new Error(`${this.id} passes on what nobody confirmed`);
    const place = { ...occasionOf(step.context), dialogId: this.id };
    await leads.submit({ captureId: reviewId, draft: this.#draft(step), ...place });
    return step.next(PASSED_ON);
  }

  /** The same words whether the person was on file already or not. */
  async #doneStep(step: Step): Promise<DialogTurnResult> {
    const { employee, session } = turnOf(step.context);
    if (!employee && step.options.email) session.email = step.options.email;
    if (step.result === PASSED_ON) {
      await step.context.sendActivity(this.#thanks(step, 'passedOn'));
      return step.endDialog(jobDone(SUMMARY));
    }
    const { result, shown } = operationResult(step, 'crm', 'createLead');
    const { operation } = step.result as OperationOutcome;
    if (!shown) {
      await step.context.sendActivity(this.#thanks(step, 'done'));
      await this.dependencies.interactions.openOpportunity(operation, occasionOf(step.context));
    }
    return step.endDialog(jobDone(SUMMARY, [], { record: result.record }));
  }

  #thanks(step: Step, outcome: keyof typeof THANKS): string {
    const { name = '', email = '', phone, preferredTime } = step.options;
    const values = { name: readName(name)?.first ?? name, email, phone: phone ?? '', time: preferredTime ?? '' };
    const way = !phone ? 'email' : preferredTime ? 'phoneAt' : 'phone';
    return this.texts(step).text(THANKS[outcome][way], values);
  }
}
