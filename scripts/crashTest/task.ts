/** One thing that one user wants, with what tells it from all others in the systems' records. */
export interface Task {
  index: number;
  /** A word that no other task has. It looks like no number, so that nobody takes it for one. */
  marker: string;
  email: string;
  /** Of an order that belongs to nobody else. */
  orderNumber: string;
  /** Of a ticket that belongs to nobody else; only where the scenario needs one. */
  ticketNumber: string;
}

const LETTERS = 'abcdefghijklmnoprstuvwxyz';
const MARKER = /kq[a-z]{5}w/;
const FIRST_ORDER = 20_000;

/** @param ticketNumber of the ticket that was opened for it beforehand */
export function createTask(index: number, ticketNumber = ''): Task {
  const marker = markerOf(index);
  return { index, marker, email: `${marker}@example.com`, orderNumber: orderNumberOf(index), ticketNumber };
}

export function markerOf(index: number): string {
  const base = LETTERS.length;
  const letters = [4, 3, 2, 1, 0].map((place) => LETTERS[Math.floor(index / base ** place) % base]);
  return `kq${letters.join('')}w`;
}

export function orderNumberOf(index: number): string {
  return String(FIRST_ORDER + index);
}

/** The marker in a text, if there is one. */
export function findMarker(text: string): string | undefined {
  return MARKER.exec(text)?.[0];
}

/** The task whose order this number is. */
export function indexOfOrder(orderNumber: string): number {
  return Number(orderNumber) - FIRST_ORDER;
}
