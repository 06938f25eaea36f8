import type { Product, ProductVariant } from '../../ports/commerce';
import { toMoney } from './mapping';
import type { ShopifyProduct, ShopifyStock } from './productQueries';

/** Sold in the online store at this moment; asked again of every answer, because the search index lags. */
export function isSold({ status, onlineStoreUrl }: ShopifyStock): boolean {
  return status === 'ACTIVE' && Boolean(onlineStoreUrl);
}

export function toProduct(product: ShopifyProduct, currency: string): Product {
  return {
    id: product.id,
    title: product.title,
    description: product.description || undefined,
    url: webAddress(product.onlineStoreUrl),
    imageUrl: webAddress(product.featuredMedia?.preview?.image?.url),
    variants: toVariants(product, currency),
  };
}

export function toVariants({ variants, hasOnlyDefaultVariant }: ShopifyStock, currency: string): ProductVariant[] {
  return variants.nodes.map((variant) => ({
    id: variant.id,
    // The only variant of a product without options is called "Default Title".
    title: hasOnlyDefaultVariant ? undefined : variant.title,
    price: toMoney({ amount: variant.price, currencyCode: currency }),
    available: variant.availableForSale,
    inStock: variant.inventoryItem?.tracked ? Math.max(0, variant.inventoryQuantity ?? 0) : undefined,
  }));
}

function webAddress(url: string | null | undefined): string | undefined {
  const parsed = url ? URL.parse(url) : null;
  return parsed?.protocol === 'https:' || parsed?.protocol === 'http:' ? parsed.href : undefined;
}
