import {
  CURRENCY,
  seedOrders,
  seedProducts,
  type SeedItem,
  type SeedOrder,
  type SeedParcel,
  type SeedProduct,
} from '../commerceSeeds';

/** Records as Shopify shows them; connections are plain lists here and get their edges when they are queried. */
export type OrderRecord = ReturnType<typeof toOrder>;
export type ProductRecord = ReturnType<typeof toProduct>;

/** Shopify fills in the link for the carriers it knows. */
const TRACKING_PAGES: Readonly<Record<string, string>> = {
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

export function shopifyProducts(): ProductRecord[] {
  return seedProducts.map(toProduct);
}

function toOrder(seed: SeedOrder) {
  const id = 5_500_000_000_000 + seed.number;
  const lineItems = seed.items.map((item, index) => toLineItem(item, id * 10 + index, seed.parcels));
  const total = money(sum(seed.items.map(({ product, quantity }) => product.priceCents * quantity)));
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
    closedAt: null,
    cancelledAt: null,
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
    refunds: [] as object[],
    returns: seed.returned ? [toReturn(seed, seed.returned.requestedAt)] : [],
  };
}

function toLineItem({ product, quantity }: SeedItem, id: number, parcels: SeedParcel[]) {
  const sent = parcels.flatMap(({ items }) => items).filter((item) => item.product === product);
  return {
    id: `gid://shopify/LineItem/${id}`,
    sku: product.sku,
    title: product.title,
    variantTitle: product.variant ?? null,
    name: product.variant ? `${product.title} - ${product.variant}` : product.title,
    quantity,
    currentQuantity: quantity,
    refundableQuantity: quantity,
    unfulfilledQuantity: quantity - sum(sent.map((item) => item.quantity)),
    originalUnitPriceSet: money(product.priceCents),
    originalTotalSet: money(product.priceCents * quantity),
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
    fulfillmentLineItems: items.map(({ product, quantity }, position) => ({
      id: `gid://shopify/FulfillmentLineItem/${id * 10 + position}`,
      quantity,
      lineItem: lineItems.find(({ sku }) => sku === product.sku),
    })),
  };
}

function toReturn({ number, items }: SeedOrder, requestedAt: Date) {
  return {
    id: `gid://shopify/Return/${number}`,
    name: `#${number}-R1`,
    status: 'OPEN',
    createdAt: dateTime(requestedAt),
    closedAt: null,
    totalQuantity: sum(items.map(({ quantity }) => quantity)),
  };
}

function toProduct({ sku, title, variant, priceCents, inStock }: SeedProduct, index: number) {
  return {
    id: `gid://shopify/Product/${9_900_000_000_001 + index}`,
    title,
    sku,
    variantTitle: variant ?? null,
    price: money(priceCents),
    inventoryQuantity: inStock,
  };
}

/** Shopify's `Decimal` drops the zeros at the end: 19.90 is `19.9`. */
function money(cents: number) {
  const amount = { amount: String(cents / 100), currencyCode: CURRENCY };
  return { shopMoney: amount, presentmentMoney: amount };
}

/** Shopify's `DateTime` has whole seconds. */
function dateTime(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
