import type { CallOptions, IsoDateTime, Money, Page, WriteOptions } from '../values';

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

/** Something of an order that can still be sent back. */
export interface ReturnableItem extends OrderItem {
  /** The vendor's opaque id of this line of this parcel. */
  id: string;
  /** When its parcel arrived, where that is known. */
  deliveredAt?: IsoDateTime;
}

export type ReturnReason =
  'too_small' | 'too_large' | 'not_as_described' | 'defective' | 'wrong_item' | 'unwanted' | 'other';

export interface ReturnDraft {
  orderId: string;
  items: { itemId: string; quantity: number; reason: ReturnReason; note?: string }[];
}

/** What became of a return that was asked for. */
export type ReturnOutcome =
  | { outcome: 'started'; returnNumber: string }
  /** The system has no returns, or wants somebody to look at it. */
  | { outcome: 'needs_person' }
  | { outcome: 'not_possible'; why: 'already_returned' | 'not_delivered' | 'unknown_item' };

export type CancelOutcome =
  /** It is done, and the money goes back by itself. */
  | { outcome: 'cancelled' }
  /** The system takes a while; it will be cancelled. */
  | { outcome: 'requested' }
  | { outcome: 'not_possible'; why: 'shipped' | 'already_cancelled' | 'other' };

/** Money that went back or is on its way back. */
export interface Refund {
  amount: Money;
  status: 'pending' | 'done' | 'failed';
  createdAt: IsoDateTime;
}

export interface ProductVariant {
  id: string;
  /** Size, colour and the like; absent when the product has one variant only. */
  title?: string;
  price: Money;
  available: boolean;
  /** How many are left, where the system counts and tells. */
  inStock?: number;
}

export interface Product {
  id: string;
  title: string;
  /** Plain text, at most a few hundred characters. */
  description?: string;
  /** The shop's page and picture, http(s). */
  url?: string;
  imageUrl?: string;
  variants: ProductVariant[];
}

/** In all methods: `orderId` and `email` are taken from an order or address that the caller has verified. */
export interface CommercePort {
  /**
   * Finds one order by its number, if `email` is the address it was placed with.
   *
   * @returns `undefined` when there is no such order *or* the address is another one: the two must not be told apart,
   *   neither by the answer nor by the time it takes.
   * @throws ServiceError `rate_limited`, `unavailable`, `unauthenticated`, `forbidden`, `misconfigured`, `unexpected`.
   */
  findOrder(input: OrderProof, options?: CallOptions): Promise<Order | undefined>;

  /** The orders placed with a verified address, newest first. */
  listOrders(input: { email: string; cursor?: string }, options?: CallOptions): Promise<Page<Order>>;

  /** The parcels of an order; empty when nothing was sent or the order is gone. */
  getShipments(input: { orderId: string }, options?: CallOptions): Promise<Shipment[]>;

  /**
   * Cancels an order as a whole, pays back what was paid, and puts the goods back on the shelf.
   *
   * @throws ServiceError `not_found` for an order that is gone.
   */
  cancelOrder(input: { orderId: string }, options: WriteOptions): Promise<CancelOutcome>;

  /**
   * What of an order has arrived and is not sent back yet; empty when the order is gone. A parcel counts as arrived, too,
   * when the system never hears of arrivals.
   */
  getReturnableItems(input: { orderId: string }, options?: CallOptions): Promise<ReturnableItem[]>;

  /**
   * Starts a return. Whether the return window is over is the caller's to judge.
   *
   * @throws ServiceError `not_found` for an order that is gone, `conflict` when something else changed it meanwhile.
   */
  startReturn(input: ReturnDraft, options: WriteOptions): Promise<ReturnOutcome>;

  /**
   * What was paid back for an order, newest first; empty when nothing was. A return that was inspected and is not paid back
   * yet has no refund so far: the order then is `returned` and still `paid`, and its refund is what comes next.
   */
  getRefunds(input: { orderId: string }, options?: CallOptions): Promise<Refund[]>;

  /** Products by words, best first. At most `limit` (1 to 10) on a page. */
  searchProducts(
    input: { query: string; limit: number; cursor?: string },
    options?: CallOptions,
  ): Promise<Page<Product>>;

  /** The variants of one product with their stock at this moment; `undefined` when it is not sold any more. */
  getStock(input: { productId: string }, options?: CallOptions): Promise<ProductVariant[] | undefined>;
}
