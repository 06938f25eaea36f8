import type {
  FinancialStatus,
  FulfillmentStatus,
  Order,
  OrderItem,
  Refund,
  Shipment,
  ShipmentStatus,
} from '../../ports/commerce';
import { trackingLink } from '../../trackingLink';
import type { Money } from '../../values';
import type { ShopifyFulfillment, ShopifyOrder, ShopifyRefund } from './orderQueries';

/** https://shopify.dev/docs/api/admin-graphql/2026-07/enums/FulfillmentDisplayStatus; the others are on their way. */
const SHIPMENT_STATUS: ReadonlyMap<string, ShipmentStatus> = new Map([
  ['OUT_FOR_DELIVERY', 'out_for_delivery'],
  ['DELIVERED', 'delivered'],
  ['PICKED_UP', 'delivered'],
  ['ATTEMPTED_DELIVERY', 'delivery_problem'],
  ['FAILURE', 'delivery_problem'],
  ['NOT_DELIVERED', 'delivery_problem'],
]);

/** https://shopify.dev/docs/api/admin-graphql/2026-07/enums/FulfillmentStatus: these never became a parcel. */
const NO_SHIPMENT: ReadonlySet<string> = new Set(['CANCELLED', 'ERROR', 'FAILURE']);

/** https://shopify.dev/docs/api/admin-graphql/2026-07/enums/OrderReturnStatus */
const RETURN_STATUS: ReadonlyMap<string, FulfillmentStatus> = new Map([
  ['RETURN_REQUESTED', 'return_in_progress'],
  ['IN_PROGRESS', 'return_in_progress'],
  ['INSPECTION_COMPLETE', 'returned'],
  ['RETURNED', 'returned'],
]);

/** https://shopify.dev/docs/api/admin-graphql/2026-07/enums/OrderDisplayFinancialStatus */
const FINANCIAL_STATUS: ReadonlyMap<string, FinancialStatus> = new Map([
  ['AUTHORIZED', 'authorized'],
  ['PAID', 'paid'],
  ['PARTIALLY_REFUNDED', 'partly_refunded'],
  ['REFUNDED', 'refunded'],
  ['VOIDED', 'voided'],
  ['EXPIRED', 'voided'],
]);

export function toOrder(order: ShopifyOrder): Order {
  const shipments = toShipments(order.fulfillments);
  return {
    id: order.id,
    number: orderNumber(order.name),
    placedAt: order.processedAt,
    fulfillmentStatus: toFulfillmentStatus(order, shipments),
    financialStatus: FINANCIAL_STATUS.get(order.displayFinancialStatus ?? '') ?? 'pending',
    items: order.lineItems.nodes.map((line) => toItem(line, line.quantity)),
    shipments,
    total: toMoney(order.totalPriceSet.presentmentMoney),
    url: order.statusPageUrl || undefined,
  };
}

/** The name without its `#`; a shop's own prefix or suffix stays, because customers know it. */
export function orderNumber(name: string): string {
  return name.replace(/^#/, '').trim();
}

export function toShipments(fulfillments: ShopifyFulfillment[]): Shipment[] {
  return fulfillments.filter(isParcel).map(toShipment);
}

/** False for what never became a parcel. */
export function isParcel({ status }: { status: string }): boolean {
  return !NO_SHIPMENT.has(status);
}

function toFulfillmentStatus(order: ShopifyOrder, shipments: Shipment[]): FulfillmentStatus {
  if (order.cancelledAt) return 'cancelled';
  const returned = RETURN_STATUS.get(order.returnStatus);
  if (returned) return returned;
  if (shipments.length === 0) return order.displayFulfillmentStatus === 'ON_HOLD' ? 'on_hold' : 'pending';
  const complete = order.displayFulfillmentStatus === 'FULFILLED';
  const statuses = shipments.map(({ status }) => status);
  if (complete && statuses.every((status) => status === 'delivered')) return 'delivered';
  if (statuses.includes('delivery_problem')) return 'delivery_problem';
  if (statuses.includes('delivered')) return 'partly_delivered';
  if (!complete) return 'partly_shipped';
  return statuses.includes('out_for_delivery') ? 'out_for_delivery' : 'shipped';
}

function toShipment(fulfillment: ShopifyFulfillment): Shipment {
  const tracking = fulfillment.trackingInfo[0];
  const known = SHIPMENT_STATUS.get(fulfillment.displayStatus ?? '');
  const status = known ?? (fulfillment.deliveredAt ? 'delivered' : 'shipped');
  return {
    status,
    items: fulfillment.fulfillmentLineItems.nodes.map(({ lineItem, quantity }) => toItem(lineItem, quantity ?? 1)),
    carrier: tracking?.company || undefined,
    trackingNumber: tracking?.number || undefined,
    trackingUrl:
      tracking && trackingLink({ url: tracking.url, carrier: tracking.company, trackingNumber: tracking.number }),
    shippedAt: fulfillment.inTransitAt ?? fulfillment.createdAt,
    expectedAt: status === 'delivered' ? undefined : (fulfillment.estimatedDeliveryAt ?? undefined),
    deliveredAt: fulfillment.deliveredAt ?? undefined,
  };
}

export function toItem(
  { title, variantTitle }: { title: string; variantTitle?: string | null },
  quantity: number,
): OrderItem {
  return { title, variant: variantTitle || undefined, quantity };
}

/** The money of a refund; none for one that only put goods back on the shelf. */
export function toRefund({
  createdAt,
  processedAt,
  totalRefundedSet,
  transactions,
}: ShopifyRefund): Refund | undefined {
  const { presentmentMoney } = totalRefundedSet;
  if (Number(presentmentMoney.amount) === 0) return undefined;
  const statuses = transactions.nodes.map(({ status }) => status);
  return { amount: toMoney(presentmentMoney), status: toRefundStatus(statuses), createdAt: createdAt ?? processedAt };
}

const TRANSACTION_ENDED: ReadonlySet<string> = new Set(['SUCCESS', 'FAILURE', 'ERROR']);

/**
 * Paid back by hand, there is no transaction; one that failed is done all the same when another went through.
 * https://shopify.dev/docs/api/admin-graphql/2026-07/enums/OrderTransactionStatus
 */
function toRefundStatus(statuses: string[]): Refund['status'] {
  if (!statuses.every((status) => TRANSACTION_ENDED.has(status))) return 'pending';
  return statuses.length === 0 || statuses.includes('SUCCESS') ? 'done' : 'failed';
}

/** Shopify drops zeros at the end of an amount ("19.9"); people expect the digits of the currency. */
export function toMoney({ amount, currencyCode }: { amount: string; currencyCode: string }): Money {
  const [whole = '0', fraction = ''] = amount.split('.');
  const digits = fractionDigits(currencyCode);
  const padded = fraction.replace(/0+$/, '').padEnd(digits, '0');
  return { amount: padded ? `${whole}.${padded}` : whole, currency: currencyCode };
}

/** Currencies are few, and asking for their digits takes longer than all the rest. */
const digitsOf = new Map<string, number>();

function fractionDigits(currency: string): number {
  const known = digitsOf.get(currency);
  if (known !== undefined) return known;
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    const digits = format.resolvedOptions().minimumFractionDigits ?? 2;
    digitsOf.set(currency, digits);
    return digits;
  } catch {
    return 2;
  }
}
