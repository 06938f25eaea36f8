import type { AppConfig } from './config';
import type { VendorPolicyDependencies } from './resilience/vendorPolicies';
import type { Services } from './services';
import { Systems } from './systems';
import type { VendorInUse } from './vendorsInUse';

/** The ports of a set of systems that stays as it is; see `Systems`. */
export function createServices(
  config: AppConfig,
  environment: Record<string, string | undefined>,
  inUse: readonly VendorInUse[],
  sandboxUrl: string,
  policyDependencies?: VendorPolicyDependencies,
): Services {
  return new Systems(config, environment, inUse, sandboxUrl, policyDependencies).services;
}
