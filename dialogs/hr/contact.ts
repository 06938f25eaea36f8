import { responses } from '../../resources/responses';
import type { DialogDependencies } from '../dialogDependencies';

/** Whom employees can speak to. */
export function hrContact({ company }: Pick<DialogDependencies, 'company'>, locale: string): string {
  const texts = responses('hr', locale);
  return texts.text('contact', {
    name: company.HR_CONTACT_NAME ?? texts.plain('team'),
    email: company.HR_CONTACT_EMAIL,
    phone: company.HR_CONTACT_PHONE,
  });
}

/** What whoever asks for a person hears when HR matters were spoken of: nothing is passed on, and a human in HR is named. */
export function confidentialContact(dependencies: Pick<DialogDependencies, 'company'>, locale: string): string {
  const { COMPANY_EMAIL: email, COMPANY_PHONE: phone } = dependencies.company;
  const texts = responses('hr', locale);
  return `${texts.text('confidential')} ${hrContact(dependencies, locale)}\n\n${texts.text('otherMatter', { email, phone })}`;
}
