/** The kinds of things that callers name by id. */
type NamedType = 'Order' | 'Product' | 'FulfillmentLineItem';

/**
 * Whether an id has the shape of Shopify's for this type. Any other names nothing there, so it need not be asked for.
 * https://shopify.dev/docs/api/usage/gids
 */
export function isGid(type: NamedType, id: string): boolean {
  return new RegExp(`^gid://shopify/${type}/\\d+$`).test(id);
}
