import { createHash, timingSafeEqual } from 'node:crypto';
import type { CommercePort, Order, OrderProof } from '../../ports/commerce';
import type { CallOptions } from '../../values';
import type { ShopifyClient } from './client';
import { orderNumber as numberOf, toOrder } from './mapping';
import { FIND_ORDERS, findOrdersAnswer } from './queries';

export class ShopifyCommerce implements Pick<CommercePort, 'findOrder'> {
  constructor(private readonly call: ShopifyClient) {}

  /**
   * Both halves of the proof go into the search, so that Shopify does the same work for a wrong address as for an order that
   * does not exist; both are compared again here, because the search is not exact.
   */
  async findOrder({ orderNumber, email }: OrderProof, { signal }: CallOptions = {}): Promise<Order | undefined> {
    const { orders } = await this.call({
      operation: 'findOrder',
      document: FIND_ORDERS,
      variables: { search: `name:${quoted(orderNumber)} AND email:${quoted(email)}` },
      answer: findOrdersAnswer,
      signal,
    });
    const order = orders.nodes.find(
      (each) => sameText(numberOf(each.name), orderNumber) && sameText(each.email, email),
    );
    return order && toOrder(order);
  }
}

/** A literal in Shopify's search syntax. https://shopify.dev/docs/api/usage/search-syntax */
export function quoted(text: string): string {
  return `"${text.replace(/[\\"':()]/g, '\\$&')}"`;
}

/** Equal but for capital letters; takes the same time wherever the difference is. */
function sameText(one: string | null | undefined, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text.trim().toLowerCase()).digest();
  return timingSafeEqual(digest(one ?? ''), digest(other)) && Boolean(one);
}
