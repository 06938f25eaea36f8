import type { SecretClientOptions } from '@azure/keyvault-secrets';
import { keyVaultName } from '../secretSettings';

type Environment = Record<string, string | undefined>;

/** Reads those of the settings that the vault has. */
export type ReadVault = (settings: readonly string[]) => Promise<Environment>;

/** As whom the vault is read: an identity of Azure's, chosen by the environment. */
export interface VaultIdentity {
  /** Of a user-assigned managed identity. */
  clientId?: string;
}

/** How long a start may wait for a vault that does not answer. */
const RETRIES = 2;

/**
 * A vault, read as whoever this process is: a managed identity in Azure, on a desk whoever is logged in there. The identity
 * needs the role "Key Vault Secrets User". The libraries are loaded with the first reading.
 *
 * https://learn.microsoft.com/azure/key-vault/general/rbac-guide (2026-11)
 *
 * @param options beside those of the library's own; for tests
 */
export function openKeyVault(url: string, identity: VaultIdentity, options: SecretClientOptions = {}): ReadVault {
  let opened: ReturnType<typeof connect> | undefined;
  return async (settings) => {
    const client = await (opened ??= connect(url, identity, options));
    const wanted = new Map(settings.map((setting) => [keyVaultName(setting).toLowerCase(), setting]));
    const found: [string, string][] = [];
    for await (const { name, enabled } of client.listPropertiesOfSecrets()) {
      const setting = wanted.get(name.toLowerCase());
      if (setting && enabled !== false) found.push([setting, name]);
    }
    const values = found.map(async ([setting, name]) => [setting, (await client.getSecret(name)).value] as const);
    return Object.fromEntries(await Promise.all(values));
  };
}

async function connect(url: string, { clientId }: VaultIdentity, options: SecretClientOptions) {
  const [identity, vault] = await Promise.all([import('@azure/identity'), import('@azure/keyvault-secrets')]);
  const credential = new identity.DefaultAzureCredential(clientId ? { managedIdentityClientId: clientId } : {});
  return new vault.SecretClient(url, credential, { retryOptions: { maxRetries: RETRIES }, ...options });
}

/** Why a vault could not be read, without anything that it holds. */
export function explainVault(error: unknown): string {
  const { statusCode, name } = error as { statusCode?: number; name?: string };
  if (statusCode === 403) return 'it refuses this identity, which needs the role "Key Vault Secrets User" (HTTP 403)';
  if (statusCode !== undefined) return `it answers with HTTP ${statusCode}`;
  const isUnknown = /Authentication|Credential/.test(name ?? '');
  if (isUnknown) return 'there is no identity to read it as: assign a managed identity, or log in with "az login"';
  return `it cannot be reached (${(error as { code?: string }).code ?? name ?? 'unknown'})`;
}
