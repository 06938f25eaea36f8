import type { IsoDate } from '../../services/values';
import { findDates, type DateRange } from './dateRange';
import { findEmail } from './emailEntity';
import { findExpenseNumbers } from './expenseNumberEntity';
import { findInvoiceNumbers } from './invoiceNumberEntity';
import { blanked } from './markedNumber';
import { findMarkedOrderNumbers, findOrderNumbers } from './orderNumberEntity';
import { findPerson, type PersonName } from './personName';
import { findPhone } from './phoneEntity';
import { findPriority, type Priority } from './priorityEntity';
import { findRequestNumbers } from './requestNumberEntity';
import { findHashNumber, findTicketNumbers } from './ticketNumberEntity';

export type { DateFlag, DateRange, HalfDay } from './dateRange';
export { withoutEmail } from './emailEntity';
export type { PersonName } from './personName';
export type { Priority } from './priorityEntity';

export interface EntityOptions {
  locale: string;
  /** In the user's zone; without it no dates are looked for. */
  today?: IsoDate;
  /** Whose phone numbers need no country code. */
  region?: string;
  /** Which year a date without one means. */
  prefer?: 'future' | 'past';
}

/** What a message says beside its intent; only what was said is there. */
export interface Entities {
  orderNumbers: string[];
  /** The first of them. */
  orderNumber?: string;
  email?: string;
  /** Also `INC…`; a bare `#5001` is an order number as well. */
  ticketNumber?: string;
  requestNumber?: string;
  invoiceNumber?: string;
  expenseNumber?: string;
  /** E.164. */
  phone?: string;
  priority?: Priority;
  dates?: DateRange;
  name?: PersonName;
  company?: string;
}

/** Nobody writes more about one job; the rest of a longer text is not looked at. */
const LONGEST_TEXT = 10_000;

/**
 * Finds everything in one message. What is known to be one thing is taken out before the next is looked for: a date, a
 * phone or a ticket number is no order number.
 */
export function findEntities(text: string, { locale, today, region = 'US', prefer }: EntityOptions): Entities {
  const plain = text.slice(0, LONGEST_TEXT).normalize('NFKC');
  const email = findEmail(plain);
  let rest = email ? blanked(plain, [email]) : plain;
  const hasDigits = /\d/.test(rest);
  const take = <T extends { start: number; end: number }>(found: readonly T[]): readonly T[] => {
    if (found.length > 0) rest = blanked(rest, found);
    return found;
  };
  const isOrder = hasDigits && findMarkedOrderNumbers(rest).length > 0;
  const requests = hasDigits ? take(findRequestNumbers(rest)) : [];
  const tickets = hasDigits ? take(findTicketNumbers(rest)) : [];
  const invoices = hasDigits ? take(findInvoiceNumbers(rest)) : [];
  const expenses = hasDigits ? take(findExpenseNumbers(rest)) : [];
  const marked = hasDigits ? findMarkedOrderNumbers(rest) : [];
  const dates = today && findDates({ text: blanked(rest, marked), locale, today, ...(prefer && { prefer }) });
  const phone = hasDigits ? findPhone(blanked(rest, dates ? [...marked, dates] : marked), region) : undefined;
  const withoutOthers = blanked(
    rest,
    [dates, phone].filter((found) => found !== undefined && found !== ''),
  );
  const orderNumbers = hasDigits ? findOrderNumbers(withoutOthers) : [];
  const hash = hasDigits && !isOrder ? findHashNumber(withoutOthers) : undefined;
  const request = requests[0]?.value;
  const [orderNumber] = orderNumbers;
  return defined({
    orderNumbers,
    orderNumber,
    email: email?.email,
    ticketNumber: tickets[0]?.value ?? requests.find(({ value }) => value.startsWith('INC'))?.value ?? hash,
    requestNumber: request,
    invoiceNumber: invoices[0]?.value,
    expenseNumber: expenses[0]?.value,
    phone: phone?.phone,
    priority: findPriority(rest),
    dates: dates || undefined,
    ...findPerson(rest),
  });
}

/** Without what was not found. */
function defined(found: { [K in keyof Entities]: Entities[K] | undefined }): Entities {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as unknown as Entities;
}
