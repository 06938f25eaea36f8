import { z } from 'zod';
import { trackingLink } from '../../trackingLink';
import { instant } from '../../webhooks/instant';
import { isSigned } from '../../webhooks/signature';
import { headerOf, type VendorWebhook, type WebhookReport } from '../../webhooks/webhook';
import { orderNumber, toMoney } from './mapping';

/** https://shopify.dev/docs/api/admin-rest/2026-07/resources/fulfillment (2026-11) */
const fulfillmentBody = z.object({
  id: z.number(),
  name: z.string(),
  status: z.string(),
  updated_at: instant,
  shipment_status: z.string().nullish(),
  tracking_company: z.string().nullish(),
  tracking_number: z.string().nullish(),
  tracking_url: z.string().nullish(),
});

const transaction = z.object({
  kind: z.string(),
  status: z.string(),
  amount: z.string().nullish(),
  currency: z.string().nullish(),
});

/** https://shopify.dev/docs/api/admin-rest/2026-07/resources/refund (2026-11) */
const refund = z.object({
  id: z.number(),
  created_at: instant,
  transactions: z.array(transaction).nullish(),
});

/** https://shopify.dev/docs/api/admin-rest/2026-07/resources/order (2026-11) */
const orderBody = z.object({
  name: z.string(),
  updated_at: instant,
  cancelled_at: instant.nullish(),
  refunds: z.array(refund).nullish(),
});

type Fulfillment = z.output<typeof fulfillmentBody>;
type Order = z.output<typeof orderBody>;
type Refund = z.output<typeof refund>;

const RANK = { sent: 1, arrived: 2, cancelled: 3 } as const;
const ARRIVED: ReadonlySet<string> = new Set(['delivered', 'picked_up']);
/** An order carries its refunds for ever: only those that an update may be about are told. */
const RECENT_MS = 7 * 24 * 60 * 60_000;

/**
 * The topics to subscribe to, in JSON: `fulfillments/create`, `fulfillments/update`, `orders/cancelled`, `orders/updated`. A
 * refund is told by the update of its order: the body of `refunds/create` names the order by an id that no customer knows.
 * Only the body is signed: what is told depends on nothing in the headers, and a topic that does not fit its body tells
 * nothing. While the secret is changed, both are accepted.
 *
 * - signature: https://shopify.dev/docs/apps/build/webhooks/subscribe/https (2026-11)
 * - deliveries that come again: https://shopify.dev/docs/apps/build/webhooks/ignore-duplicates (2026-11)
 */
export const shopifyWebhook: VendorWebhook = {
  setting: 'SHOPIFY_WEBHOOK_SECRET',
  events: ['fulfillments/create', 'fulfillments/update', 'orders/cancelled', 'orders/updated'],
  isGenuine: (request, secrets) =>
    isSigned(headerOf(request, 'x-shopify-hmac-sha256'), 'base64', secrets, request.body),
  identify: (request) => ({
    id: headerOf(request, 'x-shopify-webhook-id'),
    topic: headerOf(request, 'x-shopify-topic') ?? '',
  }),
  toReports(topic, payload) {
    switch (topic) {
      case 'fulfillments/create':
      case 'fulfillments/update':
        return fromFulfillment(fulfillmentBody.parse(payload));
      case 'orders/cancelled':
      case 'orders/updated':
        return fromOrder(orderBody.parse(payload));
      default:
        return [];
    }
  },
};

/** One that never became a parcel, or is no parcel any more, is told by nobody; what came before it counts no more. */
function fromFulfillment(fulfillment: Fulfillment): WebhookReport[] {
  const {
    id,
    name,
    status,
    updated_at: occurredAt,
    shipment_status: shipment,
    tracking_number: tracking,
  } = fulfillment;
  const number = orderNumber(orderName(name));
  const where = { record: `order:${number}`, part: String(id), occurredAt };
  if (status === 'cancelled') return [{ ...where, state: 'cancelled', rank: RANK.cancelled }];
  if (status !== 'success') return [];
  if (ARRIVED.has(shipment ?? '')) {
    const event = { type: 'order.delivered', data: { orderNumber: number } } as const;
    return [{ ...where, state: 'arrived', rank: RANK.arrived, oneWay: true, event }];
  }
  const event = { type: 'order.shipped', data: { orderNumber: number, ...toTracking(fulfillment) } } as const;
  // A tracking number that comes later, or is corrected, is news.
  return [{ ...where, state: `sent ${tracking ?? ''}`, rank: RANK.sent, oneWay: true, event }];
}

/** `#1001.1`, or `#1001-F1` in newer shops, is the first parcel of `#1001`. */
function orderName(fulfillmentName: string): string {
  return fulfillmentName.replace(/(?:\.|-F)\d+$/, '');
}

function toTracking({ tracking_company, tracking_number, tracking_url }: Fulfillment) {
  const [carrier, trackingNumber] = [tracking_company || undefined, tracking_number || undefined];
  const trackingUrl = trackingLink({ url: tracking_url, carrier, trackingNumber });
  return {
    ...(carrier && { carrier }),
    ...(trackingNumber && { trackingNumber }),
    ...(trackingUrl && { trackingUrl }),
  };
}

function fromOrder({ name, updated_at, cancelled_at, refunds }: Order): WebhookReport[] {
  const number = orderNumber(name);
  const record = `order:${number}`;
  const cancelled: WebhookReport[] = cancelled_at
    ? [
        {
          record,
          occurredAt: cancelled_at,
          state: 'cancelled',
          rank: RANK.cancelled,
          event: { type: 'order.cancelled', data: { orderNumber: number } },
        },
      ]
    : [];
  const recent = (refunds ?? []).filter(
    ({ created_at }) => Date.parse(created_at) >= Date.parse(updated_at) - RECENT_MS,
  );
  return [...cancelled, ...recent.flatMap((each) => fromRefund(record, number, each))];
}

/** A refund whose money is still on its way is told by a later update; one without money only put goods back. */
function fromRefund(record: string, number: string, { id, created_at, transactions }: Refund): WebhookReport[] {
  const paid = (transactions ?? []).filter(({ kind, status }) => kind === 'refund' && status === 'success');
  const [first] = paid;
  if (!first) return [];
  const currency = first.currency;
  const total = paid.reduce((sum, { amount }) => sum + Number(amount ?? 0), 0);
  const amount =
    currency && paid.every((each) => each.currency === currency)
      ? toMoney({ amount: total.toFixed(3), currencyCode: currency })
      : undefined;
  const data = { orderNumber: number, ...(amount && { amount }) };
  return [{ record, occurredAt: created_at, fact: `refund:${id}`, event: { type: 'order.refunded', data } }];
}
