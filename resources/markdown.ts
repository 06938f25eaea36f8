/** Blanks of the line itself only: over thousands of empty lines each would be read from each. */
const LIST_SIGN = /^([^\S\n\u2028\u2029]*)([-+])(\s)/gm;
const LIST_NUMBER = /^([^\S\n\u2028\u2029]*\d+)\.(\s)/gm;

/**
 * Makes words of users and systems inert where a channel reads markdown: no links, pictures, emphasis or HTML come out of
 * them, and nothing that turns the direction of writing.
 */
export function escapeMarkdown(text: string): string {
  return withoutControls(text)
    .replace(/[\\`*_~[\]<>|#]/g, '\\$&')
    .replace(LIST_SIGN, '$1\\$2$3')
    .replace(LIST_NUMBER, '$1\\.$2');
}

/** The same for words in the middle of a line, where `20. January` begins no list. */
export function escapeInline(text: string): string {
  return escapeMarkdown(`x${text}`).slice(1);
}

/** A link whose words and address can do nothing but link; an address that is not http(s) leaves the words alone. */
export function markdownLink(words: string, url: string): string {
  if (!isWebAddress(url)) return escapeMarkdown(words);
  return `[${escapeMarkdown(words)}](${new URL(url).href.replaceAll('(', '%28').replaceAll(')', '%29')})`;
}

/** True for http and https: anything else that looks like an address may be a trap. */
export function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** Removes control characters and marks that turn the direction of writing; line breaks stay. */
export function withoutControls(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is removed
  return text.replace(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '');
}
