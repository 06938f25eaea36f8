import { randomUUID } from 'node:crypto';
import { money } from './money';
import { restock } from './productRecords';
import { dateTime, type OrderRecord, type ShopifyStore } from './records';
import { toRefund } from './returnRecords';

/** The arguments of the mutation. https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/orderCancel */
export interface OrderCancelArguments {
  orderId: string;
  reason: string;
  refund?: boolean | null;
  refundMethod?: { originalPaymentMethodsRefund?: boolean | null } | null;
  restock: boolean;
  staffNote?: string | null;
}

const MAX_STAFF_NOTE = 255;

/** Cancels at once, but tells only of the job that will do it, as the real one does. */
export function orderCancel(store: ShopifyStore, { orderId, staffNote = null, ...args }: OrderCancelArguments) {
  const order = store.all('order').find(({ id }) => id === orderId);
  if (!order) return refused('NOT_FOUND', ['orderId'], 'Order does not exist');
  if ((staffNote?.length ?? 0) > MAX_STAFF_NOTE) {
    return refused('INVALID', ['staffNote'], `Staff note is too long (maximum is ${MAX_STAFF_NOTE} characters)`);
  }
  const obstacle = whyNot(order);
  if (obstacle) return refused('INVALID', ['orderId'], obstacle);
  const now = new Date();
  order.cancelledAt = dateTime(now);
  order.closedAt = dateTime(now);
  order.cancelReason = args.reason;
  order.cancellation = { staffNote };
  if (args.restock) for (const { sku, quantity } of order.lineItems) restock(store.all('product'), sku, quantity);
  if (args.refund || args.refundMethod?.originalPaymentMethodsRefund) {
    store.add('refund', toRefund(order, now));
    order.totalRefundedSet = order.totalPriceSet;
    order.currentTotalPriceSet = money(0);
    order.displayFinancialStatus = 'REFUNDED';
  }
  const job = { id: `gid://shopify/Job/${randomUUID()}`, done: false };
  return { job, orderCancelUserErrors: [], userErrors: [] };
}

function whyNot({ cancelledAt, fulfillments, returnStatus }: OrderRecord): string | undefined {
  if (cancelledAt) return 'Order has already been cancelled';
  if (returnStatus !== 'NO_RETURN') return 'Order has an active return';
  if (fulfillments.some(({ status }) => status === 'SUCCESS')) return 'Order has fulfillments that cannot be cancelled';
  return undefined;
}

function refused(code: string, field: string[], message: string) {
  return { job: null, orderCancelUserErrors: [{ code, field, message }], userErrors: [{ field, message }] };
}
