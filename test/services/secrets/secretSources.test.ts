import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../../../services/config';
import { knownSecrets } from '../../../services/secrets/knownSecrets';
import { SecretSources } from '../../../services/secrets/secretSources';
import { loadSettings } from '../../../services/vendorsInUse';

const SECRET = 'hunter2-hunter2-hunter2';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'secrets-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(content: string): string {
  const path = join(folder, 'secret');
  writeFileSync(path, content);
  return path;
}

test.each(knownSecrets().map((name) => [name]))('%s is read from the file that %s_FILE names', async (name) => {
  const { environment, faults } = await new SecretSources({ [`${name}_FILE`]: file(`\n ${SECRET} \r\n`) }).read();
  expect(faults).toEqual([]);
  expect(environment[name]).toBe(SECRET);
});

test.each<[string, () => Record<string, string>, RegExp]>([
  [
    'that is set beside its file',
    () => ({ SHOPIFY_ADMIN_TOKEN: SECRET, SHOPIFY_ADMIN_TOKEN_FILE: file('other') }),
    /SHOPIFY_ADMIN_TOKEN and SHOPIFY_ADMIN_TOKEN_FILE are both set/,
  ],
  [
    'whose file is not there',
    () => ({ SHOPIFY_ADMIN_TOKEN_FILE: join(folder, 'none') }),
    /SHOPIFY_ADMIN_TOKEN_FILE names .*none, which cannot be read \(ENOENT\)/,
  ],
  ['whose file is empty', () => ({ DATA_ENCRYPTION_KEY_FILE: file(' \n') }), /DATA_ENCRYPTION_KEY_FILE .* empty/],
  [
    'that App Service could not resolve',
    () => ({ CLU_KEY: `@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/${SECRET})` }),
    /CLU_KEY is a Key Vault reference that App Service could not resolve/,
  ],
])('a secret %s is one fault, without its content', async (_name, environment, fault) => {
  const reading = await new SecretSources(environment()).read();
  expect(reading.faults).toEqual([expect.stringMatching(fault)]);
  const shop = { SHOPIFY_SHOP_DOMAIN: 'demo.myshopify.com', PORT: 'x' };
  const load = () => loadSettings({ ...shop, ...reading.environment }, reading.faults);
  expect(load).toThrow(ConfigError);
  expect(load).toThrow(fault);
  // With all others, and without saying that the value is missing, too.
  expect(load).toThrow(/PORT must be/);
  const name = reading.faults[0]?.split(' ')[0]?.replace(/_FILE$/, '');
  expect(load).not.toThrow(new RegExp(`${name} (?:is missing|must)`));
  expect(load).not.toThrow(new RegExp(SECRET));
});

test('a file that must not be read is named, where there are such', async () => {
  const path = file(SECRET);
  chmodSync(path, 0o000);
  const { environment, faults } = await new SecretSources({ CLU_KEY_FILE: path }).read();
  // Who is root reads everything.
  if (environment['CLU_KEY'] === undefined) expect(faults).toEqual([expect.stringContaining('EACCES')]);
  else expect(faults).toEqual([]);
});

test.each([
  ['https://acme.example.com'],
  ['http://acme-bot.vault.azure.net'],
  ['https://acme-bot.vault.azure.net.evil.example'],
  ['https://acme-bot.vault.azure.net/secrets'],
])('no vault is asked at %s', async (url) => {
  const sources = new SecretSources({ KEY_VAULT_URL: url }, () => {
    throw new Error('asked');
  });
  const { environment, faults } = await sources.read();
  expect(faults).toEqual([]);
  expect(() => loadSettings(environment, faults)).toThrow(/KEY_VAULT_URL must be the address of a vault/);
});

test('without files and vault nothing can change, and no library is loaded', async () => {
  const sources = new SecretSources({ SHOPIFY_ADMIN_TOKEN: SECRET });
  expect(sources.canChange).toBe(false);
  expect((await sources.read()).environment).toEqual({ SHOPIFY_ADMIN_TOKEN: SECRET });
  expect(Object.keys(require.cache).filter((path) => path.includes('keyvault-secrets'))).toEqual([]);
});
