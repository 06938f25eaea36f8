/** Turns what people type into what systems know, or `undefined` when it cannot be meant. */

const ORDER_WORDS = /\b(order|bestellung|auftrag|number|no|nr|num|nummer|the|my|is|it'?s)\b\.?/gi;
const ORDER_NUMBER = /^(?:[a-z]{1,4}-?)?\d{3,12}$/i;
/** An address and what people write around it; longer words are none, and not worth looking through. */
const LONGEST_WORDS = 1_000;
const EMAIL =
  /^[^\s@<>"',;:()[\]\\][^\s@<>",;:()[\]\\]*@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;

/**
 * An order number without decoration: `# 1001 `, `ORDER 1001` and full-width digits give `1001`, `us-1001` gives `US-1001`.
 */
export function normalizeOrderNumber(text: string): string | undefined {
  const bare = text
    .normalize('NFKC')
    .replace(ORDER_WORDS, ' ')
    .replace(/[\s#:.,;!?\u200B-\u200D\uFEFF]+/g, '')
    .replace(/^[-–—]+/, '');
  return ORDER_NUMBER.test(bare) ? bare.toUpperCase() : undefined;
}

/** An e-mail address in lower case without spaces, `mailto:`, brackets or a full stop behind it. */
export function normalizeEmail(text: string): string | undefined {
  if (text.length > LONGEST_WORDS) return undefined;
  const bare = text
    .normalize('NFKC')
    .replace(/\s*([@.])\s*/g, '$1')
    .trim()
    .replace(/^<?(?:mailto:)?/i, '')
    .replace(/[>.,;!?]+$/, '')
    .toLowerCase();
  return bare.length <= 254 && EMAIL.test(bare) ? bare : undefined;
}
