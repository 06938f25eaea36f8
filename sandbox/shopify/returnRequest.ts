import type { FulfillmentRecord, OrderRecord, ShopifyStore } from './records';
import { toReturn, type ReturnedLine, type ReturnRecord } from './returnRecords';
import { reasonByHandle, returnReasons } from './returnReasons';

/** `ReturnRequestInput`. https://shopify.dev/docs/api/admin-graphql/2026-07/input-objects/ReturnRequestInput */
export interface ReturnRequestInput {
  orderId: string;
  returnLineItems: {
    fulfillmentLineItemId: string;
    quantity: number;
    customerNote?: string | null;
    returnReasonDefinitionId?: string | null;
  }[];
}

type ReturnLineInput = ReturnRequestInput['returnLineItems'][number];
type UserError = { code: string; field: string[]; message: string };

const MAX_NOTE = 300;
/** Returns in these states give their items free again. */
const ENDED: ReadonlySet<string> = new Set(['CANCELED', 'DECLINED']);

/** What of an order was sent and is in no return. */
export function returnableFulfillments(store: ShopifyStore, orderId: string) {
  const order = store.all('order').find(({ id }) => id === orderId);
  const fulfillments = order?.fulfillments.filter(({ status }) => status === 'SUCCESS') ?? [];
  return fulfillments.flatMap((fulfillment) => {
    const lines = fulfillment.fulfillmentLineItems
      .map((line) => ({ fulfillmentLineItem: line, quantity: line.quantity - inReturns(store, orderId, line.id) }))
      .filter(({ quantity }) => quantity > 0);
    const id = `gid://shopify/ReturnableFulfillment/${fulfillment.legacyResourceId}`;
    return lines.length > 0 ? [{ id, fulfillment, returnableFulfillmentLineItems: lines }] : [];
  });
}

function inReturns(store: ShopifyStore, orderId: string, lineId: string): number {
  return store
    .all('return')
    .filter((each) => each.orderId === orderId && !ENDED.has(each.status))
    .flatMap(({ returnLineItems }) => returnLineItems)
    .filter(({ fulfillmentLineItem }) => fulfillmentLineItem.id === lineId)
    .reduce((total, { quantity }) => total + quantity, 0);
}

/** https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/returnRequest */
export function returnRequest(store: ShopifyStore, { orderId, returnLineItems }: ReturnRequestInput) {
  const order = store.all('order').find(({ id }) => id === orderId);
  const userErrors = order
    ? returnLineItems.flatMap((line, index) => lineErrors(store, order, returnLineItems, line, index))
    : [{ code: 'NOT_FOUND', field: ['input', 'orderId'], message: 'Order not found.' }];
  if (!order || userErrors.length > 0) return { return: null, userErrors };
  const place = store.all('return').filter((each) => each.orderId === orderId).length + 1;
  const lines = returnLineItems.map((line) => toLine(order, line));
  const record: ReturnRecord = toReturn(order, place, 'REQUESTED', lines, new Date());
  store.add('return', record);
  order.returnStatus = 'RETURN_REQUESTED';
  return { return: record, userErrors: [] };
}

function lineErrors(
  store: ShopifyStore,
  order: OrderRecord,
  all: ReturnLineInput[],
  line: ReturnLineInput,
  index: number,
): UserError[] {
  const fault = (code: string, field: string, message: string): UserError[] => [
    { code, field: ['input', 'returnLineItems', String(index), field], message },
  ];
  const { fulfillmentLineItemId: id, quantity, customerNote, returnReasonDefinitionId: reason } = line;
  const left = returnableFulfillments(store, order.id)
    .flatMap(({ returnableFulfillmentLineItems }) => returnableFulfillmentLineItems)
    .find(({ fulfillmentLineItem }) => fulfillmentLineItem.id === id)?.quantity;
  if (!linesOf(order).some((each) => each.id === id)) {
    return fault('NOT_FOUND', 'fulfillmentLineItemId', 'Fulfillment line item not found.');
  }
  if (quantity <= 0) return fault('GREATER_THAN', 'quantity', 'Quantity must be greater than 0.');
  const wanted = all.filter((each) => each.fulfillmentLineItemId === id);
  if (wanted.reduce((total, each) => total + each.quantity, 0) > (left ?? 0)) {
    return fault('INVALID', 'quantity', 'Return line item has an invalid quantity.');
  }
  if ([...(customerNote ?? '')].length > MAX_NOTE) {
    return fault('TOO_LONG', 'customerNote', `Customer note is too long (maximum is ${MAX_NOTE} characters).`);
  }
  if (reason && !returnReasons.some((each) => each.id === reason)) {
    return fault('NOT_FOUND', 'returnReasonDefinitionId', 'Return reason definition not found.');
  }
  return [];
}

function linesOf({ fulfillments }: OrderRecord): FulfillmentRecord['fulfillmentLineItems'] {
  return fulfillments.flatMap(({ fulfillmentLineItems }) => fulfillmentLineItems);
}

function toLine(order: OrderRecord, input: ReturnLineInput): ReturnedLine {
  const fulfillmentLineItem = linesOf(order).find(({ id }) => id === input.fulfillmentLineItemId);
  if (!fulfillmentLineItem) throw new Error('it was there a moment ago');
  const reason = returnReasons.find(({ id }) => id === input.returnReasonDefinitionId) ?? reasonByHandle('unknown');
  return { fulfillmentLineItem, quantity: input.quantity, customerNote: input.customerNote ?? null, reason };
}
