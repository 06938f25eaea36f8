import { hmac, ImpossibleError, textOf, type Happening, type OutgoingWebhook } from '../outgoingWebhook';
import { money } from './money';
import { dateTime, shop, TRACKING_PAGES, type FulfillmentRecord, type OrderRecord, type ShopifyStore } from './records';
import { toRefund, type RefundRecord } from './returnRecords';
import { API_VERSION } from './schema';

/** What the shop's people and its carriers do to an order, and the webhooks that Shopify sends then. */
export function shopifyHappening(store: ShopifyStore, happening: Happening): OutgoingWebhook[] {
  const order = store.all('order').find(({ name, id }) => [name, name.slice(1), id].includes(happening.id));
  if (!order) throw new ImpossibleError(`there is no order ${happening.id}`);
  const now = dateTime(happening.at);
  order.updatedAt = now;
  switch (happening.event) {
    case 'order.shipped':
      return [ship(order, happening, now)];
    case 'order.delivered':
      return [deliver(order, happening, now)];
    case 'order.cancelled':
      Object.assign(order, { cancelledAt: now, closedAt: now, cancelReason: 'CUSTOMER' });
      return [webhook('orders/cancelled', orderBody(store, order), happening.at)];
    case 'order.refunded': {
      const record = toRefund(order, happening.at);
      store.add('refund', record);
      order.totalRefundedSet = order.totalPriceSet;
      order.currentTotalPriceSet = money(0);
      order.displayFinancialStatus = 'REFUNDED';
      return [
        webhook('refunds/create', refundBody(record), happening.at),
        webhook('orders/updated', orderBody(store, order), happening.at),
      ];
    }
    default:
      throw new ImpossibleError(
        `shopify knows no event "${happening.event}"; there is: order.shipped, order.delivered, order.cancelled, order.refunded`,
      );
  }
}

/** An order without a parcel gets one with everything in it; another one is sent on, with the tracking that is given. */
function ship(order: OrderRecord, happening: Happening, now: string): OutgoingWebhook {
  const existing = parcelOf(order, happening);
  const fulfillment = existing ?? newParcel(order, now);
  const [tracking] = fulfillment.trackingInfo;
  const company = textOf(happening, 'carrier') ?? tracking?.company ?? 'UPS';
  const number = textOf(happening, 'trackingNumber') ?? tracking?.number ?? `1Z999AA1${order.number}0000000`;
  const page = TRACKING_PAGES[company];
  Object.assign(fulfillment, {
    updatedAt: now,
    inTransitAt: now,
    displayStatus: 'IN_TRANSIT',
    trackingInfo: [{ company, number, url: page ? page + number : null }],
  });
  return webhook(
    existing ? 'fulfillments/update' : 'fulfillments/create',
    parcelBody(order, fulfillment),
    happening.at,
  );
}

function deliver(order: OrderRecord, happening: Happening, now: string): OutgoingWebhook {
  const parcel = parcelOf(order, happening);
  if (!parcel) throw new ImpossibleError(`order ${happening.id} has not been shipped`);
  Object.assign(parcel, { updatedAt: now, deliveredAt: now, displayStatus: 'DELIVERED' });
  return webhook('fulfillments/update', parcelBody(order, parcel), happening.at);
}

/** The parcel of this place, from 1 on; without one the first that has not arrived, or else the last. */
function parcelOf({ fulfillments }: OrderRecord, { details }: Happening): FulfillmentRecord | undefined {
  if (typeof details['parcel'] === 'number') return fulfillments[details['parcel'] - 1];
  return fulfillments.find(({ deliveredAt }) => deliveredAt === null) ?? fulfillments.at(-1);
}

