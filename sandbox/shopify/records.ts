import { CURRENCY, seedOrders, type SeedItem, type SeedOrder, type SeedParcel } from '../commerceSeeds';
import type { RecordStore } from '../recordStore';
import { money, sum } from './money';
import type { ProductRecord } from './productRecords';
import type { RefundRecord, ReturnRecord } from './returnRecords';

/** Records as Shopify shows them; connections are plain lists here and get their edges when they are queried. */
export type ShopifyStore = RecordStore<{
  order: OrderRecord;
  product: ProductRecord;
  return: ReturnRecord;
  refund: RefundRecord;
}>;

/** An order; what comes later to it, such as its returns, are records of their own. */
export type OrderRecord = ReturnType<typeof toOrder>;
export type FulfillmentRecord = ReturnType<typeof toFulfillment>;

/** Shopify fills in the link for the carriers it knows. */
export const TRACKING_PAGES: Readonly<Record<string, string>> = {
  UPS: 'https://www.ups.com/track?tracknum=',
  FedEx: 'https://www.fedex.com/fedextrack/?trknbr=',
  'DHL Express': 'https://www.dhl.com/global-en/home/tracking.html?tracking-id=',
};

export const shop = {
  id: 'gid://shopify/Shop/1',
  name: 'Demo Shop',
  myshopifyDomain: 'demo.myshopify.com',
  currencyCode: CURRENCY,
};

export function shopifyOrders(now: Date): OrderRecord[] {
  return seedOrders(now).map(toOrder);
}

function toOrder(seed: SeedOrder) {
  const id = 5_500_000_000_000 + seed.number;
  const lineItems = seed.items.map((item, index) => toLineItem(item, id * 10 + index, seed.parcels));
  const total = money(sum(seed.items.map(({ variant, quantity }) => variant.priceCents * quantity)));
  const { email, firstName, lastName } = seed.customer;
  return {
    id: `gid://shopify/Order/${id}`,
    legacyResourceId: String(id),
    name: `#${seed.number}`,
    number: seed.number,
    email,
    customer: {
      id: `gid://shopify/Customer/${seed.customer.id}`,
      firstName,
      lastName,
      displayName: `${firstName} ${lastName}`,
      defaultEmailAddress: { emailAddress: email },
    },
    createdAt: dateTime(seed.placedAt),
    processedAt: dateTime(seed.placedAt),
    updatedAt: dateTime(seed.placedAt),
    closedAt: null as string | null,
    cancelledAt: null as string | null,
    cancelReason: null as string | null,
    cancellation: null as { staffNote: string | null } | null,
    currencyCode: CURRENCY,
    totalPriceSet: total,
    currentTotalPriceSet: total,
    totalRefundedSet: money(0),
    displayFinancialStatus: 'PAID',
    displayFulfillmentStatus: seed.parcels.length > 0 ? 'FULFILLED' : 'UNFULFILLED',
    // Inspected and not refunded yet: Shopify says RETURNED only when the return is closed.
    returnStatus: seed.returned ? 'INSPECTION_COMPLETE' : 'NO_RETURN',
    statusPageUrl: `https://shop.example.com/1/orders/${id}/authenticate?key=sandbox`,
    lineItems,
    fulfillments: seed.parcels.map((parcel, index) => toFulfillment(parcel, seed, lineItems, index)),
  };
}

function toLineItem({ product, variant, quantity }: SeedItem, id: number, parcels: SeedParcel[]) {
  const sent = parcels.flatMap(({ items }) => items).filter((item) => item.variant === variant);
  return {
    id: `gid://shopify/LineItem/${id}`,
    sku: variant.sku,
    title: product.title,
    variantTitle: variant.title ?? null,
    name: variant.title ? `${product.title} - ${variant.title}` : product.title,
    quantity,
    currentQuantity: quantity,
    refundableQuantity: quantity,
    unfulfilledQuantity: quantity - sum(sent.map((item) => item.quantity)),
    originalUnitPriceSet: money(variant.priceCents),
    originalTotalSet: money(variant.priceCents * quantity),
  };
}

function toFulfillment(
  parcel: SeedParcel,
  { number }: SeedOrder,
  lineItems: ReturnType<typeof toLineItem>[],
  index: number,
) {
  const id = 4_400_000_000_000 + number * 10 + index;
  const { carrier, trackingNumber, shippedAt, deliveredAt, expectedAt, items } = parcel;
  const page = TRACKING_PAGES[carrier];
  return {
    id: `gid://shopify/Fulfillment/${id}`,
    legacyResourceId: String(id),
    name: `#${number}-F${index + 1}`,
    status: 'SUCCESS',
    displayStatus: deliveredAt ? 'DELIVERED' : 'IN_TRANSIT',
    createdAt: dateTime(shippedAt),
    updatedAt: dateTime(deliveredAt ?? shippedAt),
    inTransitAt: dateTime(shippedAt),
    deliveredAt: deliveredAt ? dateTime(deliveredAt) : null,
    estimatedDeliveryAt: expectedAt ? dateTime(expectedAt) : null,
    trackingInfo: [{ company: carrier, number: trackingNumber, url: page ? page + trackingNumber : null }],
    totalQuantity: sum(items.map(({ quantity }) => quantity)),
    fulfillmentLineItems: items.map(({ variant, quantity }, position) => ({
      id: `gid://shopify/FulfillmentLineItem/${id * 10 + position}`,
      quantity,
      lineItem: lineItems.find(({ sku }) => sku === variant.sku),
    })),
  };
}

/** Shopify's `DateTime` has whole seconds. */
export function dateTime(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
