/** One e-mail in plain text: no system mangles it, and nothing in it can do harm. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Sends e-mail. */
export interface Mailer {
  /** @throws ServiceError `unavailable` when the mail server does not take it. */
  send(mail: Mail): Promise<void>;
}
