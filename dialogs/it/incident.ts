import { responses } from '../../resources/responses';
import type { PortOutput } from '../../services/ports';
import type { DialogDefinition } from '../dialogDefinition';
import { turnOf } from '../turn';
import { INCIDENT_DIALOG, IncidentDialog } from './incidentDialog';

/** Something is broken. */
export const incident: DialogDefinition = {
  id: INCIDENT_DIALOG,
  title: 'job.itIncident',
  inMenu: true,
  audience: 'employees',
  intents: ['it.incident'],
  needs: ['itsm.createIncident'],
  create: (tools) => new IncidentDialog(tools),
  toDetails: () => ({}),
  describe: (_operation, locale) => responses('itIncident', locale).plain('what'),
  async presentLate(context, operation) {
    const { number } = operation.result as PortOutput<'itsm', 'createIncident'>;
    await context.sendActivity(responses('itIncident', turnOf(context).locale).text('late', { number }));
  },
};
