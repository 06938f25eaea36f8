import type { Order } from '../../services/ports/commerce';
import type { HrCase, LeaveRequest } from '../../services/ports/hr';
import type { Ticket } from '../../services/ports/helpdesk';
import type { ItRequest } from '../../services/ports/itsm';
import { ORDER_RANK, type SubscriptionKind } from '../../services/subscriptions/news';
import type { PortName } from '../../services/ports';

/** What can be asked for in words or by a button. */
export type WatchedKind = Exclude<SubscriptionKind, 'stock'>;

/** A record that the user was shown, with a proof that it is theirs, and what they know of it. */
export interface NewsRecord {
  kind: WatchedKind;
  /** As it stands in events: an order's number without `#`, a request's number, the id of a leave request. */
  number: string;
  /** What it is called where the number is nothing that people know. */
  title?: string;
  /** A method of the system that has it. */
  source: `${PortName}.${string}`;
  /** What the button says. */
  button: 'ships' | 'arrives' | 'refunded' | 'posted' | 'decided';
  mayRead?: true;
  confidential?: true;
  /** An order in several parcels. */
  split?: true;
  knownRank?: number;
  knownAt?: number;
}

/** The same, as it is remembered. */
export interface Watchable extends NewsRecord {
  vendor: string;
  /** When the proof was given, milliseconds since 1970. */
  provedAt: number;
  employee?: string;
}

/** What can still happen to an order; nothing to one whose story has ended. */
export function newsOfOrder({ number, fulfillmentStatus: status, shipments }: Order): NewsRecord | undefined {
  const isSplit = shipments.length > 1 || status === 'partly_shipped' || status === 'partly_delivered';
  const split = isSplit ? ({ split: true } as const) : {};
  const order = { kind: 'order', number, source: 'commerce.findOrder', ...split } as const;
  switch (status) {
    case 'pending':
    case 'on_hold':
      return { ...order, button: 'ships' };
    case 'partly_shipped':
      return { ...order, button: 'arrives' };
    case 'shipped':
    case 'out_for_delivery':
    case 'delivery_problem':
    case 'partly_delivered':
      return { ...order, button: 'arrives', knownRank: ORDER_RANK['order.shipped'] };
    default:
      return undefined;
  }
}

/** The money that an order's owner waits for. */
export function newsOfRefund({ number, fulfillmentStatus: status, financialStatus }: Order): NewsRecord | undefined {
  if (financialStatus === 'refunded' || financialStatus === 'voided') return undefined;
  const knownRank = ORDER_RANK[status === 'cancelled' ? 'order.cancelled' : 'order.delivered'];
  return { kind: 'order', number, source: 'commerce.findOrder', button: 'refunded', knownRank };
}

/** @param mayRead whether the user has proved to be the requester, to whom others write */
export function newsOfTicket({ number, status, updatedAt }: Ticket, mayRead: boolean): NewsRecord | undefined {
  if (status === 'closed' || status === 'solved') return undefined;
  const source = 'helpdesk.getTicket';
  return { kind: 'ticket', number, source, button: 'posted', ...known(updatedAt), ...(mayRead && { mayRead }) };
}

export function newsOfRequest({ number, status, updatedAt }: ItRequest): NewsRecord | undefined {
  if (status === 'done' || status === 'cancelled') return undefined;
  return { kind: 'request', number, source: 'itsm.getRequestStatus', button: 'posted', ...known(updatedAt) };
}

export function newsOfHrCase({ number }: HrCase): NewsRecord {
  return { kind: 'request', number, source: 'hr.openHrCase', button: 'posted', confidential: true };
}

/** @param title its days, in the user's words */
export function newsOfLeave({ id, status }: LeaveRequest, title: string): NewsRecord | undefined {
  if (status !== 'submitted') return undefined;
  return { kind: 'leave', number: id, title, source: 'hr.requestLeave', button: 'decided', confidential: true };
}

function known(updatedAt: string): Pick<NewsRecord, 'knownAt'> {
  const at = Date.parse(updatedAt);
  return Number.isNaN(at) ? {} : { knownAt: at };
}
