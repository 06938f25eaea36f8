import { settings, type AppConfig } from '../../services/config';
import { portNames, vendorSettings, type VendorInUse } from '../../services/vendorsInUse';

/** How the bot is set up, in names only: no value of a setting that could be a secret, or an address. */
export interface OpsSetup {
  company: string;
  version: string;
  production: boolean;
  systems: { vendor: string; name: string; onSandbox: boolean; ports: string[] }[];
  /** What is shown in the overview, by its heading. */
  facts: [heading: string, value: string][];
  /** The settings that were given, by name. */
  given: string[];
}

type Environment = Record<string, string | undefined>;

export function describeSetup(
  config: AppConfig,
  vendorsInUse: readonly VendorInUse[],
  environment: Environment,
  version: string,
): OpsSetup {
  const { COMPANY_NAME: company, production } = config;
  return {
    ...{ company, version, production },
    systems: vendorsInUse.map(({ definition: { id, displayName }, onSandbox }) => ({
      ...{ vendor: id, name: displayName, onSandbox },
      ports: portNames.filter((port) => config[vendorSettings[port]].includes(id)),
    })),
    facts: [
      ['Version', `${version}, on Node ${process.versions.node}`],
      ['Runs as', production ? 'production' : 'development'],
      ['Channels prove who they are', config.authenticated ? 'yes' : 'no: this machine only'],
      ['Database', config.DATABASE_URL.startsWith('sqlite:') ? 'SQLite, for one instance' : 'PostgreSQL, shared'],
      ['Business events go to', eventsTarget(config)],
      ['E-mail', config.SMTP_URL ? 'SMTP' : production ? 'not set up' : 'kept on this machine'],
      ['Understanding', config.CLU_ENDPOINT ? 'Azure AI Language' : 'in the process'],
      ['Time zone', config.COMPANY_TIME_ZONE],
    ],
    given: givenSettings(vendorsInUse, environment),
  };
}

function eventsTarget({ EVENTS_URL: url }: AppConfig): string {
  if (!url) return 'nobody: they stay inside';
  return url.startsWith('nats') ? 'NATS' : 'an HTTP receiver';
}

function givenSettings(vendorsInUse: readonly VendorInUse[], environment: Environment): string[] {
  const known = [settings.shape, ...vendorsInUse.map(({ definition }) => definition.config.shape)];
  return known.flatMap((shape) => Object.keys(shape)).filter((name) => environment[name]?.trim());
}
