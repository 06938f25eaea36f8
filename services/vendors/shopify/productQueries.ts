import { z } from 'zod';
import { pageInfoSchema } from './orderQueries';

const productFields = (variants: number) => `
  id
  title
  status
  onlineStoreUrl
  hasOnlyDefaultVariant
  variants(first: ${variants}) {
    nodes { id title price availableForSale inventoryQuantity inventoryItem { tracked } }
  }
`;

/** Products by search, best first. https://shopify.dev/docs/api/admin-graphql/2026-07/queries/products */
export const SEARCH_PRODUCTS = `
  query searchProducts($search: String!, $first: Int!, $after: String) {
    shop { currencyCode }
    products(first: $first, after: $after, query: $search, sortKey: RELEVANCE) {
      nodes {
        ${productFields(25)}
        description(truncateAt: 300)
        featuredMedia { preview { image { url } } }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

/** https://shopify.dev/docs/api/admin-graphql/2026-07/queries/product */
export const GET_STOCK = `
  query getStock($id: ID!) {
    shop { currencyCode }
    product(id: $id) { ${productFields(100)} }
  }
`;

const shopSchema = z.object({ currencyCode: z.string() });

const variantSchema = z.object({
  id: z.string(),
  title: z.string(),
  price: z.string(),
  availableForSale: z.boolean(),
  inventoryQuantity: z.number().nullish(),
  inventoryItem: z.object({ tracked: z.boolean() }).nullish(),
});

const stockSchema = z.object({
  id: z.string(),
  title: z.string(),
  status: z.string(),
  onlineStoreUrl: z.string().nullish(),
  hasOnlyDefaultVariant: z.boolean(),
  variants: z.object({ nodes: z.array(variantSchema) }),
});

const productSchema = stockSchema.extend({
  description: z.string(),
  featuredMedia: z
    .object({ preview: z.object({ image: z.object({ url: z.string() }).nullish() }).nullish() })
    .nullish(),
});

export const searchProductsAnswer = z.object({
  shop: shopSchema,
  products: z.object({ nodes: z.array(productSchema), pageInfo: pageInfoSchema }),
});
export const getStockAnswer = z.object({ shop: shopSchema, product: stockSchema.nullish() });

export type ShopifyStock = z.infer<typeof stockSchema>;
export type ShopifyProduct = z.infer<typeof productSchema>;
