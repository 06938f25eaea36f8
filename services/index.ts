import type { AppConfig } from './config';
import { ConfigError, describeFaults, withoutBlanks } from './config';
import { createTransport } from './http/boundedTransport';
import { createVendorPolicy } from './resilience/vendorPolicy';
import { Services, type Served } from './services';
import type { VendorDefinition } from './vendorDefinition';
import { vendors } from './vendors';

type Environment = Record<string, string | undefined>;

/** Which setting chooses the vendors of a port, first one first. */
const vendorSettings = { commerce: 'COMMERCE_VENDOR' } as const satisfies Record<string, keyof AppConfig>;

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
  const known: readonly VendorDefinition[] = vendors;
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
  const served = new Map<string, Served>();
  for (const { definition, onSandbox } of inUse) {
    const input = onSandbox ? definition.sandbox(sandboxUrl) : withoutBlanks(environment);
    const ports = definition.create(definition.config.parse(input), { transport });
    const policy = createVendorPolicy(definition.id);
    for (const [port, setting] of Object.entries(vendorSettings)) {
      if (!config[setting].includes(definition.id)) continue;
      for (const method of definition.serves[port as keyof typeof vendorSettings] ?? []) {
        const target = (ports as Record<string, Record<string, Served['call']>>)[port];
        const call = target?.[method]?.bind(target);
        const name = `${port}.${method}`;
        const protection = definition.writes[method] ?? 'read';
        if (call && !served.has(name)) served.set(name, { vendor: definition.id, protection, call, policy });
      }
    }
  }
  return new Services(served);
}

function hasCredentials(definition: VendorDefinition, environment: Environment): boolean {
  const given = withoutBlanks(environment);
  return Object.keys(definition.sandbox('http://127.0.0.1') as object).some((name) => given[name] !== undefined);
}

function settingNaming(config: AppConfig, id: string): string {
  return Object.values(vendorSettings).find((setting) => config[setting].includes(id)) ?? '';
}
