import type { AppConfig } from '../config';
import { createLogger, type Logger } from '../logger';
import { systemClock, type Clock } from '../operations/clock';
import { forVendor } from '../settingValues';
import type { Database } from '../storage/database';
import { Breaker } from './breaker';
import { BreakerBoard } from './breakerBoard';
import { BreakerStore } from './breakerStore';
import { createVendorPolicy, type VendorPolicy } from './vendorPolicy';

/** Added to a call's time limit: only after that may another one try a system in its place. */
const LEASE_MARGIN_MS = 5_000;

export interface VendorPolicyDependencies {
  /** What is found out about a system there holds for all processes on it; without it, for this one. */
  database?: Database;
  clock?: Clock;
  log?: Logger;
}

type Limits = Pick<AppConfig, 'VENDOR_CONCURRENCY' | 'BREAKER_FAILURES' | 'BREAKER_OPEN_MS' | 'ATTEMPT_TIMEOUT_MS'>;

/** Makes the policy of each vendor, as the settings want it. */
export function createVendorPolicies(
  config: Limits,
  { database, clock = systemClock, log = createLogger('silent') }: VendorPolicyDependencies = {},
): (vendor: string) => VendorPolicy {
  const board = new BreakerBoard({
    clock,
    log,
    probeLeaseMs: config.ATTEMPT_TIMEOUT_MS + LEASE_MARGIN_MS,
    ...(database && { store: new BreakerStore(database) }),
  });
  return (vendor) => {
    const breaker = new Breaker(vendor, board, clock, {
      failuresToOpen: forVendor(config.BREAKER_FAILURES, vendor),
      openMs: forVendor(config.BREAKER_OPEN_MS, vendor),
    });
    return createVendorPolicy(vendor, forVendor(config.VENDOR_CONCURRENCY, vendor), breaker);
  };
}
