import { responses } from '../../resources/responses';
import type { DialogDefinition, Message } from '../dialogDefinition';
import type { DialogDependencies } from '../dialogDependencies';
import { findPerson, readName } from '../entities/personName';
import { findPhone } from '../entities/phoneEntity';
import { phoneRegion } from '../entities/phoneRegion';
import { likelyEmail } from '../identity';
import { occasionOf } from '../noteInteraction';
import { turnOf } from '../turn';
import { findInterest } from './interest';
import { LEAD_CAPTURE_DIALOG, LeadCaptureDialog } from './leadCaptureDialog';
import type { LeadDetails } from './leadFields';

/** Somebody wants an offer. */
export const leadCapture: DialogDefinition = {
  id: LEAD_CAPTURE_DIALOG,
  title: 'job.leadCapture',
  inMenu: true,
  audience: 'everyone',
  intents: ['lead'],
  needs: ['crm.createLead'],
  create: (tools) => new LeadCaptureDialog(tools),
  toDetails,
  describe: (_operation, locale) => responses('leadCapture', locale).plain('what'),
  async presentLate(context, operation, dependencies) {
    await context.sendActivity(responses('leadCapture', turnOf(context).locale).text('late'));
    await dependencies.interactions.openOpportunity(operation, occasionOf(context));
  },
};

function toDetails(
  { text, entities, context }: Message,
  { company: { COMPANY_REGION } }: DialogDependencies,
): LeadDetails {
  const interest = findInterest(text, turnOf(context).locale);
  const { name = readName(turnOf(context).customer?.name ?? ''), company } = findPerson(text);
  const phone = findPhone(text, phoneRegion(turnOf(context).locale, COMPANY_REGION))?.phone;
  const email = entities.email ?? likelyEmail(context);
  return {
    ...(interest && { interest }),
    ...(name && { name: name.full }),
    ...(company && { company }),
    ...(email && { email }),
    ...(phone && { phone }),
  };
}
