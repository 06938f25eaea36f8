import { responses } from '../../resources/responses';
import type { DialogDefinition, Message } from '../dialogDefinition';
import type { DialogDependencies } from '../dialogDependencies';
import { presentLateDefault } from '../lateAnswers';
import { findPhone } from '../entities/phoneEntity';
import { phoneRegion } from '../entities/phoneRegion';
import { likelyEmail } from '../identity';
import { turnOf } from '../turn';
import { findChangeWanted, type ContactDetails } from './contactFields';
import { CONTACT_UPDATE_DIALOG, ContactUpdateDialog } from './contactUpdateDialog';

/** Somebody has a new phone number or address. */
export const contactUpdate: DialogDefinition = {
  id: CONTACT_UPDATE_DIALOG,
  title: 'job.contactUpdate',
  inMenu: false,
  audience: 'everyone',
  intents: ['contact.update'],
  needs: ['crm.findContactByEmail', 'crm.updateContact'],
  create: (tools) => new ContactUpdateDialog(tools),
  toDetails,
  describe: ({ method }, locale) =>
    responses('contactUpdate', locale).plain(method === 'updateContact' ? 'whatUpdate' : 'whatFind'),
  async presentLate(context, operation, dependencies) {
    if (operation.method !== 'updateContact') return presentLateDefault(context, operation, dependencies);
    await context.sendActivity(responses('contactUpdate', turnOf(context).locale).text('late'));
  },
};

/** An address in "change my e-mail to …" is the new one; in "change my number, I'm …" it is who they are. */
function toDetails(
  { text, entities: { email }, context }: Message,
  { company: { COMPANY_REGION } }: DialogDependencies,
): ContactDetails {
  const phone = findPhone(text, phoneRegion(turnOf(context).locale, COMPANY_REGION))?.phone;
  const what = phone ? 'phone' : findChangeWanted(text, turnOf(context).locale);
  const newEmail = what === 'email' ? email : undefined;
  const claimed = (newEmail ? undefined : email) ?? likelyEmail(context);
  return {
    ...(what && { what }),
    ...(phone && { phone }),
    ...(newEmail && { newEmail }),
    ...(claimed && { claimed }),
  };
}
