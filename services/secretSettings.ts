/** Words in a setting's name that make it a secret. */
const SECRET_WORDS = new Set(['password', 'secret', 'secrets', 'token', 'key', 'keys']);
/** Addresses that may hold a password: `postgres://user:password@host`. */
const WITH_CREDENTIALS = new Set(['DATABASE_URL', 'SMTP_URL', 'EVENTS_URL']);
/** Named like a secret, but none: the name of a field at the vendor, and where the secrets are. */
const NO_SECRETS = new Set(['SALESFORCE_KEY_FIELD', 'KEY_VAULT_URL', 'SECRETS_RELOAD_MINUTES']);

/** THE answer to which settings are secret: kept in Key Vault or a file, never shown, never in a template. */
export function isSecretSetting(name: string): boolean {
  if (NO_SECRETS.has(name)) return false;
  return WITH_CREDENTIALS.has(name) || wordsOf(name).some((word) => SECRET_WORDS.has(word));
}

/** What a setting is called in Key Vault, whose names have letters, digits and hyphens only. */
export function keyVaultName(setting: string): string {
  return setting.replaceAll('_', '-');
}

/**
 * Whether App Service could not read the secret: the setting then holds the reference itself, which anybody can guess.
 * https://learn.microsoft.com/azure/app-service/app-service-key-vault-references
 */
export function isUnresolved(value: string): boolean {
  return value.startsWith('@Microsoft.KeyVault(');
}

/** `MicrosoftAppPassword` and `CLU_KEY` alike: microsoft, app, password; clu, key. */
function wordsOf(name: string): string[] {
  return name.split(/_|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());
}
