import { normalizeEmail, normalizeOrderNumber } from '../services/verification/normalize';

/** What a message says beside its intent. */
export interface Entities {
  orderNumber?: string;
  email?: string;
}

const EMAIL = /[^\s@<>#"',;:()[\]][^\s@<>#",;:()[\]]*\s*@\s*[a-z0-9-]+(?:\.[a-z0-9-]+)+/i;
/** A number that is called an order number, such as `order no. 1001`, `# 1001` or `US-1001`. */
const MARKED_NUMBER = /(?:\border\s*(?:number|no\.?|nr\.?|num\.?)?\s*(?:is\s*)?[:#]?\s*|#\s*)([a-z]{0,4}-?\d{3,12})\b/i;
const BARE_NUMBER = /(?<![\w.,@+-])(?:[a-z]{1,4}-)?\d{3,12}(?![\w@-]|[.,]\d)/i;

/** The text without its e-mail address, whose words say nothing about what is meant. */
export function withoutEmail(text: string): string {
  return text.replace(EMAIL, ' ');
}

/** Finds an order number and an e-mail address in free words. */
export function findEntities(text: string): Entities {
  const plain = text.normalize('NFKC');
  const [emailText] = EMAIL.exec(plain) ?? [];
  const email = emailText && normalizeEmail(emailText);
  const rest = emailText ? plain.replace(emailText, ' ') : plain;
  const orderNumber = normalizeOrderNumber(MARKED_NUMBER.exec(rest)?.[1] ?? BARE_NUMBER.exec(rest)?.[0] ?? '');
  return { ...(orderNumber && { orderNumber }), ...(email && { email }) };
}
