import type { Mail, Mailer } from './mail';

const MAILS_KEPT = 50;

export interface CaughtMail extends Mail {
  /** Milliseconds since 1970. */
  at: number;
}

/** In development no mail leaves the machine: it is shown on a page instead. */
export class MailCatcher implements Mailer {
  readonly #mails: CaughtMail[] = [];

  /** @param onMail is told of each. */
  constructor(private readonly onMail: (mail: CaughtMail) => void = () => undefined) {}

  /** The last ones, newest first. */
  get mails(): readonly CaughtMail[] {
    return this.#mails;
  }

  send(mail: Mail): Promise<void> {
    const caught = { ...mail, at: Date.now() };
    this.#mails.unshift(caught);
    this.#mails.length = Math.min(this.#mails.length, MAILS_KEPT);
    this.onMail(caught);
    return Promise.resolve();
  }
}
