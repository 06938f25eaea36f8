import { readFile } from 'node:fs/promises';
import { withoutBlanks } from '../config';
import { isUnresolved } from '../secretSettings';
import { VAULT_ADDRESS } from '../settingValues';
import { explainVault, openKeyVault, type ReadVault } from './keyVault';
import { knownSecrets } from './knownSecrets';

type Environment = Record<string, string | undefined>;

/** The environment with all secrets in it, and what is wrong with where they come from. */
export interface SecretsReading {
  environment: Environment;
  /** One line each, naming the setting and the file; never what stands in it. */
  faults: string[];
}

const FILE = '_FILE';

/**
 * Where secrets come from: the environment itself, the file that `<SETTING>_FILE` names, and the vault of `KEY_VAULT_URL` for
 * what is in neither. App Service resolves Key Vault references by itself: they come with the environment.
 */
export class SecretSources {
  readonly #given: Record<string, string>;
  readonly #names = knownSecrets();
  readonly #readVault: ReadVault | undefined;

  constructor(given: Environment, openVault: typeof openKeyVault = openKeyVault) {
    this.#given = withoutBlanks(given);
    const { KEY_VAULT_URL: url, AZURE_CLIENT_ID, MicrosoftAppType, MicrosoftAppId } = this.#given;
    const clientId = AZURE_CLIENT_ID ?? (MicrosoftAppType === 'UserAssignedMSI' ? MicrosoftAppId : undefined);
    // Another address is a fault of the settings, and is told with the others.
    if (url && VAULT_ADDRESS.test(url)) this.#readVault = openVault(url, clientId ? { clientId } : {});
  }

  /** Whether anything of it can change while the process runs. */
  get canChange(): boolean {
    return this.#readVault !== undefined || this.#names.some((name) => this.#given[name + FILE] !== undefined);
  }

  /** Reads everything anew. Does not throw: what cannot be read is told. */
  async read(): Promise<SecretsReading> {
    const faults = this.#names.filter((name) => isUnresolved(this.#given[name] ?? '')).map(unresolved);
    const fromFiles = await Promise.all(this.#names.map((name) => this.#readFile(name, faults)));
    const environment: Environment = { ...this.#given, ...Object.fromEntries(fromFiles.flat()) };
    const missing = this.#names.filter((name) => !environment[name]);
    return { environment: { ...environment, ...(await this.#askVault(missing, faults)) }, faults };
  }

  async #readFile(name: string, faults: string[]): Promise<[string, string][]> {
    const file = this.#given[name + FILE];
    if (file === undefined) return [];
    if (this.#given[name] !== undefined) {
      faults.push(`${name} and ${name}${FILE} are both set: which one counts would be a guess`);
      return [];
    }
    try {
      const value = (await readFile(file, 'utf8')).trim();
      if (value) return [[name, value]];
      faults.push(`${name}${FILE} names ${file}, which is empty`);
    } catch (error) {
      const { code = 'unknown' } = error as NodeJS.ErrnoException;
      faults.push(`${name}${FILE} names ${file}, which cannot be read (${code})`);
    }
    return [];
  }

  async #askVault(names: readonly string[], faults: string[]): Promise<Environment> {
    try {
      return (await this.#readVault?.(names)) ?? {};
    } catch (error) {
      faults.push(`KEY_VAULT_URL names a vault that cannot be read: ${explainVault(error)}`);
      return {};
    }
  }
}

function unresolved(name: string): string {
  return (
    `${name} is a Key Vault reference that App Service could not resolve: its identity needs the role ` +
    '"Key Vault Secrets User", and the secret must exist'
  );
}
