import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
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
      (step) => this.write(step, 'crm', 'createLead', this.#draft(step)),
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

  /** The same words whether the person was on file already or not. */
  async #doneStep(step: Step): Promise<DialogTurnResult> {
    const { result, shown } = operationResult(step, 'crm', 'createLead');
    const { operation } = step.result as OperationOutcome;
    const { employee, session } = turnOf(step.context);
    if (!employee && step.options.email) session.email = step.options.email;
    if (!shown) {
      await step.context.sendActivity(this.#thanks(step));
      await this.dependencies.interactions.openOpportunity(operation, occasionOf(step.context));
    }
    return step.endDialog(jobDone('Asked for an offer', [], { record: result.record }));
  }

  #thanks(step: Step): string {
    const { name = '', email = '', phone, preferredTime } = step.options;
    const values = { name: readName(name)?.first ?? name, email, phone: phone ?? '', time: preferredTime ?? '' };
    const key = !phone ? 'doneEmail' : preferredTime ? 'donePhoneTime' : 'donePhone';
    return this.texts(step).text(key, values);
  }
}
