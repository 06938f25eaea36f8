/** One entry of Shopify's library of return reasons, `ReturnReasonDefinition`. */
export type ReturnReason = (typeof returnReasons)[number];

/**
 * The first of some hundred; the others are for kinds of products.
 * https://github.com/Shopify/product-taxonomy/blob/main/data/return_reasons.yml
 */
export const returnReasons = [
  ['unknown', 'Unknown'],
  ['changed-my-mind', 'Changed my mind'],
  ['item-not-as-described', 'Item not as described'],
  ['received-the-wrong-item', 'Received the wrong item'],
  ['other-reason', 'Other'],
  ['damaged-or-defective', 'Damaged or defective'],
  ['too-small', 'Too small'],
  ['too-big', 'Too big'],
  ['style', 'Style'],
  ['color', 'Color'],
].map(([handle = '', name = ''], index) => ({
  id: `gid://shopify/ReturnReasonDefinition/${index + 1}`,
  handle,
  name,
  deleted: false,
}));

/** The reason with this handle; `unknown` for any other. */
export function reasonByHandle(handle: string): ReturnReason {
  const reason = returnReasons.find((each) => each.handle === handle) ?? returnReasons[0];
  if (!reason) throw new Error('there are no return reasons');
  return reason;
}
