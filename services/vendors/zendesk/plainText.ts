/** What articles and comments of Zendesk use; anything else stays as it is written. */
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['ndash', '–'],
  ['mdash', '—'],
  ['hellip', '…'],
  ['lsquo', '‘'],
  ['rsquo', '’'],
  ['ldquo', '“'],
  ['rdquo', '”'],
  ['bdquo', '„'],
  ['bull', '•'],
  ['euro', '€'],
  ['auml', 'ä'],
  ['ouml', 'ö'],
  ['uuml', 'ü'],
  ['Auml', 'Ä'],
  ['Ouml', 'Ö'],
  ['Uuml', 'Ü'],
  ['szlig', 'ß'],
]);

/** Far more than an excerpt needs; what comes after is not read at all. */
const MOST_CHARACTERS = 20_000;
const LARGEST_CODE_POINT = 0x10ffff;

/** The text of HTML in one line, without what nobody sees. */
export function plainText(html: string): string {
  const text = html
    .slice(0, MOST_CHARACTERS)
    .replace(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1[^>]*>|$)/gi, ' ')
    .replace(/<\/?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|th|table|blockquote|hr|pre)\b[^>]*>/gi, ' ')
    .replace(/<[a-z/!?][^>]*(?:>|$)/gi, '');
  // Entities last, and once: what they stand for is text, whatever it looks like.
  return decodeEntities(text).replace(/\s+/g, ' ').trim();
}

export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES.get(name as string) ?? whole;
    const code = decimal !== undefined ? Number(decimal) : parseInt(hex as string, 16);
    return code > 0 && code <= LARGEST_CODE_POINT ? String.fromCodePoint(code) : '';
  });
}

/** The first sentences, as many as go into `length` characters; cut between words where the first one is longer. */
export function firstSentences(text: string, length: number): string {
  if (text.length <= length) return text;
  const start = text.slice(0, length + 1);
  const sentences = /^.*[.!?…](?=\s)/su.exec(start)?.[0];
  if (sentences) return sentences;
  const words = start.slice(0, Math.max(start.lastIndexOf(' '), length / 2));
  return `${words.trimEnd()}…`;
}
