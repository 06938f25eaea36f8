/** Digits in groups; what is masked already, and an IBAN, is stepped over. Digits of any script count. */
const IBAN = String.raw`(?<![\p{L}\p{N}])[A-Za-z]{2}\d{2}(?:\x20?[A-Za-z0-9]{1,4}){3,9}(?![\p{L}\p{N}])`;
const RUN = String.raw`(?<![\p{L}\p{N}_+])\p{Nd}(?:[\p{Zs}\p{Cf}.–—-]{0,2}\p{Nd})*(?![\p{L}\p{N}_])`;
const PATTERN = new RegExp(String.raw`(•{4} \d{4})|(${IBAN})|${RUN}`, 'gu');
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
  return text.replace(PATTERN, (match: string, masked: string | undefined, iban: string | undefined) => {
    if (masked !== undefined) return match;
    if (iban !== undefined) return isIban(iban) ? match : iban.slice(0, 4) + maskCards(iban.slice(4));
    return maskRun(match);
  });
}

/** Where a group of digits stands in the run, and which of the run's digits is its first. */
interface Group {
  start: number;
  end: number;
  firstDigit: number;
}

/** Cards start and end where a group of digits does: a part of a longer number is none. */
function maskRun(run: string): string {
  const groups: Group[] = [];
  const lastGroups = new Map<number, number>();
  let digits = '';
  for (const match of run.matchAll(GROUP)) {
    groups.push({ start: match.index, end: match.index + match[0].length, firstDigit: digits.length });
    digits += toAscii(match[0]);
    lastGroups.set(digits.length, groups.length - 1);
  }
  let text = '';
  let copied = 0;
  for (let at = 0; at < groups.length; at++) {
    const { firstDigit = 0, start = 0 } = groups[at] ?? {};
    const length = cardLength(digits, firstDigit, (end) => lastGroups.has(end));
    if (length === undefined) continue;
    at = lastGroups.get(firstDigit + length) ?? at;
    text += `${run.slice(copied, start)}•••• ${digits.slice(firstDigit + length - 4, firstDigit + length)}`;
    copied = groups[at]?.end ?? run.length;
  }
  return text + run.slice(copied);
}

/** The length of the card number that starts here, if one does. */
function cardLength(digits: string, start: number, isGroupEnd: (end: number) => boolean): number | undefined {
  const lengths = LENGTHS.filter((length) => isGroupEnd(start + length));
  if (lengths.length === 0) return undefined;
  const opening = digits.slice(start, start + 4);
  const schemes = SCHEMES.filter(({ first }) => first.test(opening));
  return lengths.find(
    (length) =>
      schemes.some((scheme) => scheme.lengths.includes(length)) && passesLuhn(digits.slice(start, start + length)),
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
