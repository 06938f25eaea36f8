import type { CommercePort, Product, ProductVariant } from '../../ports/commerce';
import type { CallOptions, Page } from '../../values';
import type { ShopifyClient } from './client';
import { isGid } from './gid';
import { isSold, toProduct, toVariants } from './productMapping';
import { GET_STOCK, getStockAnswer, SEARCH_PRODUCTS, searchProductsAnswer } from './productQueries';
import { wordTerms } from './searchSyntax';

const MAX_PAGE = 10;

/** What the online store sells. */
export class ShopifyProducts implements Pick<CommercePort, 'searchProducts' | 'getStock'> {
  constructor(private readonly call: ShopifyClient) {}

  async searchProducts(
    { query, limit, cursor }: { query: string; limit: number; cursor?: string },
    { signal }: CallOptions = {},
  ): Promise<Page<Product>> {
    const words = wordTerms(query);
    if (words === undefined) return { items: [] };
    const { shop, products } = await this.call({
      operation: 'searchProducts',
      document: SEARCH_PRODUCTS,
      variables: {
        search: `${words} AND status:active AND published_status:published`,
        first: Math.min(Math.max(1, Math.trunc(limit)), MAX_PAGE),
        after: cursor,
      },
      answer: searchProductsAnswer,
      signal,
    });
    return {
      items: products.nodes.filter(isSold).map((product) => toProduct(product, shop.currencyCode)),
      nextCursor: products.pageInfo.hasNextPage ? (products.pageInfo.endCursor ?? undefined) : undefined,
    };
  }

  async getStock(
    { productId }: { productId: string },
    { signal }: CallOptions = {},
  ): Promise<ProductVariant[] | undefined> {
    if (!isGid('Product', productId)) return undefined;
    const { shop, product } = await this.call({
      operation: 'getStock',
      document: GET_STOCK,
      variables: { id: productId },
      answer: getStockAnswer,
      signal,
    });
    return product && isSold(product) ? toVariants(product, shop.currencyCode) : undefined;
  }
}
