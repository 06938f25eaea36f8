/**
 * Shopify through its Admin GraphQL API (the version stands in `about.ts`) and `@shopify/shopify-api` 15, with the access
 * token of a custom app that has the scopes which `about.ts` lists.
 *
 * Writes: cancelling twice changes nothing, and our key in the staff note tells whose it was (`keyed`); a return carries our
 * key in the customer's note and is found by it among the order's returns (`findable`). Neither mutation takes a key itself.
 *
 * - errors: https://shopify.dev/docs/api/usage/response-codes
 * - cancelling: https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/orderCancel
 * - returns: https://shopify.dev/docs/apps/build/orders-fulfillment/returns-apps
 */
import { z } from 'zod';
import { apiAddress } from '../../settingValues';
import { defineVendor } from '../../vendorDefinition';
import { SANDBOX_SECRET, webhookSecret } from '../../webhooks/secrets';
import { about } from './about';
import { checkShopify } from './check';
import { createClient } from './client';
import { hasOneLogIn } from './credentials';
import { ShopifyCommerce } from './commerce';
import { shopifyWebhook } from './webhook';

export const shopify = defineVendor({
  id: 'shopify',
  displayName: 'Shopify',
  about,
  serves: {
    commerce: [
      'findOrder',
      'listOrders',
      'getShipments',
      'cancelOrder',
      'getReturnableItems',
      'startReturn',
      'getRefunds',
      'searchProducts',
      'getStock',
    ],
  },
  writes: { commerce: { cancelOrder: 'keyed', startReturn: 'findable' } },
  config: z
    .object({
      SHOPIFY_SHOP_DOMAIN: z
        .string()
        .regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/i, 'must be the permanent name, such as demo.myshopify.com'),
      SHOPIFY_CLIENT_ID: z.string().min(1).optional(),
      SHOPIFY_CLIENT_SECRET: z.string().min(1).optional(),
      SHOPIFY_ADMIN_TOKEN: z.string().min(1).optional(),
      SHOPIFY_API_URL: apiAddress('https://demo.myshopify.com').optional(),
      SHOPIFY_WEBHOOK_SECRET: webhookSecret,
    })
    .check(hasOneLogIn),
  sandbox: (sandboxUrl) => ({
    SHOPIFY_SHOP_DOMAIN: 'demo.myshopify.com',
    SHOPIFY_ADMIN_TOKEN: 'sandbox-token',
    SHOPIFY_API_URL: `${sandboxUrl}/shopify`,
    SHOPIFY_WEBHOOK_SECRET: SANDBOX_SECRET,
  }),
  webhook: shopifyWebhook,
  create: (config, dependencies) => ({ commerce: new ShopifyCommerce(createClient(config, dependencies)) }),
  check: checkShopify,
});
