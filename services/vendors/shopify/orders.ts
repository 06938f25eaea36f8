import type { CancelOutcome, CommercePort, Order, OrderProof, Refund, Shipment } from '../../ports/commerce';
import { beforeWriting } from '../../serviceError';
import type { CallOptions, Page, WriteOptions } from '../../values';
import type { ShopifyClient } from './client';
import { noSuchOrder, stillAtWork, toRefusal } from './errors';
import { isGid } from './gid';
import { isParcel, orderNumber as numberOf, toOrder, toRefund, toShipments } from './mapping';
import * as queries from './orderQueries';
import { quoted, sameText } from './searchSyntax';

/** What Shopify refuses with when an order is no longer in a state to be cancelled. */
const WRONG_STATE = 'INVALID';

/** Orders, their parcels and their money. */
export class ShopifyOrders implements Pick<
  CommercePort,
  'findOrder' | 'listOrders' | 'getShipments' | 'cancelOrder' | 'getRefunds'
> {
  constructor(private readonly call: ShopifyClient) {}

  /**
   * Both halves of the proof go into the search, so that Shopify does the same work for a wrong address as for an order that
   * does not exist; both are compared again here, because the search is not exact.
   */
  async findOrder({ orderNumber, email }: OrderProof, { signal }: CallOptions = {}): Promise<Order | undefined> {
    const { orders } = await this.call({
      operation: 'findOrder',
      document: queries.FIND_ORDERS,
      variables: { search: `name:${quoted(orderNumber)} AND email:${quoted(email)}` },
      answer: queries.findOrdersAnswer,
      signal,
    });
    const order = orders.nodes.find(
      (each) => sameText(numberOf(each.name), orderNumber) && sameText(each.email, email),
    );
    return order && toOrder(order);
  }

  async listOrders(
    { email, cursor }: { email: string; cursor?: string },
    { signal }: CallOptions = {},
  ): Promise<Page<Order>> {
    const { orders } = await this.call({
      operation: 'listOrders',
      document: queries.LIST_ORDERS,
      variables: { search: `email:${quoted(email)}`, after: cursor },
      answer: queries.listOrdersAnswer,
      signal,
    });
    return {
      items: orders.nodes.filter((each) => sameText(each.email, email)).map(toOrder),
      nextCursor: orders.pageInfo.hasNextPage ? (orders.pageInfo.endCursor ?? undefined) : undefined,
    };
  }

  async getShipments({ orderId }: { orderId: string }, { signal }: CallOptions = {}): Promise<Shipment[]> {
    if (!isGid('Order', orderId)) return [];
    const { order } = await this.call({
      operation: 'getShipments',
      document: queries.GET_SHIPMENTS,
      variables: { id: orderId },
      answer: queries.getShipmentsAnswer,
      signal,
    });
    return toShipments(order?.fulfillments ?? []);
  }

  async getRefunds({ orderId }: { orderId: string }, { signal }: CallOptions = {}): Promise<Refund[]> {
    if (!isGid('Order', orderId)) return [];
    const { order } = await this.call({
      operation: 'getRefunds',
      document: queries.GET_REFUNDS,
      variables: { id: orderId },
      answer: queries.getRefundsAnswer,
      signal,
    });
    const refunds = (order?.refunds ?? []).map(toRefund).filter((refund) => refund !== undefined);
    return refunds.sort((one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt));
  }

  /**
   * Looks first: an order that was sent cannot be called back, and one that is cancelled must not be told to be impossible
   * when it was this very call that did it, as our key in the staff note shows. When Shopify refuses all the same, somebody
   * was quicker, and looking again tells who. Only of a repeat it may not: the job of the first call may still be at work.
   */
  async cancelOrder(
    { orderId }: { orderId: string },
    { idempotencyKey, isRepeat, signal }: WriteOptions,
  ): Promise<CancelOutcome> {
    const staffNote = `Cancelled by the customer in the chat (ref. ${idempotencyKey})`;
    const found = settled(await beforeWriting(this.state(orderId, signal)), staffNote);
    if (found) return found;
    const { orderCancel } = await this.call({
      operation: 'cancelOrder',
      document: queries.CANCEL_ORDER,
      variables: { id: orderId, staffNote },
      answer: queries.cancelOrderAnswer,
      signal,
    });
    const refusals = orderCancel?.orderCancelUserErrors ?? [];
    if (refusals[0]?.code === WRONG_STATE) {
      const now = settled(await this.state(orderId, signal), staffNote);
      if (!now && isRepeat) throw stillAtWork('cancelOrder');
      return now ?? { outcome: 'not_possible', why: 'other' };
    }
    if (refusals.length > 0 || !orderCancel?.job) throw toRefusal(refusals, 'cancelOrder');
    return { outcome: orderCancel.job.done ? 'cancelled' : 'requested' };
  }

  /** @throws ServiceError `not_found` for an order that is gone. */
  private async state(orderId: string, signal?: AbortSignal): Promise<queries.ShopifyOrderState> {
    if (!isGid('Order', orderId)) throw noSuchOrder('cancelOrder');
    const { order } = await this.call({
      operation: 'cancelOrder',
      document: queries.GET_ORDER_STATE,
      variables: { id: orderId },
      answer: queries.getOrderStateAnswer,
      signal,
    });
    if (!order) throw noSuchOrder('cancelOrder');
    return order;
  }
}

/** What is already decided about cancelling an order; `undefined` when it can be tried. */
function settled(order: queries.ShopifyOrderState, staffNote: string): CancelOutcome | undefined {
  if (order.cancelledAt) {
    const byThisCall = order.cancellation?.staffNote === staffNote;
    return byThisCall ? { outcome: 'cancelled' } : { outcome: 'not_possible', why: 'already_cancelled' };
  }
  return order.fulfillments.some(isParcel) ? { outcome: 'not_possible', why: 'shipped' } : undefined;
}
