import { responses } from '../../resources/responses';
import type { AbsenceKind, LeaveBalance, LeaveRequest } from '../../services/ports/hr';
import type { IsoDate } from '../../services/values';
import { isCommand, mentions } from '../commands';
import type { Answer, FieldOf } from '../form/field';
import type { ReviewNote } from '../form/reviewCard';
import { formatDateRangeShort, type Reader } from '../format';
import { ownWords } from '../smallTalk';
import { isOneOf, phraseAt, plainWords } from '../words';
import type { EmployeeDetails } from './employee';
import { amountOf } from './leaveAmount';
import { changedSpan } from './leaveChange';
import { describeCount, describeHolidays, describeSpan, takenDays, toSpan, type LeaveSpan } from './leaveDates';
import { isUnsure, meaningsOf } from './leaveMeanings';

/** What a request for leave needs. */
export interface LeaveRequestDetails extends EmployeeDetails {
  /** What is left of each kind that can be asked for. */
  balances?: LeaveBalance[];
  /** The employee's own requests. */
  requests?: LeaveRequest[];
  /** The kind that the first message spoke of. */
  kindSaid?: AbsenceKind;
  /** The kind was guessed where it could be; from then on it is asked. */
  guessed?: boolean;
  /** The id of the absence type. */
  type?: string;
  dates?: LeaveSpan;
  /** Which of several meanings; `other`: none of them. */
  sure?: LeaveSpan | 'other';
  note?: string | null;
  /** Nobody is asked for a note, but one can be added on the card. */
  noteOffered?: boolean;
  /** Days that would be possible where the ones asked for are not. */
  instead?: { from: IsoDate; to: IsoDate };
  /** Days were asked for that only HR can still enter. */
  offersHr?: boolean;
}

type LeaveField = FieldOf<LeaveRequestDetails, 'leaveRequest'>;

/** The kind that a sentence speaks of. */
export function findKind(text: string, locale: string): AbsenceKind | undefined {
  if (mentions('sickWords', text, locale)) return 'sick';
  return mentions('vacationWords', text, locale) ? 'vacation' : undefined;
}

/** The balance of what was chosen. */
export function balanceOf({ balances = [], type }: Readonly<LeaveRequestDetails>): LeaveBalance | undefined {
  return balances.find(({ absenceTypeId }) => absenceTypeId === type);
}

function readType({ text, locale, details: { balances = [] } }: Answer<LeaveRequestDetails>): string | undefined {
  const said = text.toLowerCase();
  const named = balances.find(({ name }) => said.includes(name.toLowerCase()));
  const kind = findKind(text, locale);
  return (named ?? balances.find((balance) => balance.kind === kind))?.absenceTypeId;
}

function readSpan(answer: Answer<LeaveRequestDetails>): LeaveSpan | undefined {
  return answer.entities.dates && toSpan(answer.entities.dates, answer);
}

/** What a message makes of the days known so far; "half a day on Friday" leaves Thursday as it is. */
function spotSpan(answer: Answer<LeaveRequestDetails>): LeaveSpan | undefined {
  const changed = answer.details.dates && changedSpan(answer.details.dates, answer);
  return changed === 'unclear' ? undefined : (changed ?? readSpan(answer));
}

/** On the card, "for the doctor's appointment" says why, and makes no sick leave of a vacation. */
function isReason({ text, locale, entities, details }: Answer<LeaveRequestDetails>): boolean {
  const words = responses('leaveRequest', locale).list('reasonWords');
  const said = plainWords(text);
  const isLed = phraseAt(said, words) !== undefined;
  return details.noteOffered === true && !entities.dates && isLed;
}

/** Which half of a day it is, the HR system has no place for; who decides may want to know. */
function isPartOfDay({ text, locale, details }: Answer<LeaveRequestDetails>): boolean {
  const words = responses('leaveRequest', locale).list('partOfDayWords');
  const isSingle = details.dates !== undefined && details.dates.from === details.dates.to;
  return details.noteOffered === true && isSingle && isOneOf(text, words);
}

