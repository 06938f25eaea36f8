import type { TurnContext } from 'botbuilder';
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { responses } from '../../resources/responses';
import type { JobTools } from '../cancelAndHelpDialog';
import { suggest } from '../choices';
import { without } from '../form/field';
import { FormDialog } from '../form/formDialog';
import { strongIdentityOf } from '../identity';
import { jobDone } from '../jobResult';
import { beginOperation, operationResult } from '../operation';
import { turnOf } from '../turn';
import { VERIFICATION_DIALOG, verifiedEmail, type VerificationOptions } from '../verification/verification';
import { contactFields, contactNotes, type ContactDetails } from './contactFields';

export const CONTACT_UPDATE_DIALOG = 'contactUpdate';

type Step = WaterfallStepContext<ContactDetails>;

/** Changes the phone number or the address that is on file: only for who has proved to be that contact. */
export class ContactUpdateDialog extends FormDialog<ContactDetails, 'contactUpdate'> {
  constructor(tools: JobTools) {
    super(CONTACT_UPDATE_DIALOG, tools, {
      topic: 'contactUpdate',
      help: 'help',
      fields: contactFields(tools.dependencies.company.COMPANY_REGION),
      review: { title: 'reviewTitle', confirm: 'confirm', notes: contactNotes },
    });
    this.setSteps('contactUpdate.v1', [
      (step) => this.#identifyStep(step),
      (step) => this.#findStep(step),
      (step) => this.#foundStep(step),
      this.ask('what'),
      this.ask('phone'),
      this.ask('newEmail'),
      (step) => this.#checkNewStep(step),
      (step) => this.#newCheckedStep(step),
      (step) => this.#freeStep(step),
      this.review(),
      (step) => this.#writeStep(step),
      (step) => this.#doneStep(step),
    ]);
  }

  async #identifyStep(step: Step): Promise<DialogTurnResult> {
    const { owner, claimed } = step.options;
    if (owner) return step.next({ email: owner });
    const known = strongIdentityOf(step.context);
    if (known) return step.next({ email: known.email });
    const options: VerificationOptions = claimed ? { email: claimed } : {};
    return step.beginDialog(VERIFICATION_DIALOG, options);
  }

  async #findStep(step: Step): Promise<DialogTurnResult> {
    const email = verifiedEmail(step.result);
    if (!email) return step.endDialog();
    step.options.owner = email;
    if (step.options.contact) return step.next();
    return beginOperation(step, this.id, 'crm', 'findContactByEmail', { email });
  }

  async #foundStep(step: Step): Promise<DialogTurnResult> {
    if (step.options.contact) return step.next();
    const { result } = operationResult(step, 'crm', 'findContactByEmail');
    const { owner = '' } = step.options;
    if (!result) return this.#offerPerson(step, this.texts(step).text('unknown', { email: owner }));
    if (step.options.newEmail === owner) delete step.options.newEmail;
    step.options.contact = { id: result.id, ...(result.phone && { phone: result.phone }) };
    return step.next();
  }

  /** A typing error in the new address would shut the user out. */
  async #checkNewStep(step: Step): Promise<DialogTurnResult> {
    const { what, newEmail = '', checkedEmail } = step.options;
    if (what !== 'email' || checkedEmail === newEmail) return step.next();
    await step.context.sendActivity(this.texts(step).text('checkNew'));
    const options: VerificationOptions = { email: newEmail };
    return step.beginDialog(VERIFICATION_DIALOG, options);
  }

  async #newCheckedStep(step: Step): Promise<DialogTurnResult> {
    const { what, newEmail, checkedEmail, owner } = step.options;
    if (what !== 'email' || checkedEmail === newEmail) return step.next();
    const email = verifiedEmail(step.result);
    if (!email) return step.endDialog();
    if (email === owner) return this.askAgain(step, 'newEmail');
    // The check lets people use another address.
    Object.assign(step.options, { newEmail: email, checkedEmail: email });
    return beginOperation(step, this.id, 'crm', 'findContactByEmail', { email });
  }

  async #freeStep(step: Step): Promise<DialogTurnResult> {
    if (!step.result) return step.next();
    const { result } = operationResult(step, 'crm', 'findContactByEmail');
    const { contact, checkedEmail = '' } = step.options;
    const isTaken = result !== undefined && result.id !== contact?.id;
    return isTaken ? this.#offerPerson(step, this.texts(step).text('taken', { email: checkedEmail })) : step.next();
  }

  async #writeStep(step: Step): Promise<DialogTurnResult> {
    const { contact, what, phone = '', checkedEmail = '' } = step.options;
    const change = what === 'phone' ? { phone } : { email: checkedEmail };
    return this.write(step, 'crm', 'updateContact', { contactId: contact?.id ?? '', ...change });
  }

  /** The card may have lain there for hours: whoever sits at the screen now has to prove it again. */
  protected override withoutOldProof(details: ContactDetails, context: TurnContext): ContactDetails | undefined {
    const { owner, checkedEmail } = details;
    const proved = strongIdentityOf(context)?.email;
    return details.contact && proved && (proved === owner || proved === checkedEmail)
      ? undefined
      : withoutProof(details);
  }

  async #doneStep(step: Step): Promise<DialogTurnResult> {
    const { result: contact, shown } = operationResult(step, 'crm', 'updateContact');
    const { what, phone = '', checkedEmail = '' } = step.options;
    const texts = this.texts(step);
    const text =
      what === 'phone' ? texts.text('donePhone', { phone }) : texts.text('doneEmail', { email: checkedEmail });
    if (!shown) await step.context.sendActivity(text);
    const { session, employee } = turnOf(step.context);
    if (what === 'email' && !employee && contact.firstName) session.firstName = contact.firstName;
    const summary = what === 'phone' ? 'Changed the phone number on file' : 'Changed the e-mail address on file';
    return step.endDialog(jobDone(summary, [], { record: { kind: 'contact', id: contact.id } }));
  }

  async #offerPerson(step: Step, text: string): Promise<DialogTurnResult> {
    const person = responses('common', turnOf(step.context).locale).plain('button.talkToPerson');
    await suggest(step.context, text, [{ title: person, means: 'yes' }]);
    return step.endDialog();
  }
}

function withoutProof(details: ContactDetails): ContactDetails {
  return without(details, { name: 'owner', dependents: ['contact', 'checkedEmail', 'reviewId'] });
}
