import { normalizeOrderNumber } from '../../services/verification/normalize';
import { markedNumberFinder, type FoundNumber } from './markedNumber';

const SHAPE = String.raw`(?:[a-z]{1,4}-?)?\d{3,12}`;
const BARE =
  /(?<![\p{L}\p{N}_.,@+-]|[$€£]\s?)(?:[a-z]{1,4}-)?\d{3,12}(?![\p{L}\p{N}_@-]|[.,]\d|\s?(?:[€$£%]|(?:eur|euros?|usd|dollars?)\b))/giu;
const HASH = /#\s{0,3}((?:[a-z]{1,4}-?)?\d{3,12})(?![\p{L}\p{N}_@]|[.,]\d)/giu;
/** How a phone number is written in groups, also one that nobody has: "030 1234567", "(0664) 123 45 67", "415 555 0134". */
const IN_GROUPS =
  /(?<![\p{L}\p{N}#])(?:\(0\d{1,5}\)|0\d{1,5}|00\d{1,3}[\s/-]{1,3}\d{1,5}|\+\d{1,3}[\s/-]{1,3}\(?\d{1,5}\)?|\(\d{3}\))(?:[\s/-]{1,3}\d{2,9}){1,5}(?!\p{N})|(?<![\p{L}\p{N}#])\d{3}[\s.-]\d{3}[\s.-]\d{4}(?!\p{N})/gu;
let findMarked: ((text: string) => FoundNumber[]) | undefined;

/** The numbers that are called order numbers, such as `order no. 1001`, `Bestellung 1001` or `orders 1001 and US-1002`. */
export function findMarkedOrderNumbers(text: string): FoundNumber[] {
  findMarked ??= markedNumberFinder('orderWords', SHAPE);
  return findMarked(text);
}

function withoutPhones(text: string): string {
  return text.replace(IN_GROUPS, (phone) => ' '.repeat(phone.length));
}

/** All order numbers: those that are called so first, then those behind `#`, then any number that could be one. */
export function findOrderNumbers(text: string): string[] {
  const values = [
    ...findMarkedOrderNumbers(text).map(({ value }) => value),
    ...[...text.matchAll(HASH)].map(([, value]) => value ?? ''),
    ...[...withoutPhones(text).matchAll(BARE)].map(([value]) => value),
  ];
  return [...new Set(values.map(normalizeOrderNumber).filter((value) => value !== undefined))];
}