function readSure(answer: Answer<LeaveRequestDetails>): LeaveSpan | 'other' | undefined {
  const { text, locale, details } = answer;
  const said = text.trim().toLowerCase();
  const meanings = details.dates ? meaningsOf(details.dates) : [];
  const chosen = meanings.find((span) => describeSpan(span, locale).toLowerCase() === said);
  if (chosen) return chosen;
  const isOther = said === responses('leaveRequest', locale).plain('otherDays').toLowerCase();
  if (isOther || isCommand('no', text, locale)) return 'other';
  return isCommand('yes', text, locale) ? meanings[0] : readSpan(answer);
}

function sureChoices({ dates }: Readonly<LeaveRequestDetails>, locale: string) {
  const meanings = dates ? meaningsOf(dates) : [];
  const titles = meanings.map((span, index) => ({
    title: describeSpan(span, locale),
    ...(index === 0 && { means: 'yes' as const }),
  }));
  return [...titles, { title: responses('leaveRequest', locale).plain('otherDays'), means: 'no' as const }];
}

export const leaveRequestFields: readonly LeaveField[] = [
  {
    name: 'type',
    ask: 'askType',
    retry: 'retryType',
    label: 'labelType',
    choices: ({ balances = [] }) => balances.map(({ name }) => ({ title: name })),
    read: readType,
    spot: (answer) => (isReason(answer) ? undefined : readType(answer)),
    show: (_type, _reader, details) => balanceOf(details)?.name ?? '',
  },
  {
    name: 'dates',
    ask: 'askDates',
    retry: 'retryDates',
    label: 'labelDates',
    choices: ({ instead, offersHr }, locale) => [
      ...(instead ? [toChoice(instead, locale)] : []),
      ...(offersHr ? [{ title: responses('main', locale).plain('job.hrCase') }] : []),
    ],
    read: readSpan,
    spot: spotSpan,
    show: (dates, { locale }) => describeSpan(dates, locale),
    dependents: ['sure'],
  },
  {
    name: 'sure',
    ask: 'askSure',
    retry: 'retrySure',
    values: ({ dates }, { locale }) => ({ days: dates ? describeSpan(meaningsOf(dates)[0] ?? dates, locale) : '' }),
    choices: sureChoices,
    read: readSure,
    needed: ({ dates }) => dates !== undefined && isUnsure(dates),
  },
  {
    name: 'note',
    ask: 'askNote',
    retry: 'retryNote',
    label: 'labelNote',
    skippable: true,
    read: ({ text, locale }) => ownWords(text, locale),
    spot: (answer) => (isReason(answer) || isPartOfDay(answer) ? answer.text : undefined),
  },
];

function toChoice({ from, to }: { from: IsoDate; to: IsoDate }, locale: string) {
  return { title: formatDateRangeShort(from, to, locale), text: from === to ? from : `${from} – ${to}` };
}

/** How many days are taken, what is left then, and which days are not counted. */
export function leaveNotes(region: string) {
  return (form: object, { locale }: Reader): ReviewNote[] => {
    const details = form as LeaveRequestDetails;
    const balance = balanceOf(details);
    if (!details.dates || !balance) return [];
    const texts = responses('leaveRequest', locale);
    const taken = takenDays(details.dates, region, locale);
    const count = describeCount(taken.total, locale);
    const isInHours = balance.unit === 'hours';
    const left = amountOf(isInHours ? balance : { ...balance, remaining: balance.remaining - taken.total }, locale);
    const holidays = describeHolidays(taken, locale);
    return [
      { text: texts.plain(isInHours ? 'noteHours' : 'noteCountLeft', { count, left }) },
      ...(holidays ? [{ text: texts.plain('noteHolidays', { holidays }) }] : []),
    ];
  };
}
