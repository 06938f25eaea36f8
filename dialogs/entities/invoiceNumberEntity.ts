import { markedNumberFinder, type FoundNumber } from './markedNumber';

const SHAPE = String.raw`(?:[a-z]{1,4}[-/]?)?\d{2,12}(?:[-/]\d{1,8}){0,2}`;
const PREFIXED = /(?<![\p{L}\p{N}_-])INV(-?|[\s_]#?)(\d{2,12}(?:[-/]\d{1,8}){0,2})(?![\p{L}\p{N}_@]|[.,]\d)/giu;
let findMarked: ((text: string) => FoundNumber[]) | undefined;

/** Invoice numbers in capitals as typed: `INV-2001`, `INV2001`, `invoice 2001` gives `2001`, `Rechnung RE-2001`. */
export function findInvoiceNumbers(text: string): FoundNumber[] {
  findMarked ??= markedNumberFinder('invoiceWords', SHAPE);
  const prefixed = [...text.matchAll(PREFIXED)].map((match) => ({
    value: `INV${match[1] ? '-' : ''}${match[2]}`,
    start: match.index,
    end: match.index + match[0].length,
  }));
  const marked = findMarked(text).filter(({ end }) => !prefixed.some((other) => other.end === end));
  return [...prefixed, ...marked]
    .sort((a, b) => a.start - b.start)
    .map((found) => ({ ...found, value: found.value.toUpperCase() }));
}
