import { seedProducts, type SeedProduct, type SeedVariant } from '../commerceSeeds';
import { sum } from './money';

export type ProductRecord = ReturnType<typeof toProduct>;

const STORE = 'https://shop.example.com/products';
const PICTURES = 'https://cdn.shopify.com/s/files/1/0001/0001/files';

export function shopifyProducts(): ProductRecord[] {
  return seedProducts.map(toProduct);
}

function toProduct(seed: SeedProduct, index: number) {
  const id = 9_900_000_000_001 + index;
  const { handle, title, description, unpublished, variants } = seed;
  return {
    id: `gid://shopify/Product/${id}`,
    handle,
    title,
    description,
    productType: '',
    status: unpublished ? 'DRAFT' : 'ACTIVE',
    onlineStoreUrl: unpublished ? null : `${STORE}/${handle}`,
    hasOnlyDefaultVariant: seed.option === undefined,
    totalInventory: sum(variants.map(({ inStock }) => inStock)),
    tracksInventory: true,
    featuredMedia: {
      __typename: 'MediaImage',
      id: `gid://shopify/MediaImage/${id}`,
      alt: title,
      preview: { image: { url: `${PICTURES}/${handle}.jpg`, altText: title, width: 1200, height: 1200 } },
    },
    variants: variants.map((variant, position) => toVariant(seed, variant, (id % 1_000_000) * 10 + position)),
  };
}

function toVariant({ title: product, unpublished }: SeedProduct, variant: SeedVariant, id: number) {
  const { sku, title = 'Default Title', priceCents, inStock } = variant;
  return {
    id: `gid://shopify/ProductVariant/${44_000_000_000_000 + id}`,
    title,
    displayName: `${product} - ${title}`,
    sku,
    price: (priceCents / 100).toFixed(2),
    availableForSale: inStock > 0 && !unpublished,
    inventoryPolicy: 'DENY',
    inventoryQuantity: inStock,
    inventoryItem: { id: `gid://shopify/InventoryItem/${46_000_000_000_000 + id}`, tracked: true },
  };
}

/** Sets how many are on the shelf. Gives false when there is no such thing. */
export function setStock(products: ProductRecord[], sku: string, quantity: number): boolean {
  const variant = products.flatMap(({ variants }) => variants).find((each) => each.sku === sku);
  if (variant) restock(products, sku, quantity - variant.inventoryQuantity);
  return variant !== undefined;
}

/** Puts goods back on the shelf. */
export function restock(products: ProductRecord[], sku: string, quantity: number): void {
  const product = products.find(({ variants }) => variants.some((variant) => variant.sku === sku));
  const variant = product?.variants.find((each) => each.sku === sku);
  if (!product || !variant) return;
  variant.inventoryQuantity += quantity;
  variant.availableForSale = variant.inventoryQuantity > 0;
  product.totalInventory += quantity;
}
