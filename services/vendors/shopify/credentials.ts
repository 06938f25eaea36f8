import { z } from 'zod';
import type { ShopifyCredentials } from './session';

/** One way to log in, and the whole of it; also where other settings are faulty, so that all faults are named at once. */
export const hasOneLogIn = z.superRefine<Partial<ShopifyCredentials>>(
  ({ SHOPIFY_ADMIN_TOKEN: token, SHOPIFY_CLIENT_ID: id, SHOPIFY_CLIENT_SECRET: secret }, context) => {
    const fault = (setting: string, message: string) => context.addIssue({ code: 'custom', path: [setting], message });
    if (token !== undefined && (id !== undefined || secret !== undefined)) {
      fault(
        'SHOPIFY_ADMIN_TOKEN',
        'is set beside SHOPIFY_CLIENT_ID or SHOPIFY_CLIENT_SECRET: one way to log in is enough',
      );
    } else if (token === undefined && id === undefined && secret === undefined) {
      fault(
        'SHOPIFY_CLIENT_ID',
        'and SHOPIFY_CLIENT_SECRET are missing (or, for an app of before 2026, SHOPIFY_ADMIN_TOKEN)',
      );
    } else if (token === undefined && id === undefined) {
      fault('SHOPIFY_CLIENT_ID', 'is missing');
    } else if (token === undefined && secret === undefined) {
      fault('SHOPIFY_CLIENT_SECRET', 'is missing');
    }
  },
  { when: () => true },
);
