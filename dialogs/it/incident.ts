import { responses } from '../../resources/responses';
import type { PortOutput } from '../../services/ports';
import type { DialogDefinition, Message } from '../dialogDefinition';
import { turnOf } from '../turn';
import { INCIDENT_DIALOG, IncidentDialog } from './incidentDialog';
import type { IncidentDetails } from './incidentFields';
import { deviceIn, impactIn, problemIn, urgencyIn } from './incidentWords';

/** Something is broken. */
export const incident: DialogDefinition = {
  id: INCIDENT_DIALOG,
  title: 'job.itIncident',
  inMenu: true,
  audience: 'employees',
  intents: ['it.incident'],
  needs: ['itsm.createIncident'],
  create: (tools) => new IncidentDialog(tools),
  toDetails,
  describe: (_operation, locale) => responses('itIncident', locale).plain('what'),
  async presentLate(context, operation) {
    const { number } = operation.result as PortOutput<'itsm', 'createIncident'>;
    await context.sendActivity(responses('itIncident', turnOf(context).locale).text('late', { number }));
  },
};

function toDetails({ text, context }: Message): IncidentDetails {
  const { locale } = turnOf(context);
  const title = responses('main', locale).plain('job.itIncident');
  if (text.trim().toLowerCase() === title.toLowerCase()) return {};
  const [subject, impact, urgency, device] = [
    problemIn(text, locale),
    impactIn(text, locale),
    urgencyIn(text, locale),
    deviceIn(text),
  ];
  return {
    ...(subject && { subject }),
    ...(impact && { impact }),
    ...(urgency && { urgency }),
    ...(device && { device }),
  };
}
