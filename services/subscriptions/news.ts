import { normalizeOrderNumber } from '../verification/normalize';
import type { EventData } from '../events/catalogue';
import type { BusinessEvent } from '../events/event';

/** `stock`: a product is back; all others: something happened to a record of the user's. */
export type SubscriptionKind = 'stock' | 'order' | 'ticket' | 'request' | 'leave';

/** `back`: it can be bought again; `gone`: it is not sold any more. */
export type StockNews = 'back' | 'gone';

/** The events that subscribers are told of. */
export const TOLD_EVENTS = [
  'order.shipped',
  'order.delivered',
  'order.cancelled',
  'order.refunded',
  'ticket.commented',
  'ticket.solved',
  'request.changed',
  'leave.decided',
] as const;
export type ToldEvent = (typeof TOLD_EVENTS)[number];

type EventNews = { [T in ToldEvent]: { type: T; data: EventData<T> } }[ToldEvent];

/** How far a story is: by time, and at the same time by rank. */
export interface Progress {
  /** Milliseconds since 1970, as the system says. */
  at: number;
  rank: number;
}

/** Something to tell about one record or product. */
export type News = Progress & { ends: boolean } & (EventNews | { type: 'stock'; data: { news: StockNews } });

/** What an event tells, and whom. */
export interface Told {
  kinds: readonly SubscriptionKind[];
  subjectKey: string;
  news: News;
}

/** The key of a record: its system, and its number as people know it. */
export function recordKey(vendor: string, number: string): string {
  return `${vendor}/${number}`;
}

/** An order's number as every system and customer writes it: `#1001` is `1001`. */
export function orderKey(vendor: string, orderNumber: string): string {
  return recordKey(vendor, normalizeOrderNumber(orderNumber) ?? orderNumber);
}

/** How far an order is that has come to this; an earlier event than that tells nothing new. */
export const ORDER_RANK = {
  'order.shipped': 10,
  'order.delivered': 20,
  'order.cancelled': 30,
  'order.refunded': 40,
} as const;

const REQUEST_RANK: Readonly<Record<string, number>> = {
  new: 0,
  awaiting_approval: 1,
  in_progress: 2,
  on_hold: 3,
  waiting_for_you: 4,
  done: 5,
  cancelled: 6,
};
const ENDED: ReadonlySet<string> = new Set(['done', 'cancelled', 'closed', 'solved', 'resolved']);

/** What to tell of an event; `undefined` for one that the user caused. */
export function newsOf(event: BusinessEvent<ToldEvent>): Told | undefined {
  const news = { type: event.type, data: event.data, at: Date.parse(event.data.occurredAt) } as EventNews & {
    at: number;
  };
  switch (news.type) {
    case 'order.shipped':
    case 'order.delivered':
    case 'order.cancelled':
    case 'order.refunded': {
      const ends = news.type === 'order.delivered' || news.type === 'order.refunded';
      const subjectKey = orderKey(news.data.vendor, news.data.orderNumber);
      return { kinds: ['order'], subjectKey, news: { ...news, rank: ORDER_RANK[news.type], ends } };
    }
    case 'ticket.commented':
      if (!news.data.byAgent) return undefined;
      return ofTicket(news.data, { ...news, rank: 1, ends: false });
    case 'ticket.solved':
      return ofTicket(news.data, { ...news, rank: 2, ends: true });
    case 'request.changed': {
      const { vendor, requestNumber, status } = news.data;
      const subjectKey = recordKey(vendor, requestNumber);
      // Where the helpdesk is the same system, what customers call a ticket is an incident there.
      const kinds = ['request', 'ticket'] as const;
      return { kinds, subjectKey, news: { ...news, rank: REQUEST_RANK[status] ?? 2, ends: ENDED.has(status) } };
    }
    case 'leave.decided': {
      const subjectKey = recordKey(news.data.vendor, news.data.requestId);
      return { kinds: ['leave'], subjectKey, news: { ...news, rank: 1, ends: true } };
    }
  }
}

function ofTicket({ vendor, ticketNumber }: { vendor: string; ticketNumber: string }, news: News): Told {
  return { kinds: ['ticket'], subjectKey: recordKey(vendor, ticketNumber), news };
}

export function isLater(one: Progress, other: Progress): boolean {
  return one.at > other.at || (one.at === other.at && one.rank > other.rank);
}
