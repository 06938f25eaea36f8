import { responses } from '../../resources/responses';
import { isCommand, mentions } from '../commands';
import type { FieldOf } from '../form/field';
import type { Reviewed } from '../form/formDialog';
import { oneOf } from '../form/oneOf';
import { headlineOf } from '../headline';
import { says } from '../words';
import { ownWords } from '../smallTalk';
import { isGraveMatter } from './graveMatter';

export const CONFIDENTIAL = ['yes', 'no'] as const;

/** What HR is told. */
export interface HrCaseDetails extends Reviewed {
  description?: string;
  subject?: string;
  confidential?: (typeof CONFIDENTIAL)[number];
  /** Of who is signed in. */
  email?: string;
  /** Who reads it was said. */
  welcomed?: boolean;
  /** What could be taken from the description was taken; from then on it is asked. */
  guessed?: boolean;
  /** It is about whom the insurance covers; that HR does that is still to be said. */
  enrols?: true;
  /** More was told and added to the description; that is still to be said. */
  added?: true;
}

/** A case's title is not longer. */
const LONGEST_SUBJECT = 80;
/** So many words tell what it is about; fewer only say that there is something. */
const WORDS_OF_A_MATTER = 10;

/** True for what only few people may read; health as well. */
export function isSensitive(text: string, locale: string): boolean {
  return isGraveMatter(text, locale) || mentions('healthWords', text, locale);
}

/** A first message that tells the matter itself. */
export function matterOf(text: string): string | undefined {
  return text.trim().split(/\s+/).length >= WORDS_OF_A_MATTER ? text.trim() : undefined;
}

/** True for "add my wife to the health insurance", which nobody can do but HR. */
export function changesCover(text: string, locale: string): boolean {
  const texts = responses('hrCase', locale);
  const lists = (['enrolWords', 'dependantWords', 'coverWords'] as const).map((key) => texts.list(key));
  return lists.every((words) => says(text, words));
}

/** A case's title. */
export function toSubject(description: string): string {
  return headlineOf(description, LONGEST_SUBJECT);
}

const confidential = oneOf(CONFIDENTIAL, 'hrCase', (value) => `confidential.${value}` as const);

/** In the order of the card. */
export const hrCaseFields: readonly FieldOf<HrCaseDetails, 'hrCase'>[] = [
  {
    name: 'description',
    ask: 'askDescription',
    retry: 'retryDescription',
    label: 'labelDescription',
    read: ({ text, locale }) => ownWords(text, locale),
    dependents: ['subject', 'guessed'],
  },
  {
    name: 'subject',
    ask: 'askSubject',
    retry: 'retrySubject',
    label: 'labelSubject',
    read: ({ text, locale }) => {
      const words = ownWords(text, locale);
      return words && toSubject(words);
    },
  },
  {
    name: 'confidential',
    ask: 'askConfidential',
    retry: 'retryConfidential',
    label: 'labelConfidential',
    ...confidential,
    read(answer) {
      const { text, locale } = answer;
      const known = confidential.read(answer);
      if (known) return known;
      if (isCommand('no', text, locale) || mentions('notConfidentialWords', text, locale)) return 'no';
      const isYes = isCommand('yes', text, locale) || mentions('confidentialAnswerWords', text, locale);
      return isYes ? 'yes' : undefined;
    },
  },
];
