import type { TurnContext } from 'botbuilder';
import { responses } from '../../resources/responses';
import type { DialogDependencies } from '../dialogDependencies';
import { answerOf } from '../form/answer';
import { plainFields } from '../form/field';
import { findNamed } from '../form/reviewChange';
import { route } from '../routing';
import { says } from '../words';
import { incidentFields, type IncidentDetails } from './incidentFields';
import { deviceIn, impactIn, tellsSymptom, urgencyIn, urgencyWished } from './incidentWords';

const FIELDS = plainFields('itIncident', incidentFields);

/**
 * The report with more of what is wrong: whoever goes on telling, whatever is asked, gives IT something to work with.
 * `undefined` for a message that answers, changes or asks something.
 */
export function withMore(
  details: IncidentDetails,
  context: TurnContext,
  dependencies: DialogDependencies,
): IncidentDetails | undefined {
  const { text, locale } = answerOf(context, details, dependencies.company);
  const { subject, aid, helped } = details;
  if (!subject || text.includes('?') || deviceIn(text) || !tellsSymptom(text, locale)) return undefined;
  if (says(text, responses('form', locale).list('sendOrDropWords'))) return undefined;
  if (isAnswer(details, context, dependencies) || isElsewhere(context, dependencies)) return undefined;
  const [impact, urgency] = [impactIn(text, locale), urgencyIn(text, locale) ?? urgencyWished(text, locale)];
  return {
    ...details,
    subject: `${subject.replace(/[.\s]+$/, '')}. ${text.charAt(0).toUpperCase()}${text.slice(1)}`,
    added: true,
    ...(impact && { impact }),
    ...(urgency && { urgency }),
    // Asked whether the first steps helped, a new symptom says that they did not.
    ...(aid && helped === undefined && { helped: false }),
  };
}

/** True for what is still to be asked, and for "change the …". */
function isAnswer(
  details: IncidentDetails,
  context: TurnContext,
  { company }: Pick<DialogDependencies, 'company'>,
): boolean {
  const answer = answerOf(context, details, company);
  const isAsked = FIELDS.some(
    (field) =>
      (field.name === 'impact' || field.name === 'urgency') &&
      details[field.name] === undefined &&
      field.read(answer) !== undefined,
  );
  return isAsked || findNamed(FIELDS, answer) !== undefined;
}

function isElsewhere(context: TurnContext, dependencies: DialogDependencies): boolean {
  const { definition } = route(context, dependencies);
  return definition !== undefined && !definition.intents.includes('it.incident');
}
