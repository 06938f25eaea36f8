import type { ReturnableItem, ReturnDraft, ReturnReason } from '../../ports/commerce';
import { toItem } from './mapping';
import type { ShopifyArrival, ShopifyReturnable, ShopifyReturnPreparation } from './returnQueries';

/**
 * Handles of Shopify's library of return reasons, which takes the place of the older enumeration.
 * https://github.com/Shopify/product-taxonomy/blob/main/data/return_reasons.yml
 */
const REASON_HANDLE: Readonly<Record<ReturnReason, string>> = {
  too_small: 'too-small',
  too_large: 'too-big',
  not_as_described: 'item-not-as-described',
  defective: 'damaged-or-defective',
  wrong_item: 'received-the-wrong-item',
  unwanted: 'changed-my-mind',
  other: 'other-reason',
};

/**
 * https://shopify.dev/docs/api/admin-graphql/2026-07/enums/FulfillmentDisplayStatus: still on its way, or come back. Not here
 * are FULFILLED, MARKED_AS_FULFILLED and none at all: the shop never hears how these parcels go on, so the customer is taken
 * at their word.
 */
const NOT_ARRIVED: ReadonlySet<string> = new Set([
  'ATTEMPTED_DELIVERY',
  'CANCELED',
  'CARRIER_PICKED_UP',
  'CONFIRMED',
  'DELAYED',
  'FAILURE',
  'IN_TRANSIT',
  'LABEL_PRINTED',
  'LABEL_PURCHASED',
  'LABEL_VOIDED',
  'NOT_DELIVERED',
  'OUT_FOR_DELIVERY',
  'READY_FOR_PICKUP',
  'SUBMITTED',
]);

/** Shopify takes this many characters. */
const MAX_NOTE = 300;

export function hasArrived({ displayStatus, deliveredAt }: ShopifyArrival): boolean {
  return Boolean(deliveredAt) || !NOT_ARRIVED.has(displayStatus ?? '');
}

export function toReturnableItems({
  fulfillment,
  returnableFulfillmentLineItems,
}: ShopifyReturnable): ReturnableItem[] {
  if (!hasArrived(fulfillment)) return [];
  return returnableFulfillmentLineItems.nodes
    .filter(({ quantity }) => quantity > 0)
    .map(({ quantity, fulfillmentLineItem: { id, lineItem } }) => ({
      id,
      ...toItem(lineItem, quantity),
      deliveredAt: fulfillment.deliveredAt ?? undefined,
    }));
}

/** The handles of all reasons, to ask for their ids. */
export function reasonHandles({ items }: ReturnDraft): string[] {
  return [...new Set(items.map(({ reason }) => REASON_HANDLE[reason]))];
}

/** The mutation's input; a reason that the shop's library does not have is left out. */
export function toReturnRequest(
  { orderId, items }: ReturnDraft,
  reasons: ShopifyReturnPreparation['returnReasonDefinitions']['nodes'],
  reference: string,
) {
  const idOf = new Map(reasons.map(({ handle, id }) => [handle, id]));
  return {
    orderId,
    returnLineItems: items.map(({ itemId, quantity, reason, note }) => ({
      fulfillmentLineItemId: itemId,
      quantity,
      returnReasonDefinitionId: idOf.get(REASON_HANDLE[reason]),
      customerNote: noteWith(reference, note),
    })),
  };
}

/** How our key stands in a note: for people to skip, and for us to find. */
export function referenceOf(idempotencyKey: string): string {
  return `(chat ref. ${idempotencyKey})`;
}

function noteWith(reference: string, note = ''): string {
  const room = MAX_NOTE - reference.length - 1;
  return `${[...note.trim()].slice(0, room).join('')} ${reference}`.trim();
}
