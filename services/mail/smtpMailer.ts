import { ServiceError } from '../serviceError';
import type { Mailer } from './mail';

/** Somebody waits in the chat until the mail server has taken it: all in all no longer than this. */
const LIMIT_MS = 6_000;

/**
 * Sends by SMTP through `nodemailer` (https://nodemailer.com/smtp), which is loaded with the first mail.
 *
 * @param url `smtps://user:password@host:465` or `smtp://…`, which is encrypted as soon as the server can (STARTTLS).
 * @param from the sender, for example `Northwind <help@example.com>`.
 * @param limitMs how long a mail may take in all, whatever the server does in between.
 */
export function createSmtpMailer(url: string, from: string, limitMs = LIMIT_MS): Mailer {
  const transport = async () => {
    const { createTransport } = await import('nodemailer');
    const limits = { connectionTimeout: limitMs, greetingTimeout: limitMs, socketTimeout: limitMs };
    return createTransport({ url, ...limits, disableFileAccess: true, disableUrlAccess: true });
  };
  let connected: ReturnType<typeof transport> | undefined;
  return {
    async send({ to, subject, text }) {
      try {
        // As an object: an address must not be read as a list of several.
        const mail = { from, to: { name: '', address: to }, subject, text };
        await within(
          limitMs,
          (connected ??= transport()).then((mailServer) => mailServer.sendMail(mail)),
        );
      } catch (error) {
        throw new ServiceError('unavailable', 'the mail server did not take a mail', { cause: error });
      }
    },
  };
}

/** What is not done in time has failed, although it may still happen. */
async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
