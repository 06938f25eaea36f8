import type { CommercePort, ReturnableItem, ReturnDraft, ReturnOutcome } from '../../ports/commerce';
import { ServiceError, beforeWriting } from '../../serviceError';
import type { CallOptions, WriteOptions } from '../../values';
import type { ShopifyClient } from './client';
import { noSuchOrder, toRefusal } from './errors';
import { isGid } from './gid';
import { orderNumber } from './mapping';
import { hasArrived, reasonHandles, referenceOf, toReturnableItems, toReturnRequest } from './returnMapping';
import * as queries from './returnQueries';

/** The shop or the order is not set up for returns of this kind; a person may still arrange one. */
const NEEDS_PERSON: ReadonlySet<string> = new Set([
  'CREATION_FAILED',
  'FEATURE_NOT_ENABLED',
  'INCOMPATIBLE_WITH_STANDARD_POLICY',
  'NOT_EDITABLE',
]);

/** Returns of what was sent. */
export class ShopifyReturns implements Pick<CommercePort, 'getReturnableItems' | 'startReturn'> {
  constructor(private readonly call: ShopifyClient) {}

  /** Shopify counts as returnable what was sent; here it must have arrived, as far as the shop knows. */
  async getReturnableItems({ orderId }: { orderId: string }, { signal }: CallOptions = {}): Promise<ReturnableItem[]> {
    if (!isGid('Order', orderId)) return [];
    const { returnableFulfillments } = await this.call({
      operation: 'getReturnableItems',
      document: queries.GET_RETURNABLE_ITEMS,
      variables: { orderId },
      answer: queries.getReturnableItemsAnswer,
      signal,
    });
    return returnableFulfillments.nodes.flatMap(toReturnableItems);
  }

  /**
   * Asks for a return with `returnRequest`, not `returnCreate`: the latter opens it as one that somebody has approved, and
   * nobody has. The shop approves it where it works and Shopify mails the label; the items are spoken for at once.
   *
   * There is no idempotency key, so our key goes into the customer's note and is looked for among the order's returns. That
   * is a read by id, which does not lag as a search does.
   */
  async startReturn(draft: ReturnDraft, { idempotencyKey, signal }: WriteOptions): Promise<ReturnOutcome> {
    const reference = referenceOf(idempotencyKey);
    const known = await this.prepare(draft, signal);
    const earlier = known.order?.returns.nodes.find(({ returnLineItems }) =>
      returnLineItems.nodes.some(({ customerNote }) => customerNote?.includes(reference)),
    );
    if (earlier) return started(earlier.name);
    const refusal = whyNot(draft, known);
    if (refusal) return { outcome: 'not_possible', why: refusal };
    const { returnRequest } = await this.call({
      operation: 'startReturn',
      document: queries.REQUEST_RETURN,
      variables: { input: toReturnRequest(draft, known.returnReasonDefinitions.nodes, reference) },
      answer: queries.requestReturnAnswer,
      signal,
    });
    const refusals = returnRequest?.userErrors ?? [];
    if (NEEDS_PERSON.has(refusals[0]?.code ?? '')) return { outcome: 'needs_person' };
    if (refusals.length > 0 || !returnRequest?.return) throw toRefusal(refusals, 'startReturn');
    return started(returnRequest.return.name);
  }

  private async prepare(draft: ReturnDraft, signal?: AbortSignal): Promise<queries.ShopifyReturnPreparation> {
    const countable = draft.items.every(({ quantity }) => Number.isInteger(quantity) && quantity > 0);
    if (draft.items.length === 0 || !countable) {
      const origin = { vendor: 'shopify', operation: 'startReturn' };
      throw new ServiceError('invalid_input', 'Shopify: there is nothing to return', { origin, notSent: true });
    }
    if (!isGid('Order', draft.orderId)) throw noSuchOrder('startReturn');
    const known = await beforeWriting(
      this.call({
        operation: 'startReturn',
        document: queries.PREPARE_RETURN,
        variables: { orderId: draft.orderId, reasons: reasonHandles(draft) },
        answer: queries.prepareReturnAnswer,
        signal,
      }),
    );
    if (!known.order) throw noSuchOrder('startReturn');
    return known;
  }
}

function started(name: string): ReturnOutcome {
  return { outcome: 'started', returnNumber: orderNumber(name) };
}

type Refusal = Extract<ReturnOutcome, { outcome: 'not_possible' }>['why'];

/** Why the items cannot be sent back; `undefined` when they can. */
function whyNot({ items }: ReturnDraft, known: queries.ShopifyReturnPreparation): Refusal | undefined {
  const sent = new Map(
    (known.order?.fulfillments ?? []).flatMap((parcel) =>
      parcel.fulfillmentLineItems.nodes.map(({ id, quantity }) => [id, { parcel, quantity: quantity ?? 0 }] as const),
    ),
  );
  const left = new Map(
    known.returnableFulfillments.nodes.flatMap(({ returnableFulfillmentLineItems }) =>
      returnableFulfillmentLineItems.nodes.map((line) => [line.fulfillmentLineItem.id, line.quantity] as const),
    ),
  );
  const wanted = Map.groupBy(items, ({ itemId }) => itemId);
  for (const [itemId, lines] of wanted) {
    const line = sent.get(itemId);
    const quantity = lines.reduce((total, each) => total + each.quantity, 0);
    if (!line || quantity > line.quantity) return 'unknown_item';
    if (!hasArrived(line.parcel)) return 'not_delivered';
    if (quantity > (left.get(itemId) ?? 0)) return 'already_returned';
  }
  return undefined;
}
