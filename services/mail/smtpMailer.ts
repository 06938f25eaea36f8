import { ServiceError } from '../serviceError';
import type { Mailer } from './mail';

/** A mail server that says nothing for as long does not answer. */
const TIMEOUT_MS = 10_000;

/**
 * Sends by SMTP through `nodemailer` (https://nodemailer.com/smtp), which is loaded with the first mail.
 *
 * @param url `smtps://user:password@host:465` or `smtp://…`, which is encrypted as soon as the server can (STARTTLS).
 * @param from the sender, for example `Northwind <help@example.com>`.
 */
export function createSmtpMailer(url: string, from: string): Mailer {
  const transport = async () => {
    const { createTransport } = await import('nodemailer');
    const limits = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
    return createTransport({ url, ...limits, disableFileAccess: true, disableUrlAccess: true });
  };
  let connected: ReturnType<typeof transport> | undefined;
  return {
    async send({ to, subject, text }) {
      try {
        // As an object: an address must not be read as a list of several.
        await (await (connected ??= transport())).sendMail({ from, to: { name: '', address: to }, subject, text });
      } catch (error) {
        throw new ServiceError('unavailable', 'the mail server did not take a mail', { cause: error });
      }
    },
  };
}
