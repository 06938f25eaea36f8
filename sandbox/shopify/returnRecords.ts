import { seedOrders } from '../commerceSeeds';
import { sum } from './money';
import { dateTime, type OrderRecord } from './records';
import { reasonByHandle, type ReturnReason } from './returnReasons';

export type ReturnRecord = ReturnType<typeof toReturn>;
export type RefundRecord = ReturnType<typeof toRefund>;

/** One line of a parcel that comes back. */
export interface ReturnedLine {
  fulfillmentLineItem: { id: string; quantity: number };
  quantity: number;
  customerNote: string | null;
  reason: ReturnReason;
}

/** The returns at start: open, because what came back was inspected and is not paid back yet. */
export function shopifyReturns(now: Date, orders: OrderRecord[]): ReturnRecord[] {
  return seedOrders(now).flatMap(({ number, returned }) => {
    const order = orders.find((each) => each.number === number);
    if (!returned || !order) return [];
    const lines = order.fulfillments.flatMap(({ fulfillmentLineItems }) => fulfillmentLineItems);
    const returnedLines = lines.map((line) => ({
      fulfillmentLineItem: line,
      quantity: line.quantity,
      customerNote: null,
      reason: reasonByHandle('too-small'),
    }));
    return [toReturn(order, 1, 'OPEN', returnedLines, returned.requestedAt)];
  });
}

export function toReturn(
  { id: orderId, name, number }: OrderRecord,
  place: number,
  status: string,
  lines: ReturnedLine[],
  createdAt: Date,
) {
  const id = number * 100 + place;
  return {
    id: `gid://shopify/Return/${id}`,
    name: `${name}-R${place}`,
    orderId,
    status,
    createdAt: dateTime(createdAt),
    closedAt: null,
    totalQuantity: sum(lines.map(({ quantity }) => quantity)),
    returnLineItems: lines.map(({ fulfillmentLineItem, quantity, customerNote, reason }, index) => ({
      __typename: 'ReturnLineItem',
      id: `gid://shopify/ReturnLineItem/${id * 10 + index}`,
      fulfillmentLineItem,
      quantity,
      customerNote,
      returnReasonNote: '',
      returnReasonDefinition: reason,
    })),
  };
}

/** The money of a cancelled order, on its way back to where it came from. */
export function toRefund({ id: orderId, number, totalPriceSet }: OrderRecord, createdAt: Date) {
  return {
    id: `gid://shopify/Refund/${number}`,
    orderId,
    createdAt: dateTime(createdAt),
    processedAt: dateTime(createdAt),
    totalRefundedSet: totalPriceSet,
    transactions: [
      {
        id: `gid://shopify/OrderTransaction/${number * 10 + 1}`,
        kind: 'REFUND',
        status: 'SUCCESS',
        amountSet: totalPriceSet,
      },
    ],
  };
}