function newParcel(order: OrderRecord, now: string): FulfillmentRecord {
  const place = order.fulfillments.length + 1;
  const id = 4_400_000_000_000 + order.number * 10 + place - 1;
  const fulfillment: FulfillmentRecord = {
    id: `gid://shopify/Fulfillment/${id}`,
    legacyResourceId: String(id),
    name: `${order.name}-F${place}`,
    status: 'SUCCESS',
    displayStatus: 'IN_TRANSIT',
    createdAt: now,
    updatedAt: now,
    inTransitAt: now,
    deliveredAt: null,
    estimatedDeliveryAt: null,
    trackingInfo: [],
    totalQuantity: order.lineItems.reduce((sum, { quantity }) => sum + quantity, 0),
    fulfillmentLineItems: order.lineItems.map((lineItem, position) => ({
      id: `gid://shopify/FulfillmentLineItem/${id * 10 + position}`,
      quantity: lineItem.quantity,
      lineItem,
    })),
  };
  order.fulfillments.push(fulfillment);
  for (const line of order.lineItems) line.unfulfilledQuantity = 0;
  order.displayFulfillmentStatus = 'FULFILLED';
  return fulfillment;
}

/** As https://shopify.dev/docs/api/admin-rest/2026-07/resources/fulfillment describes it: other names than in GraphQL. */
function parcelBody(order: OrderRecord, fulfillment: FulfillmentRecord): object {
  const [tracking] = fulfillment.trackingInfo;
  return {
    id: Number(fulfillment.legacyResourceId),
    admin_graphql_api_id: fulfillment.id,
    order_id: Number(order.legacyResourceId),
    name: fulfillment.name.replace('-F', '.'),
    status: fulfillment.status.toLowerCase(),
    service: 'manual',
    shipment_status: fulfillment.displayStatus.toLowerCase(),
    email: order.email,
    created_at: fulfillment.createdAt,
    updated_at: fulfillment.updatedAt,
    tracking_company: tracking?.company ?? null,
    tracking_number: tracking?.number ?? null,
    tracking_numbers: tracking ? [tracking.number] : [],
    tracking_url: tracking?.url ?? null,
    tracking_urls: tracking?.url ? [tracking.url] : [],
    line_items: fulfillment.fulfillmentLineItems.map(({ lineItem, quantity }) => ({
      title: lineItem?.title,
      quantity,
    })),
  };
}

function orderBody(store: ShopifyStore, order: OrderRecord): object {
  return {
    id: Number(order.legacyResourceId),
    admin_graphql_api_id: order.id,
    name: order.name,
    order_number: order.number,
    email: order.email,
    created_at: order.createdAt,
    updated_at: order.updatedAt,
    cancelled_at: order.cancelledAt,
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    financial_status: order.displayFinancialStatus.toLowerCase(),
    fulfillment_status: order.fulfillments.length > 0 ? 'fulfilled' : null,
    total_price: order.totalPriceSet.shopMoney.amount,
    currency: order.currencyCode,
    fulfillments: order.fulfillments.map((fulfillment) => parcelBody(order, fulfillment)),
    refunds: store
      .all('refund')
      .filter(({ orderId }) => orderId === order.id)
      .map(refundBody),
  };
}

/** The order's name is not in it. */
function refundBody({ id, orderId, createdAt, processedAt, transactions }: RefundRecord): object {
  return {
    id: digitsOf(id),
    order_id: digitsOf(orderId),
    created_at: createdAt,
    processed_at: processedAt,
    note: null,
    refund_line_items: [],
    transactions: transactions.map(({ id: transactionId, kind, status, amountSet: { shopMoney } }) => ({
      id: digitsOf(transactionId),
      kind: kind.toLowerCase(),
      status: status.toLowerCase(),
      amount: Number(shopMoney.amount).toFixed(2),
      currency: shopMoney.currencyCode,
    })),
  };
}

const digitsOf = (gid: string) => Number(/\d+$/.exec(gid)?.[0]);

/** https://shopify.dev/docs/apps/build/webhooks/subscribe/https (2026-11) */
function webhook(topic: string, payload: object, at: Date): OutgoingWebhook {
  return {
    payload,
    headers: (body, secret, _sentAt, deliveryId) => ({
      'x-shopify-topic': topic,
      'x-shopify-hmac-sha256': hmac(secret, body, 'base64'),
      'x-shopify-shop-domain': shop.myshopifyDomain,
      'x-shopify-api-version': API_VERSION,
      'x-shopify-webhook-id': deliveryId,
      'x-shopify-triggered-at': at.toISOString(),
    }),
  };
}
