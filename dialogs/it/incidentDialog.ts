import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { Impact, Urgency } from '../../services/ports/itsm';
import type { JobTools } from '../cancelAndHelpDialog';
import { FormDialog, type Reviewed } from '../form/formDialog';
import type { FieldOf } from '../form/field';
import { oneOf } from '../form/oneOf';
import { jobDone } from '../jobResult';
import { operationResult } from '../operation';
import { turnOf } from '../turn';

export const INCIDENT_DIALOG = 'itIncident';

/** What a report needs. */
export interface IncidentDetails extends Reviewed {
  subject?: string;
  impact?: Impact;
  urgency?: Urgency;
  device?: string | null;
}

const IMPACTS = ['me', 'team', 'company'] as const satisfies readonly Impact[];
const URGENCIES = ['low', 'medium', 'high'] as const satisfies readonly Urgency[];

const fields: readonly FieldOf<IncidentDetails, 'itIncident'>[] = [
  {
    name: 'subject',
    ask: 'askSubject',
    retry: 'retrySubject',
    label: 'labelSubject',
    read: ({ text }) => (/\p{L}{2}/u.test(text) ? text : undefined),
  },
  {
    name: 'impact',
    ask: 'askImpact',
    retry: 'retryImpact',
    label: 'labelImpact',
    ...oneOf(IMPACTS, 'itIncident', (impact) => `impact.${impact}` as const),
  },
  {
    name: 'urgency',
    ask: 'askUrgency',
    retry: 'retryUrgency',
    label: 'labelUrgency',
    ...oneOf(URGENCIES, 'itIncident', (urgency) => `urgency.${urgency}` as const),
  },
  {
    name: 'device',
    ask: 'askDevice',
    retry: 'retryDevice',
    label: 'labelDevice',
    skippable: true,
    read: ({ text }) => text || undefined,
  },
];

/** Something is broken: what, for whom, how urgent, which device; then the report. */
export class IncidentDialog extends FormDialog<IncidentDetails, 'itIncident'> {
  constructor(tools: JobTools) {
    super(INCIDENT_DIALOG, tools, {
      topic: 'itIncident',
      help: 'help',
      fields,
      review: { title: 'reviewTitle', confirm: 'confirm' },
    });
    this.setSteps('itIncident.v1', [
      this.ask('subject'),
      this.ask('impact'),
      this.ask('urgency'),
      this.ask('device'),
      this.review(),
      (step) => this.#reportStep(step),
      (step) => this.#doneStep(step),
    ]);
  }

  #reportStep(step: WaterfallStepContext<IncidentDetails>): Promise<DialogTurnResult> {
    const { subject = '', impact = 'me', urgency = 'medium', device } = step.options;
    const { employee } = turnOf(step.context);
    return this.write(step, 'itsm', 'createIncident', {
      requesterEmail: employee?.email ?? '',
      subject,
      description: subject,
      impact,
      urgency,
      ...(device && { device }),
    });
  }

  async #doneStep(step: WaterfallStepContext<IncidentDetails>): Promise<DialogTurnResult> {
    const { result: incident, shown } = operationResult(step, 'itsm', 'createIncident');
    if (!shown) await step.context.sendActivity(this.texts(step).text('done', { number: incident.number }));
    return step.endDialog(jobDone(`Reported incident ${incident.number}`));
  }
}
