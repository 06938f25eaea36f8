import type { AppConfig } from '../config';
import type { Mailer } from './mail';
import { MailCatcher, type CaughtMail } from './mailCatcher';
import { createSmtpMailer } from './smtpMailer';

/**
 * How this installation sends mail: by SMTP where it is set, in development into the catcher, otherwise not at all.
 *
 * @param onCaught is told of each mail that is caught.
 */
export function createMailer(
  { SMTP_URL, MAIL_FROM, COMPANY_NAME, COMPANY_EMAIL, production }: AppConfig,
  onCaught: (mail: CaughtMail) => void,
): Mailer | undefined {
  if (SMTP_URL)
    return createSmtpMailer(SMTP_URL, MAIL_FROM ?? `"${COMPANY_NAME.replace(/["\\]/g, '')}" <${COMPANY_EMAIL}>`);
  return production ? undefined : new MailCatcher(onCaught);
}
