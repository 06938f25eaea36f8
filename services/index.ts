import { withoutBlanks, type AppConfig } from './config';
import { createTransport } from './http/boundedTransport';
import type { PortName } from './ports';
import { createVendorPolicies, type VendorPolicyDependencies } from './resilience/vendorPolicies';
import type { VendorPolicy } from './resilience/vendorPolicy';
import { Services, type Served } from './services';
import type { AnyVendor } from './vendorDefinition';
import { portNames, vendorSettings, type VendorInUse } from './vendorsInUse';

type Environment = Record<string, string | undefined>;

/**
 * Sets up every vendor in use and fills each port: per method the first vendor listed that serves it.
 *
 * @param policyDependencies where it is shared which systems are down
 */
export function createServices(
  config: AppConfig,
  environment: Environment,
  inUse: readonly VendorInUse[],
  sandboxUrl: string,
  policyDependencies?: VendorPolicyDependencies,
): Services {
  const transport = createTransport({ timeoutMs: config.ATTEMPT_TIMEOUT_MS });
  const policyOf = createVendorPolicies(config, policyDependencies);
  const vendors = new Map(
    inUse.map(({ definition, onSandbox }) => {
      const settings = onSandbox ? definition.sandbox(sandboxUrl) : withoutBlanks(environment);
      const ports = definition.create(definition.config.parse(settings), { transport });
      return [definition.id, { definition, ports, policy: policyOf(definition.id) }];
    }),
  );
  const served = new Map<string, Served>();
  for (const port of portNames) {
    for (const id of config[vendorSettings[port]]) {
      const vendor = vendors.get(id);
      for (const method of vendor?.definition.serves[port] ?? []) {
        if (vendor && !served.has(`${port}.${method}`)) served.set(`${port}.${method}`, serve(vendor, port, method));
      }
    }
  }
  return new Services(served);
}

interface Vendor {
  definition: AnyVendor;
  ports: object;
  policy: VendorPolicy;
}

function serve({ definition, ports, policy }: Vendor, port: PortName, method: string): Served {
  const target = (ports as Record<string, Record<string, Served['call']> | undefined>)[port];
  const call = target?.[method]?.bind(target);
  if (!call) throw new Error(`${definition.id} promises ${port}.${method} and does not have it`);
  const { id, writes, indexLagMs = 0 } = definition;
  return { vendor: id, protection: writes[port]?.[method] ?? 'read', indexLagMs, call, policy };
}
