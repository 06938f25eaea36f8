import { isSecretSetting, keyVaultName } from '../../services/secretSettings';

/** What differs from the defaults of `.env.example` on App Service, whose one proxy speaks to port 8080. */
const ON_APP_SERVICE: Record<string, string> = {
  NODE_ENV: 'production',
  HOST: '0.0.0.0',
  PORT: '8080',
  SANDBOX: 'off',
  TRUSTED_PROXIES: '1',
  // Until the parameters name a website.
  ALLOWED_ORIGINS: 'none',
};

/** Every setting that is no secret, with its default. */
export function defaultSettings(example: Record<string, string>): Record<string, string> {
  const open = Object.entries(example).filter(([name]) => !isSecretSetting(name));
  return Object.fromEntries(open.map(([name, value]) => [name, escape(ON_APP_SERVICE[name] ?? value)]));
}

/** Every secret setting: a reference to the secret in Key Vault where the parameter `secrets` names it, else nothing. */
export function secretReferences(example: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.keys(example)
      .filter(isSecretSetting)
      .map((name) => [name, `[if(contains(parameters('secrets'), '${name}'), ${reference(keyVaultName(name))}, '')]`]),
  );
}

/** Without a version: App Service follows a new one within a day, or when it is told to look again. */
function reference(secret: string): string {
  return `format('@Microsoft.KeyVault(VaultName={0};SecretName=${secret})', variables('keyVaultName'))`;
}

/** A text that begins with a bracket would be taken for an expression. */
function escape(value: string): string {
  return value.startsWith('[') ? `[${value}` : value;
}
