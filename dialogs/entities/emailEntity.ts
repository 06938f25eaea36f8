import { normalizeEmail } from '../../services/verification/normalize';

const LOCAL_PART = /[^\s@<>#"',;:()[\]][^\s@<>#",;:()[\]]{0,63}\s{0,3}$/;
const DOMAIN = /^\s{0,3}[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/i;
const LONGEST_LOCAL_PART = 68;
const LONGEST_DOMAIN = 258;

/** An address and where it stands in the text. */
export interface FoundEmail {
  email?: string;
  start: number;
  end: number;
}

/** The lines of a forwarded mail that say whom it was from and to. */
const HEADER = /^[\s>*]{0,5}(from|von|to|an)[*]?\s{0,3}:/i;
const SENDER = /^(?:from|von)$/i;

/**
 * The e-mail address that somebody gives as theirs: the first, but in a forwarded mail the one that it went to, because it came
 * from us.
 */
export function findEmail(text: string): FoundEmail | undefined {
  return findRecipient(text) ?? findFirstEmail(text);
}

/** Only where a mail's header names both. */
function findRecipient(text: string): FoundEmail | undefined {
  let start = 0;
  let isFromSomebody = false;
  let recipient: FoundEmail | undefined;
  for (const line of text.split('\n')) {
    const found = HEADER.test(line) ? findFirstEmail(line) : undefined;
    const isSender = SENDER.test(HEADER.exec(line)?.[1] ?? '');
    if (found && isSender) isFromSomebody = true;
    if (found && !isSender) recipient ??= { ...found, start: start + found.start, end: start + found.end };
    start += line.length + 1;
  }
  return isFromSomebody ? recipient : undefined;
}

/** It looks around each `@` only, so that a long text costs no more than its length. */
function findFirstEmail(text: string): FoundEmail | undefined {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const [localPart] = LOCAL_PART.exec(text.slice(Math.max(0, at - LONGEST_LOCAL_PART), at)) ?? [];
    const [domain] = DOMAIN.exec(text.slice(at + 1, at + 1 + LONGEST_DOMAIN)) ?? [];
    if (!localPart || !domain) continue;
    const [start, end] = [at - localPart.length, at + 1 + domain.length];
    const email = normalizeEmail(text.slice(start, end));
    return { start, end, ...(email && { email }) };
  }
  return undefined;
}

/** The text without its e-mail address, whose words say nothing about what is meant. */
export function withoutEmail(text: string): string {
  const found = findEmail(text);
  return found ? `${text.slice(0, found.start)} ${text.slice(found.end)}` : text;
}
