import type { AppConfig } from './config';
import { ConfigError, describeFaults, withoutBlanks } from './config';
import { createTransport } from './http/boundedTransport';
import type { PortName } from './ports';
import { createVendorPolicy, type VendorPolicy } from './resilience/vendorPolicy';
import { Services, type Served } from './services';
import type { VendorDefinition } from './vendorDefinition';
import { vendors as knownVendors } from './vendors';

type Environment = Record<string, string | undefined>;

/** Which setting chooses the vendors of a port, first one first. */
const vendorSettings = { commerce: 'COMMERCE_VENDOR' } as const satisfies Record<PortName, keyof AppConfig>;
const portNames = Object.keys(vendorSettings) as PortName[];

/** A vendor in use, and whether it runs on its sandbox because it has no credentials. */
export interface VendorInUse {
  definition: VendorDefinition;
  onSandbox: boolean;
}

/**
 * Finds the vendors that the settings ask for.
 *
 * @throws ConfigError for an unknown vendor, and in production for one without credentials.
 */
export function findVendorsInUse(config: AppConfig, environment: Environment): VendorInUse[] {
  const ids = new Set(Object.values(vendorSettings).flatMap((setting) => config[setting]));
  const known: readonly VendorDefinition[] = knownVendors;
  const faults: string[] = [];
  const inUse: VendorInUse[] = [];
  for (const id of ids) {
    const definition = known.find((vendor) => vendor.id === id);
    if (!definition) {
      faults.push(
        `${settingNaming(config, id)} names "${id}", which is not one of: ${known.map((vendor) => vendor.id).join(', ')}`,
      );
      continue;
    }
    const parsed = definition.config.safeParse(withoutBlanks(environment));
    const onSandbox = !parsed.success && !config.production && !hasCredentials(definition, environment);
    if (config.SANDBOX !== 'on' && !parsed.success && !onSandbox) faults.push(...describeFaults(parsed.error));
    if (config.SANDBOX === 'off' && onSandbox)
      faults.push(`${definition.displayName} has no credentials, and SANDBOX is off`);
    inUse.push({ definition, onSandbox: config.SANDBOX === 'on' || onSandbox });
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return inUse;
}

/** Sets up every vendor in use and fills each port: per method the first vendor listed that serves it. */
export function createServices(
  config: AppConfig,
  environment: Environment,
  inUse: readonly VendorInUse[],
  sandboxUrl: string,
): Services {
  const transport = createTransport({ timeoutMs: config.ATTEMPT_TIMEOUT_MS });
  const vendors = new Map(
    inUse.map(({ definition, onSandbox }) => {
      const settings = onSandbox ? definition.sandbox(sandboxUrl) : withoutBlanks(environment);
      const ports = definition.create(definition.config.parse(settings), { transport });
      return [definition.id, { definition, ports, policy: createVendorPolicy(definition.id) }];
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
  definition: VendorDefinition;
  ports: object;
  policy: VendorPolicy;
}

function serve({ definition, ports, policy }: Vendor, port: PortName, method: string): Served {
  const target = (ports as Record<string, Record<string, Served['call']> | undefined>)[port];
  const call = target?.[method]?.bind(target);
  if (!call) throw new Error(`${definition.id} promises ${port}.${method} and does not have it`);
  return { vendor: definition.id, protection: definition.writes[method] ?? 'read', call, policy };
}

function hasCredentials(definition: VendorDefinition, environment: Environment): boolean {
  const given = withoutBlanks(environment);
  return Object.keys(definition.sandbox('http://127.0.0.1') as object).some((name) => given[name] !== undefined);
}

function settingNaming(config: AppConfig, id: string): string {
  return Object.values(vendorSettings).find((setting) => config[setting].includes(id)) ?? '';
}
