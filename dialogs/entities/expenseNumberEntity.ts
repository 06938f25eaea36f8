import { markedNumberFinder, type FoundNumber } from './markedNumber';

const SHAPE = String.raw`(?:[a-z]{1,4}-?)?\d{3,12}`;
const PREFIXED = /(?<![\p{L}\p{N}_-])EXP(-?|[\s_]#?)(\d{2,12})(?![\p{L}\p{N}_@]|[.,]\d)/giu;
let findMarked: ((text: string) => FoundNumber[]) | undefined;

/** Expense report numbers in capitals: `EXP-3001`, `expense report 3001`, `Spesenabrechnung EXP-3001`. */
export function findExpenseNumbers(text: string): FoundNumber[] {
  findMarked ??= markedNumberFinder('expenseWords', SHAPE);
  const prefixed = [...text.matchAll(PREFIXED)].map((match) => ({
    value: `EXP${match[1] ? '-' : ''}${match[2]}`,
    start: match.index,
    end: match.index + match[0].length,
  }));
  const marked = findMarked(text).filter(({ end }) => !prefixed.some((other) => other.end === end));
  return [...prefixed, ...marked]
    .sort((a, b) => a.start - b.start)
    .map((found) => ({ ...found, value: found.value.toUpperCase() }));
}
