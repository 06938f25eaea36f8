import { responses } from '../../resources/responses';
import type { Impact, Urgency } from '../../services/ports/itsm';
import type { FieldOf } from '../form/field';
import type { Reviewed } from '../form/formDialog';
import { oneOf } from '../form/oneOf';
import { isSmallTalk } from '../smallTalk';
import type { AidTopic } from './firstAid';
import { deviceIn, impactAnswered, impactIn, problemIn, tellsSymptom, urgencyIn, urgencyWished } from './incidentWords';
import { isOneOf } from '../words';

/** What a report needs. */
export interface IncidentDetails extends Reviewed {
  subject?: string;
  /** What the user may put right without IT, and whether that did it. */
  aid?: AidTopic;
  helped?: boolean;
  /** The steps were told. */
  aided?: boolean;
  /** That it goes to IT was told. */
  passedOn?: boolean;
  impact?: Impact;
  urgency?: Urgency;
  device?: string | null;
  /** More was told and added to the problem; that is still to be said. */
  added?: true;
  /** What was not said but guessed; once it was tried, a missing answer is asked. */
  guessed?: ('impact' | 'urgency')[];
}

const IMPACTS = ['me', 'team', 'company'] as const satisfies readonly Impact[];
const URGENCIES = ['low', 'medium', 'high'] as const satisfies readonly Urgency[];
/** For these it does not matter on which device they show. */
const WITHOUT_DEVICE: ReadonlySet<AidTopic> = new Set<AidTopic>(['password', 'email']);

const impact = oneOf(IMPACTS, 'itIncident', (value) => `impact.${value}` as const);
const urgency = oneOf(URGENCIES, 'itIncident', (value) => `urgency.${value}` as const);

/** Whether the user says that it works now. */
function readHelped(text: string, locale: string): boolean | undefined {
  const texts = responses('firstAid', locale);
  if (isOneOf(text, texts.list('helpedWords'))) return true;
  return isOneOf(text, texts.list('brokenWords')) ? false : undefined;
}

/** True for a sentence about something else: how it looks, how urgent it is. */
function isNoDevice(text: string, locale: string): boolean {
  return isSmallTalk(text, locale) || tellsSymptom(text, locale) || urgencyWished(text, locale) !== undefined;
}

export const incidentFields: readonly FieldOf<IncidentDetails, 'itIncident'>[] = [
  {
    name: 'subject',
    ask: 'askSubject',
    retry: 'retrySubject',
    label: 'labelSubject',
    read: ({ text, locale }) => (isSmallTalk(text, locale) ? undefined : problemIn(text, locale)),
    dependents: ['aid', 'helped', 'aided', 'passedOn', 'guessed'],
  },
  {
    name: 'helped',
    ask: 'askHelped',
    retry: 'retryHelped',
    read: ({ text, locale }) => readHelped(text, locale),
    choices: (_details, locale) => {
      const texts = responses('itIncident', locale);
      return [
        { title: texts.plain('helped'), means: 'yes' },
        { title: texts.plain('stillBroken'), means: 'no' },
      ];
    },
    needed: ({ aid }) => aid !== undefined,
    dependents: ['aided', 'passedOn'],
  },
  {
    name: 'impact',
    ask: 'askImpact',
    retry: 'retryImpact',
    label: 'labelImpact',
    ...impact,
    read: (answer) => impact.read(answer) ?? impactAnswered(answer.text, answer.locale),
    spot: ({ text, locale }) => impactIn(text, locale),
  },
  {
    name: 'urgency',
    ask: 'askUrgency',
    retry: 'retryUrgency',
    label: 'labelUrgency',
    ...urgency,
    read: (answer) => urgency.read(answer) ?? urgencyIn(answer.text, answer.locale),
    spot: ({ text, locale }) => urgencyIn(text, locale) ?? urgencyWished(text, locale),
  },
  {
    name: 'device',
    ask: 'askDevice',
    retry: 'retryDevice',
    label: 'labelDevice',
    skippable: true,
    read: ({ text, locale }) => deviceIn(text) ?? (isNoDevice(text, locale) ? undefined : text || undefined),
    spot: ({ text }) => deviceIn(text),
    needed: ({ aid }) => aid === undefined || !WITHOUT_DEVICE.has(aid),
  },
];
