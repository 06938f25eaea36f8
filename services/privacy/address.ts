/** What stands where an address was. */
const ERASED = '[erased]';

/** Before an address: not the beginning of a longer one; a line of underscores around it is only emphasis. */
const BEFORE = '(?:(?<=%3A)|(?<![\\p{L}\\p{N}.+%-]|[\\p{L}\\p{N}.+%-]\\\\?_))';
const AFTER = '(?![\\p{L}\\p{N}-]|\\.[a-z0-9])';
/** How signs of an address are written, too: in a link, or with spaces. */
const SPELLINGS: Readonly<Record<string, string>> = { '@': '(?:\\s?@\\s?|%40)', '+': '(?:\\\\?\\+|%2B)' };

/** An address as it stands in a text: also behind the backslashes of markdown. */
function patternOf(email: string): RegExp {
  const signs = Array.from(email, (sign) => SPELLINGS[sign] ?? spelled(sign));
  return new RegExp(`${BEFORE}${signs.join('')}${AFTER}`, 'giu');
}

function spelled(sign: string): string {
  if (/[\p{L}\p{N}]/u.test(sign)) return sign;
  return `\\\\?${sign.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}`;
}

/** The text as far as it is to be searched: as it stands, or with wide letters made plain where only then the address is in it. */
function searched(text: string, pattern: RegExp): string | undefined {
  return [text, text.normalize('NFKC')].find((each) => each.search(pattern) >= 0);
}

/** Whether an address stands in anything of a JSON value. */
export function isNamedIn(email: string, value: unknown): boolean {
  const pattern = patternOf(email);
  return textsOf(value).some((text) => searched(text, pattern) !== undefined);
}

/** The same value without the address. What was said with it goes as a whole: a name or a number beside it is theirs, too. */
export function withoutAddress(email: string, value: unknown): unknown {
  if (typeof value === 'string') {
    const pattern = patternOf(email);
    return searched(value, pattern)?.replace(pattern, ERASED) ?? value;
  }
  if (Array.isArray(value)) return value.map((each) => withoutAddress(email, each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      String(withoutAddress(email, name)),
      name === 'text' && typeof each === 'string' && isNamedIn(email, each) ? ERASED : withoutAddress(email, each),
    ]),
  );
}

/** From the beginning of a word only: otherwise each letter of a long one, such as that of a file, is tried. */
const ANY_ADDRESS = /(?<![\w.+-])[\w.+-]+(?:@|%40)[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi;

/** Every address that stands in a JSON value, in lower case. */
export function addressesIn(value: unknown): string[] {
  const found = textsOf(value).flatMap((text) => text.match(ANY_ADDRESS) ?? []);
  return [...new Set(found.map((address) => address.replace(/%40/i, '@').toLowerCase()))];
}

/** All texts in a JSON value, names included. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => [name, ...textsOf(each)]);
}
