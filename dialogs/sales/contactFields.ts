import { responses, type TextKey } from '../../resources/responses';
import type { Contact } from '../../services/ports/crm';
import { normalizeEmail } from '../../services/verification/normalize';
import { withoutEmail } from '../entities';
import { findPhone, readPhone } from '../entities/phoneEntity';
import { phoneRegion } from '../entities/phoneRegion';
import type { FieldOf } from '../form/field';
import type { Reviewed } from '../form/formDialog';
import { oneOf } from '../form/oneOf';
import type { Reader } from '../format';

const CHANGES = ['phone', 'email'] as const;
export type ContactChange = (typeof CHANGES)[number];

/** What is changed of whom. */
export interface ContactDetails extends Reviewed {
  /** An address that the user gave; the code goes there. */
  claimed?: string;
  /** The address that was proved at the beginning. */
  owner?: string;
  /** The contact that has it. */
  contact?: Pick<Contact, 'id' | 'phone'>;
  what?: ContactChange;
  /** E.164. */
  phone?: string;
  newEmail?: string;
  /** The new address, once a code that went there has come back. */
  checkedEmail?: string;
}

type ContactField = FieldOf<ContactDetails, 'contactUpdate'>;

/** @param region the company's, whose phone numbers need no country code where nothing else is known */
export function contactFields(region: string): readonly ContactField[] {
  return [what, phoneField(region), newEmail];
}

/** Which of the two a sentence speaks of; `undefined` when it is both or neither. */
export function findChangeWanted(text: string, locale: string): ContactChange | undefined {
  const words = withoutEmail(text).toLowerCase();
  const isEmail = mentionsAny('emailWords', words, locale);
  const isPhone = mentionsAny('phoneWords', words, locale);
  if (isEmail === isPhone) return undefined;
  return isEmail ? 'email' : 'phone';
}

/** What stands there so far, without giving a number away on somebody's screen. */
export function contactNotes(details: object, { locale }: Reader): { text: string }[] {
  const { what: change, owner = '', contact } = details as ContactDetails;
  const texts = responses('contactUpdate', locale);
  if (change === 'email') return [{ text: texts.plain('noteOldEmail', { email: owner }) }];
  const phone = contact?.phone;
  return [{ text: phone ? texts.plain('noteOldPhone', { phone: maskPhone(phone) }) : texts.plain('noteNoPhone') }];
}

/** `+12025550143` as `••••••••43`. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return `${'•'.repeat(Math.max(4, digits.length - 2))}${digits.length > 4 ? digits.slice(-2) : ''}`;
}

const choices = oneOf(CHANGES, 'contactUpdate', (change) => `what.${change}` as const);

const what: ContactField = {
  name: 'what',
  ask: 'askWhat',
  retry: 'retryWhat',
  ...choices,
  read: (answer) => choices.read(answer) ?? findChangeWanted(answer.text, answer.locale),
};

function phoneField(region: string): ContactField {
  return {
    name: 'phone',
    ask: 'askPhone',
    retry: 'retryPhone',
    label: 'labelPhone',
    read: ({ text, locale }) => readPhone(text, phoneRegion(locale, region)),
    spot: ({ text, details, locale }) =>
      details.what === 'email' ? undefined : findPhone(text, phoneRegion(locale, region))?.phone,
    needed: ({ what: change }) => change === 'phone',
  };
}

const newEmail: ContactField = {
  name: 'newEmail',
  ask: 'askNewEmail',
  retry: 'retryNewEmail',
  label: 'labelNewEmail',
  values: ({ owner = '' }) => ({ email: owner }),
  read: ({ text, entities, details }) => other(normalizeEmail(text) ?? entities.email, details),
  spot: ({ entities, details }) => (details.what === 'email' ? other(entities.email, details) : undefined),
  needed: ({ what: change }) => change === 'email',
  dependents: ['checkedEmail'],
};

/** Another address than the one that is there. */
function other(email: string | undefined, { owner }: Readonly<ContactDetails>): string | undefined {
  return email === owner ? undefined : email;
}

function mentionsAny(key: TextKey<'contactUpdate'>, words: string, locale: string): boolean {
  const padded = ` ${words.replace(/[^\p{L}\p{N}-]+/gu, ' ')} `;
  return responses('contactUpdate', locale)
    .list(key)
    .some((word) => padded.includes(` ${word} `));
}
