import { responses } from '../../resources/responses';
import { normalizeEmail } from '../../services/verification/normalize';
import { isCommand } from '../commands';
import { findPerson, readName } from '../entities/personName';
import { findPhone, readPhone } from '../entities/phoneEntity';
import { phoneRegion } from '../entities/phoneRegion';
import type { FieldOf } from '../form/field';
import type { Reviewed } from '../form/formDialog';
import { businessCard, changesNumber, withOtherNumber } from './leadWords';
import { isSmallTalk, ownWords } from '../smallTalk';
import { turnOf } from '../turn';
import { isTitle } from '../words';

/** Said to the request for consent; anything else is the moment of the yes. */
export const DECLINED = 'declined';

/** What sales needs to make an offer. */
export interface LeadDetails extends Reviewed {
  interest?: string;
  /** First and last name. */
  name?: string;
  company?: string | null;
  email?: string;
  /** E.164. */
  phone?: string | null;
  preferredTime?: string | null;
  /** The words that are agreed to, as they are shown. */
  wording?: string;
  /** When it was agreed, as ISO 8601; or `DECLINED`. */
  consent?: string;
}

const LONGEST_NAME = 100;
const LONGEST_TEXT = 500;

/** @param region the company's, whose phone numbers need no country code where nothing else is known */
export function leadFields(region: string): readonly FieldOf<LeadDetails, 'leadCapture'>[] {
  return [interest, name, company, email, phoneField(region), preferredTime, consent];
}

type LeadField = FieldOf<LeadDetails, 'leadCapture'>;

const interest: LeadField = {
  name: 'interest',
  ask: 'askInterest',
  retry: 'retryInterest',
  label: 'labelInterest',
  read: ({ text, locale }) => ownWords(text, locale)?.slice(0, LONGEST_TEXT),
  spot: ({ text, details, locale }) => withOtherNumber(details.interest, text, locale),
};

const name: LeadField = {
  name: 'name',
  ask: 'askName',
  retry: 'retryName',
  label: 'labelName',
  read: ({ text }) => readName(businessCard(text)?.name ?? text)?.full.slice(0, LONGEST_NAME),
  spot: ({ text }) => findPerson(text).name?.full.slice(0, LONGEST_NAME),
};

const company: LeadField = {
  name: 'company',
  ask: 'askCompany',
  retry: 'retryCompany',
  label: 'labelCompany',
  skippable: true,
  read: ({ text, locale }) => {
    if (isSmallTalk(text, locale) || changesNumber(text, locale)) return undefined;
    return findPerson(text).company ?? bareCompany(text);
  },
  spot: ({ text }) => findPerson(text).company ?? businessCard(text)?.company,
};

const email: LeadField = {
  name: 'email',
  ask: 'askEmail',
  retry: 'retryEmail',
  label: 'labelEmail',
  read: ({ text, entities }) => normalizeEmail(text) ?? entities.email,
  spot: ({ entities }) => entities.email,
};

function phoneField(region: string): LeadField {
  return {
    name: 'phone',
    ask: 'askPhone',
    retry: 'retryPhone',
    label: 'labelPhone',
    skippable: true,
    read: ({ text, locale }) => readPhone(text, phoneRegion(locale, region)),
    spot: ({ text, locale }) => findPhone(text, phoneRegion(locale, region))?.phone,
  };
}

const preferredTime: LeadField = {
  name: 'preferredTime',
  ask: 'askPreferredTime',
  retry: 'retryPreferredTime',
  label: 'labelPreferredTime',
  skippable: true,
  read: ({ text, locale }) =>
    /[\p{L}\d]/u.test(text) && !isSmallTalk(text, locale) ? text.slice(0, LONGEST_TEXT) : undefined,
  // Who gave no number is not called.
  needed: ({ phone }) => phone !== null,
};

const consent: LeadField = {
  name: 'consent',
  ask: 'askConsent',
  retry: 'retryConsent',
  label: 'labelConsent',
  values: ({ wording = '' }) => ({ wording }),
  choices: (_details, locale) => [
    { title: agreeTitle(locale), means: 'yes' },
    { title: disagreeTitle(locale), means: 'no' },
  ],
  read: ({ text, locale, context }) => {
    if (isTitle(text, disagreeTitle(locale)) || isCommand('no', text, locale)) return DECLINED;
    const isYes = isTitle(text, agreeTitle(locale)) || isCommand('yes', text, locale);
    return isYes ? new Date(turnOf(context).receivedAt).toISOString() : undefined;
  },
  show: (_at, _reader, { wording = '' }) => wording,
};

const agreeTitle = (locale: string) => responses('leadCapture', locale).plain('button.agree');
const disagreeTitle = (locale: string) => responses('leadCapture', locale).plain('button.disagree');

/** A question or a long sentence is no company. */
function bareCompany(text: string): string | undefined {
  const isName = /[\p{L}\p{N}]/u.test(text) && !/[?@]/.test(text) && text.length <= LONGEST_NAME;
  return isName ? text.replace(/[.!,;]+$/, '') : undefined;
}
