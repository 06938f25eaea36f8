import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { ConfigError, readConfig, type AppConfig } from '../../services/config';
import { localizationSchema, manifestSchema } from './manifestSchema';

const ICONS = ['color.png', 'outline.png'];
/** What Teams shows as the app's name has no more characters. */
const LONGEST_NAME = 30;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const COMMAND = /^bots\[0\]\.commandLists\[\d\]\.commands\[\d\]\.(title|description)$/;
const PLACEHOLDER = /<<([A-Z-]+)>>/g;
/** The settings that the package is made from, and what each is there for. */
const NEEDED = {
  MicrosoftAppId: 'it says which bot the app talks to (a GUID, from the registration in Azure)',
  PUBLIC_URL: 'Teams shows it as the website, and signs employees in for its domain',
  PRIVACY_URL: 'Teams shows the privacy statement beside the app',
  TERMS_URL: 'Teams shows the terms of use beside the app',
  COMPANY_NAME: 'it is the name of the app',
} as const;
type Needed = keyof typeof NEEDED;

/**
 * The app package for Teams, as a zip.
 *
 * @param folder with the templates and the icons
 * @throws ConfigError naming every setting that is missing or wrong.
 */
export function appPackage(
  environment: Record<string, string | undefined>,
  folder: string,
  version: string,
): Uint8Array {
  const values = valuesOf(environment, version);
  const manifest = fill(join(folder, 'manifest.json'), values);
  const german = fill(join(folder, 'de.json'), values);
  const commands = Object.keys(german).filter((key) => COMMAND.test(key));
  manifestSchema.parse(manifest);
  localizationSchema.parse(Object.fromEntries(Object.entries(german).filter(([key]) => !commands.includes(key))));
  const icons = ICONS.map((name) => [name, readFileSync(join(folder, name))] as const);
  return zipSync({ 'manifest.json': toJson(manifest), 'de.json': toJson(german), ...Object.fromEntries(icons) });
}

/** What stands for each placeholder. */
function valuesOf(environment: Record<string, string | undefined>, version: string): Record<string, string> {
  const { config, faults } = readConfig(environment);
  const found = Object.entries(NEEDED).flatMap(([name, why]) => findFault(config, faults, name as Needed, why) ?? []);
  if (found.length > 0) throw new ConfigError(found);
  const { MicrosoftAppId: id = '', PUBLIC_URL = '', PRIVACY_URL = '', TERMS_URL = '', COMPANY_NAME: company } = config;
  return {
    'YOUR-MICROSOFT-APP-ID': id,
    'SIGN-IN-APP-ID': config.OAUTH_APP_ID ?? id,
    VERSION: version,
    'BOT-DOMAIN': new URL(PUBLIC_URL).host,
    'PUBLIC-URL': PUBLIC_URL,
    'PRIVACY-URL': PRIVACY_URL,
    'TERMS-URL': TERMS_URL,
    'COMPANY-NAME': company,
    'APP-NAME': named(company, 'Assistant'),
    'APP-NAME-DE': named(company, 'Assistent'),
  };
}

/** What is wrong with a setting that the package needs; all others do not concern it. */
function findFault(config: AppConfig, faults: readonly string[], name: Needed, why: string): string | undefined {
  const known = faults.find((fault) => fault.startsWith(`${name} must`));
  if (known) return known;
  const value = config[name];
  if (!value) return `${name} is missing: ${why}`;
  if (name === 'MicrosoftAppId' && !GUID.test(value)) return `${name} must be the id of the registration: ${why}`;
  const isTooLong = name === 'COMPANY_NAME' && value.length > LONGEST_NAME;
  return isTooLong ? `${name} must have no more than ${LONGEST_NAME} characters: ${why}` : undefined;
}

function named(company: string, word: string): string {
  const name = `${company} ${word}`;
  return name.length <= LONGEST_NAME ? name : company;
}

/** A template with its placeholders filled in, each within the text it stands in. */
function fill(path: string, values: Readonly<Record<string, string>>): Record<string, unknown> {
  return JSON.parse(readFileSync(path, 'utf8'), (_key, value: unknown) =>
    typeof value === 'string'
      ? value.replace(PLACEHOLDER, (_mark, name: string) => values[name] ?? unknown(name))
      : value,
  ) as Record<string, unknown>;
}

function unknown(name: string): never {
  throw new Error(`nothing is known for the placeholder ${name}`);
}

function toJson(value: object): Uint8Array {
  return strToU8(JSON.stringify(value, null, 2));
}
