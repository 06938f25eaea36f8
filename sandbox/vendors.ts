import { createShopifySandbox } from './shopify/shopifySandbox';
import type { VendorSandbox } from './vendorSandbox';

/** THE list of vendors: the id is the vendor's path, the function sets it up with its seeds. One line each. */
export const vendors: Readonly<Record<string, () => VendorSandbox>> = {
  shopify: createShopifySandbox,
};
