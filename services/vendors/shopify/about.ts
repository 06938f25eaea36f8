import type { VendorAbout } from '../../vendorAbout';

/** The version of the Admin API that all documents are written for: `ApiVersion.July26` of the SDK. */
export const API_VERSION = '2026-07';

export const about = {
  sdk: '@shopify/shopify-api',
  api: 'Admin GraphQL API',
  apiVersions: [API_VERSION],
  scopes: [
    { name: 'read_orders', why: 'orders, parcels and refunds of the last 60 days' },
    { name: 'read_all_orders', why: 'the same of older orders', optional: true },
    {
      name: 'write_orders',
      why: 'cancelling; the app must also be allowed to pay back to the original payment method',
      writes: true,
    },
    { name: 'read_fulfillments', why: 'the webhooks about parcels', optional: true },
    { name: 'read_returns', why: 'what can be sent back, and what was' },
    { name: 'write_returns', why: 'asking for a return', writes: true },
    { name: 'read_products', why: 'the products of the online store' },
    { name: 'read_inventory', why: 'whether something is in stock' },
  ],
  pages: {
    logIn: 'https://shopify.dev/docs/apps/build/authentication-authorization/client-credentials-grant',
    limits: 'https://shopify.dev/docs/api/usage/limits',
    versions: 'https://shopify.dev/docs/api/usage/versioning',
  },
  readOn: '2026-11',
} as const satisfies VendorAbout;
