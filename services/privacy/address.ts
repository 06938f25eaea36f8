/** What stands where an address was. */
const ERASED = '[erased]';

/** An address as it stands in a text: not as a part of a longer one. */
function patternOf(email: string): RegExp {
  const escaped = email.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('@', '(?:@|%40)');
  return new RegExp(`(?<![\\w.+%-])${escaped}(?![\\w-]|\\.[a-z0-9])`, 'gi');
}

/** Whether an address stands in anything of a JSON value. */
export function isNamedIn(email: string, value: unknown): boolean {
  const pattern = patternOf(email);
  return textsOf(value).some((text) => text.search(pattern) >= 0);
}

/** The same value without the address. What was said with it goes as a whole: a name or a number beside it is theirs, too. */
export function withoutAddress(email: string, value: unknown): unknown {
  if (typeof value === 'string') return value.replace(patternOf(email), ERASED);
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
