import { shopify } from './shopify';

/** THE list of vendors: one line each. */
export const vendors = [shopify] as const;
