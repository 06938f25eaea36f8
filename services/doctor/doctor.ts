import { withoutBlanks, type AppConfig } from '../config';
import { createTransport } from '../http/boundedTransport';
import { isSecretSetting } from '../secretSettings';
import { portNames, vendorSettings, type VendorInUse } from '../vendorsInUse';
import { botChecks, type Addresses } from './botChecks';
import { examineDatabase } from './databaseChecks';
import { CHECK_LIMIT_MS, within, type Finding } from './finding';
import { examineVendor } from './vendorDoctor';

export interface Patient {
  config: AppConfig;
  environment: Record<string, string | undefined>;
  vendorsInUse: readonly VendorInUse[];
  sandboxUrl: string;
  /** The folder that relative names of files count from. */
  project: string;
  /** Microsoft's own where absent. */
  addresses?: Addresses;
}

/** Examines everything that the settings name, all at once. Changes nothing anywhere. */
export async function examine(patient: Patient): Promise<Finding[]> {
  const { config, environment, vendorsInUse, project, addresses } = patient;
  const transport = createTransport({ timeoutMs: CHECK_LIMIT_MS });
  const own = botChecks(config, withoutBlanks(environment)['DIRECT_LINE_SECRET'], transport, addresses);
  const findings = await Promise.all([
    examineDatabase(config, project),
    ...own.map(async ({ check, run }) => [
      await within('Bot', check, async () => ({ subject: 'Bot', check, ...(await run()) })),
    ]),
    ...vendorsInUse.map((inUse) => examineOne(inUse, patient)),
  ]);
  return findings.flat().map((finding) => withoutSecrets(finding, environment));
}

function examineOne(inUse: VendorInUse, { config, environment, sandboxUrl }: Patient): Promise<Finding[]> {
  const { definition, onSandbox } = inUse;
  const given = onSandbox ? definition.sandbox(sandboxUrl) : withoutBlanks(environment);
  const ports = portNames.filter((port) => config[vendorSettings[port]].includes(definition.id));
  return examineVendor(inUse, { settings: definition.config.parse(given), ports });
}

/** Nobody should be able to show one by accident: not even a system that repeats what it was sent. */
function withoutSecrets(finding: Finding, environment: Record<string, string | undefined>): Finding {
  const secrets = Object.entries(withoutBlanks(environment))
    .filter(([name, value]) => isSecretSetting(name) && value.length >= 6)
    .map(([, value]) => value);
  const clean = (text: string) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
  return { ...finding, text: clean(finding.text), ...(finding.hint && { hint: clean(finding.hint) }) };
}
