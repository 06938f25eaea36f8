import type { CallOptions, IsoDateTime, Money } from '../values';

/** Where the goods are. Kept apart from the money: a refunded order may still be on its way. */
export type FulfillmentStatus =
  | 'pending'
  | 'on_hold'
  | 'partly_shipped'
  | 'shipped'
  | 'out_for_delivery'
  | 'partly_delivered'
  | 'delivered'
  | 'delivery_problem'
  | 'return_in_progress'
  | 'returned'
  | 'cancelled';

/** Where the money is. */
export type FinancialStatus = 'pending' | 'authorized' | 'paid' | 'partly_refunded' | 'refunded' | 'voided';

export interface OrderItem {
  title: string;
  /** Size, colour and the like; absent when the product has one variant only. */
  variant?: string;
  quantity: number;
}

export type ShipmentStatus = 'shipped' | 'out_for_delivery' | 'delivered' | 'delivery_problem';

/** One parcel of an order. */
export interface Shipment {
  status: ShipmentStatus;
  items: OrderItem[];
  /** The carrier's name for people, for example `UPS`. */
  carrier?: string;
  trackingNumber?: string;
  /** An http(s) link to the carrier's page. */
  trackingUrl?: string;
  shippedAt?: IsoDateTime;
  expectedAt?: IsoDateTime;
  deliveredAt?: IsoDateTime;
}

export interface Order {
  /** The vendor's opaque id; not the number that customers know. */
  id: string;
  /** The number that customers know, without a leading `#`, for example `1001`. */
  number: string;
  placedAt: IsoDateTime;
  fulfillmentStatus: FulfillmentStatus;
  financialStatus: FinancialStatus;
  items: OrderItem[];
  shipments: Shipment[];
  total: Money;
  /** The customer's own page of this order, where the system has one. */
  url?: string;
}

/** What proves that an order is the customer's: the number and the e-mail address it was placed with. */
export interface OrderProof {
  /** As normalised by `normalizeOrderNumber`: no `#`, no spaces. */
  orderNumber: string;
  /** As normalised by `normalizeEmail`: trimmed, lower case. */
  email: string;
}

export interface CommercePort {
  /**
   * Finds one order by its number, if `email` is the address it was placed with.
   *
   * @returns `undefined` when there is no such order *or* the address is another one: the two must not be told apart,
   *   neither by the answer nor by the time it takes.
   * @throws ServiceError `rate_limited`, `unavailable`, `unauthenticated`, `forbidden`, `misconfigured`, `unexpected`.
   */
  findOrder(input: OrderProof, options?: CallOptions): Promise<Order | undefined>;
}
