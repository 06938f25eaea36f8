/** An IBAN is stepped over. */
const IBAN = String.raw`(?<![\p{L}\p{N}])[A-Za-z]{2}\d{2}(?:\x20?[A-Za-z0-9]{1,4}){3,9}(?![\p{L}\p{N}])`;
/** Digits of any script in groups. */
const RUN = String.raw`\p{Nd}(?:[\s\p{Cf}.,/_–—-]{0,4}\p{Nd})*`;
/** What is masked already is stepped over, too. */
const PATTERN = new RegExp(String.raw`•{4} \d{4}|(${IBAN})|(${RUN})`, 'gu');
/** Between the groups of a number; anything wider stands between the items of a list, too. */
const NARROW = /^[\p{Zs}\p{Cf}.–—-]{0,2}$/u;
/** How cards are grouped in print: other numbers with a wide gap in them are a list. */
const IN_PRINT = /^(?:4,4,4,4(?:,[123])?|4,6,[45])$/;
/**
 * What joins the digits to a number of another kind: a plus, a single letter, or two that end with a capital (tracking
 * numbers such as 1Z… and GM…). A whole word is only written without a space.
 */
const JOINED_BEFORE = /(?:[\p{N}+]|(?<!\p{L})(?:[\p{Lu}\p{Ll}]|\p{L}\p{Lu}))$/u;
const JOINED_BEHIND = /^(?:\p{N}|(?:[\p{Lu}\p{Ll}]|\p{L}\p{Lu})(?!\p{L}))/u;
const GROUP = /\p{Nd}+/gu;
const LENGTHS = [16, 15, 14, 19, 18, 17, 13];
/** First digits and lengths of the schemes: https://en.wikipedia.org/wiki/Payment_card_number */
const SCHEMES: readonly { first: RegExp; lengths: readonly number[] }[] = [
  { first: /^4/, lengths: [13, 16, 19] },
  { first: /^(?:5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720))/, lengths: [16] },
  { first: /^3[47]/, lengths: [15] },
  { first: /^3(?:0[0-5]|6|8|9)/, lengths: [14, 16, 19] },
  { first: /^35(?:2[89]|[3-8])/, lengths: [16, 17, 18, 19] },
  { first: /^(?:6011|64[4-9]|65|62|60|81)/, lengths: [16, 17, 18, 19] },
  { first: /^(?:5[06-8]|6)/, lengths: [13, 14, 15, 16, 17, 18, 19] },
];

/** Replaces card numbers by `•••• 1111`. */
export function maskCards(text: string): string {
  let masked = '';
  let copied = 0;
  PATTERN.lastIndex = 0;
  for (let match = PATTERN.exec(text); match; match = PATTERN.exec(text)) {
    const [all, iban, run] = match;
    // Two letters and digits that are no IBAN: what follows the letters may be a card.
    if (iban !== undefined && !isIban(iban)) PATTERN.lastIndex = match.index + 2;
    if (run === undefined) continue;
    masked += text.slice(copied, match.index) + maskRun(text, match.index, all);
    copied = match.index + all.length;
  }
  return masked + text.slice(copied);
}

/** Where a group of digits stands in the run, and which of the run's digits is its first. */
interface Group {
  start: number;
  end: number;
  firstDigit: number;
}

/** Cards start and end where a group of digits does: a part of a longer number is none. */
function maskRun(text: string, offset: number, run: string): string {
  const groups: Group[] = [];
  const lastGroups = new Map<number, number>();
  let digits = '';
  for (const match of run.matchAll(GROUP)) {
    groups.push({ start: match.index, end: match.index + match[0].length, firstDigit: digits.length });
    digits += toAscii(match[0]);
    lastGroups.set(digits.length, groups.length - 1);
  }
  const isCard = (first: number, last = -1) => {
    const parts = groups.slice(first, last + 1);
    return parts.length > 0 && standsAlone(text, offset, parts) && isOneNumber(run, digits, parts);
  };
  let masked = '';
  let copied = 0;
  for (let at = 0; at < groups.length; at++) {
    const { firstDigit = 0, start = 0 } = groups[at] ?? {};
    const first = at;
    const length = cardLength(digits, firstDigit, (end) => isCard(first, lastGroups.get(end)));
    if (length === undefined) continue;
    at = lastGroups.get(firstDigit + length) ?? at;
    masked += `${run.slice(copied, start)}•••• ${digits.slice(firstDigit + length - 4, firstDigit + length)}`;
    copied = groups[at]?.end ?? run.length;
  }
  return masked + run.slice(copied);
}

function standsAlone(text: string, offset: number, parts: readonly Group[]): boolean {
  const start = offset + (parts[0]?.start ?? 0);
  const end = offset + (parts.at(-1)?.end ?? 0);
  return (
    !JOINED_BEFORE.test(text.slice(Math.max(0, start - 3), start)) && !JOINED_BEHIND.test(text.slice(end, end + 3))
  );
}

/** Not several numbers in a row, such as `4001, 4002, 4003, 4004`. */
function isOneNumber(run: string, digits: string, parts: readonly Group[]): boolean {
  const sizes = parts.map(({ start, end }) => toAscii(run.slice(start, end)).length);
  const openings = parts.map(({ firstDigit }) => digits.slice(firstDigit, firstDigit + 2));
  const alike = sizes.length > 2 && new Set(openings).size === 1 && new Set(sizes).size === 1 && sizes[0] === 4;
  const distinct = new Set(parts.map(({ firstDigit }) => digits.slice(firstDigit, firstDigit + 4))).size > 2;
  if (alike && distinct) return false;
  const isNarrow = parts.slice(1).every(({ start }, before) => NARROW.test(run.slice(parts[before]?.end, start)));
  return isNarrow || IN_PRINT.test(sizes.join());
}

/** The length of the card number that starts here, if one does. */
function cardLength(digits: string, start: number, canEnd: (end: number) => boolean): number | undefined {
  const opening = digits.slice(start, start + 4);
  const schemes = SCHEMES.filter(({ first }) => first.test(opening));
  return LENGTHS.find(
    (length) =>
      start + length <= digits.length &&
      schemes.some((scheme) => scheme.lengths.includes(length)) &&
      passesLuhn(digits.slice(start, start + length)) &&
      canEnd(start + length),
  );
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum += i % 2 === 0 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9;
  }
  return sum % 10 === 0;
}

/** Each script's ten digits are in a row in Unicode, and its zero is a multiple of ten behind a known start. */
function toAscii(digits: string): string {
  return digits.replace(/\P{ASCII}/gu, (digit) => {
    let zero = digit.codePointAt(0) ?? 0;
    const value = zero;
    while (zero > 0 && value - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    return String((value - zero) % 10);
  });
}

function isIban(text: string): boolean {
  const compact = text.replaceAll(' ', '').toUpperCase();
  if (compact.length < 15 || compact.length > 34) return false;
  const rearranged = compact.slice(4) + compact.slice(0, 4);
  let rest = 0;
  for (const letter of rearranged) rest = Number(`${rest}${parseInt(letter, 36)}`) % 97;
  return rest === 1;
}
