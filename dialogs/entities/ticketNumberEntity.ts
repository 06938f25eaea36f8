import { markedNumberFinder, type FoundNumber } from './markedNumber';

const SHAPE = String.raw`(?:[a-z]{1,6}-?)?\d{3,12}`;
const HASH = /#\s{0,3}(\d{1,12})(?![\p{L}\p{N}_@]|[.,]\d)/giu;
let findMarked: ((text: string) => FoundNumber[]) | undefined;

/** The numbers that are called a ticket, case or request: `ticket 5001`, `case #5001`, `Ticket Nr. 5001`, `Vorgang 5001`. */
export function findTicketNumbers(text: string): FoundNumber[] {
  findMarked ??= markedNumberFinder('ticketWords', SHAPE);
  return findMarked(text).map((found) => ({ ...found, value: found.value.toUpperCase() }));
}

/** A number behind `#` without any word; it may as well be an order. */
export function findHashNumber(text: string): string | undefined {
  HASH.lastIndex = 0;
  return HASH.exec(text)?.[1];
}
