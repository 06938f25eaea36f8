/**
 * Shopify through its Admin GraphQL API 2026-07 and `@shopify/shopify-api` 15, with the access token of a custom app that
 * has the scopes `read_orders` and, for orders older than 60 days, `read_all_orders`.
 *
 * - log-in: https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/generate-app-access-tokens-admin
 * - limits: https://shopify.dev/docs/api/usage/limits
 * - errors: https://shopify.dev/docs/api/usage/response-codes
 */
import { z } from 'zod';
import { defineVendor } from '../../vendorDefinition';
import { createClient } from './client';
import { ShopifyCommerce } from './commerce';

export const shopify = defineVendor({
  id: 'shopify',
  displayName: 'Shopify',
  serves: { commerce: ['findOrder'] },
  writes: { commerce: {} },
  config: z.object({
    SHOPIFY_SHOP_DOMAIN: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/i, 'must be the permanent name, such as demo.myshopify.com'),
    SHOPIFY_ADMIN_TOKEN: z.string().min(1),
    SHOPIFY_API_URL: z.url().optional(),
  }),
  sandbox: (sandboxUrl) => ({
    SHOPIFY_SHOP_DOMAIN: 'demo.myshopify.com',
    SHOPIFY_ADMIN_TOKEN: 'sandbox-token',
    SHOPIFY_API_URL: `${sandboxUrl}/shopify`,
  }),
  create: (config, dependencies) => ({ commerce: new ShopifyCommerce(createClient(config, dependencies)) }),
});
