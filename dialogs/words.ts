/** A text as its words, one space between them: lower case, without punctuation. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .trim();
}

/** True when a text is a button's title, as people type it. */
export function isTitle(text: string, title: string): boolean {
  return plainWords(text) === plainWords(title);
}

/** True when one of the words or phrases stands in the text. */
export function says(text: string, phrases: readonly string[]): boolean {
  const padded = ` ${plainWords(text)} `;
  return phrases.some((phrase) => padded.includes(` ${phrase} `));
}

/** True when the text is nothing but one of the phrases. */
export function isOneOf(text: string, phrases: readonly string[]): boolean {
  return phrases.includes(plainWords(text));
}

/** The words of a text that are none of the given ones. */
export function wordsBeside(text: string, others: Iterable<string>): string[] {
  const known = new Set(others);
  return plainWords(text)
    .split(' ')
    .filter((word) => word !== '' && !known.has(word));
}

/** True when the text says one of the phrases, and nothing beside it but some of the words that may stand around it. */
export function saysOnly(text: string, phrases: readonly string[], around: readonly string[]): boolean {
  const padded = ` ${plainWords(text)} `;
  const allowed = new Set(around);
  return phrases
    .filter((phrase) => padded.includes(` ${phrase} `))
    .some((phrase) => wordsBeside(padded.replace(` ${phrase} `, ' '), allowed).length === 0);
}

/** The first of the phrases that stands at a place in plain words; these end with a space. */
export function phraseAt(padded: string, phrases: readonly string[], at = 0): string | undefined {
  return phrases.find((phrase) => padded.startsWith(`${phrase} `, at));
}
