import { z } from 'zod';
import type { VendorDependencies } from '../../vendorDefinition';
import type { VendorChecks, VersionFound } from '../../vendorChecks';
import { API_VERSION } from './about';
import { createClient } from './client';
import type { ShopifyCredentials } from './session';

const OPERATION = 'doctor';

export const SHOP = 'query DoctorShop { shop { name } }';
const shopAnswer = z.object({ shop: z.object({ name: z.string() }) });

/** https://shopify.dev/docs/api/admin-graphql/2026-07/queries/currentAppInstallation (2026-11) */
export const SCOPES = 'query DoctorScopes { currentAppInstallation { accessScopes { handle } } }';
const scopesAnswer = z.object({
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
});

/** https://shopify.dev/docs/api/admin-graphql/2026-07/queries/publicApiVersions (2026-11) */
export const VERSIONS = 'query DoctorVersions { publicApiVersions { handle supported } }';
const versionsAnswer = z.object({
  publicApiVersions: z.array(z.object({ handle: z.string(), supported: z.boolean() })),
});

export function checkShopify(config: ShopifyCredentials, dependencies: VendorDependencies): VendorChecks {
  const call = createClient(config, dependencies);
  const ask = <T>(document: string, answer: z.ZodType<T>) =>
    call({ operation: OPERATION, document, variables: {}, answer });
  return {
    address: config.SHOPIFY_API_URL ?? `https://${config.SHOPIFY_SHOP_DOMAIN}`,
    addressSetting: config.SHOPIFY_API_URL ? 'SHOPIFY_API_URL' : 'SHOPIFY_SHOP_DOMAIN',
    async logIn() {
      const { shop } = await ask(SHOP, shopAnswer);
      return `logged in to the shop "${shop.name}"`;
    },
    async findScopes(needed) {
      const { currentAppInstallation } = await ask(SCOPES, scopesAnswer);
      const granted = new Set(currentAppInstallation.accessScopes.map(({ handle }) => handle));
      // Who may write may read.
      const has = (name: string) => granted.has(name) || granted.has(name.replace(/^read_/, 'write_'));
      return { missing: needed.filter((name) => !has(name)), untold: [] };
    },
    findVersion: async () => judge((await ask(VERSIONS, versionsAnswer)).publicApiVersions),
  };
}

/** Shopify answers a version that is gone in the oldest that is left, without a word. */
function judge(versions: readonly { handle: string; supported: boolean }[]): VersionFound {
  const supported = versions.filter((each) => each.supported).map(({ handle }) => handle);
  const [oldest, newest] = [supported.toSorted()[0], supported.toSorted().at(-1)];
  const detail = `${API_VERSION} is used, ${oldest} to ${newest} are supported`;
  if (!supported.includes(API_VERSION)) return { state: 'gone', detail };
  return { state: API_VERSION === oldest && oldest !== newest ? 'ending' : 'supported', detail };
}
