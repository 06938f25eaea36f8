import { ConfigError, describeFaults, readConfig, withoutBlanks, type AppConfig } from './config';
import type { PortName } from './ports';
import { isSecretSetting } from './secretSettings';
import type { AnyVendor } from './vendorDefinition';
import { vendors as knownVendors } from './vendors';

type Environment = Record<string, string | undefined>;

/** Which setting chooses the vendors of a port, first one first. */
export const vendorSettings = {
  crm: 'CRM_VENDOR',
  helpdesk: 'HELPDESK_VENDOR',
  commerce: 'COMMERCE_VENDOR',
  hr: 'HR_VENDOR',
  itsm: 'ITSM_VENDOR',
  finance: 'FINANCE_VENDOR',
} as const satisfies Record<PortName, keyof AppConfig>;
export const portNames = Object.keys(vendorSettings) as PortName[];

/** A vendor in use. */
export interface VendorInUse {
  definition: AnyVendor;
  /** It runs on its sandbox, because it has no credentials or because it is told to. */
  onSandbox: boolean;
  /** None of its writes are served: the jobs that need them are not offered, or another vendor of the port does them. */
  readOnly: boolean;
}

/** The setting that keeps a vendor from being written to; the same for all, so that it stands in no vendor's own schema. */
export function readOnlySetting({ id }: Pick<AnyVendor, 'id'>): string {
  return `${id.toUpperCase()}_READ_ONLY`;
}

/** The settings, with the vendors that they choose. */
export interface LoadedSettings {
  config: AppConfig;
  vendorsInUse: VendorInUse[];
}

/**
 * Reads all settings, those of the chosen vendors as well.
 *
 * @param unreadable what is wrong with where secrets come from, by the setting that misses its value for it
 * @throws ConfigError naming every fault at once; an unknown vendor is one, and in production one without credentials.
 */
export function loadSettings(environment: Environment, unreadable: readonly string[] = []): LoadedSettings {
  const { config, faults } = readConfig(environment);
  const ids = new Set(Object.values(vendorSettings).flatMap((setting) => config[setting]));
  const misplaced = portNames.flatMap((port) => config[vendorSettings[port]].flatMap((id) => whyNot(port, id)));
  const found = [...ids].flatMap((id) => findVendor(id, config, environment) ?? []);
  const allFaults = [
    ...unreadable,
    ...faults,
    ...misplaced,
    ...misnamed(config),
    ...knownVendors.flatMap((vendor) => readOnlyFault(vendor, environment)),
    ...found.flatMap((vendor) => vendor.faults),
  ].filter((fault) => !unreadable.some((why) => why !== fault && why.startsWith(fault.split(' ')[0] ?? '')));
  if (allFaults.length > 0) throw new ConfigError(allFaults);
  return { config, vendorsInUse: found.flatMap((vendor) => vendor.inUse ?? []) };
}

function findVendor(
  id: string,
  config: AppConfig,
  environment: Environment,
): { inUse?: VendorInUse; faults: string[] } | undefined {
  const definition = knownVendors.find((vendor) => vendor.id === id);
  if (!definition) return undefined;
  const inUse = (onSandbox: boolean) => ({
    inUse: { definition, onSandbox, readOnly: isReadOnly(definition, environment) },
    faults: [],
  });
  if (config.SANDBOX === 'on') return inUse(true);
  const { error } = definition.config.safeParse(withoutBlanks(environment));
  if (!error) return inUse(false);
  if (hasCredentials(definition, environment)) return { faults: describeFaults(error) };
  if (config.production) return { faults: withChoice(describeFaults(error), definition, config) };
  if (config.SANDBOX === 'off') return { faults: [`${definition.displayName} has no credentials, and SANDBOX is off`] };
  return inUse(true);
}

/** Whoever does not have that system at all learns where it was chosen. */
function withChoice(
  [first = '', ...others]: readonly string[],
  { id, displayName }: AnyVendor,
  config: AppConfig,
): string[] {
  const choices = Object.values(vendorSettings).filter((setting) => config[setting].includes(id));
  return [
    `${first} (${displayName} is chosen by ${choices.join(' and ')}: none where there is no such system)`,
    ...others,
  ];
}

function isReadOnly(definition: AnyVendor, environment: Environment): boolean {
  return withoutBlanks(environment)[readOnlySetting(definition)] === 'true';
}

/** A slip of the pen must not open a system that is meant to be left alone. */
function readOnlyFault(definition: AnyVendor, environment: Environment): string[] {
  const value = withoutBlanks(environment)[readOnlySetting(definition)];
  return value === undefined || ['true', 'false'].includes(value)
    ? []
    : [`${readOnlySetting(definition)} must be true or false`];
}

function hasCredentials(definition: AnyVendor, environment: Environment): boolean {
  const given = withoutBlanks(environment);
  const sandbox = Object.keys(definition.sandbox('http://127.0.0.1'));
  const secrets = Object.keys(definition.config.shape).filter(isSecretSetting);
  return [...sandbox, ...secrets].some((name) => given[name] !== undefined);
}

/** What is wrong with a vendor in a port's setting: it is unknown, or knows nothing of that port. */
function whyNot(port: PortName, id: string): string[] {
  const ids = knownVendors.filter(({ serves }) => serves[port]).map((vendor) => vendor.id);
  return ids.includes(id) ? [] : [`${vendorSettings[port]} names "${id}", which is not one of: ${ids.join(', ')}`];
}

const PER_VENDOR = ['VENDOR_CONCURRENCY', 'BREAKER_FAILURES', 'BREAKER_OPEN_MS'] as const;

/** Limits for systems that do not exist: a slip of the pen that would go unnoticed. */
function misnamed(config: AppConfig): string[] {
  const ids = knownVendors.map(({ id }) => id);
  return PER_VENDOR.flatMap((setting) =>
    Object.keys(config[setting].own)
      .filter((id) => !ids.includes(id))
      .map((id) => `${setting} names "${id}", which is not one of: ${ids.join(', ')}`),
  );
}
