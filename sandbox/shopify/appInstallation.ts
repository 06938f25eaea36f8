import type { Account } from '../account';
import { API_VERSION } from './schema';

/** https://shopify.dev/docs/api/usage/access-scopes: those that are asked for here. */
const SCOPES = [
  'read_orders',
  'read_all_orders',
  'write_orders',
  'read_fulfillments',
  'read_returns',
  'write_returns',
  'read_products',
  'read_inventory',
];
/** Four are served at a time, and the next one is tried out. */
const VERSIONS = ['2026-01', '2026-04', API_VERSION, '2026-10'];

/** The app that asks, with what it was granted. */
export function appInstallation(account: Account): object {
  const granted = SCOPES.filter((handle) => account.may(handle));
  return {
    id: 'gid://shopify/AppInstallation/1',
    accessScopes: granted.map((handle) => ({ handle, description: handle.replaceAll('_', ' ') })),
  };
}

export function publicApiVersions({ versions = VERSIONS }: Account): object[] {
  const served = versions.map((handle) => ({ handle, displayName: handle, supported: true }));
  return [...served, { handle: 'unstable', displayName: 'Unstable', supported: false }];
}
