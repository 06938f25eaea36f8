import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { isSecretSetting, isUnresolved, keyVaultName } from '../../services/secretSettings';

const lines = readFileSync(join(__dirname, '..', '..', '.env.example'), 'utf8').split('\n');
/** Every setting with the comment above it. */
const explained = lines.flatMap((line, index) => {
  const [, name] = /^(\w+)=/.exec(line) ?? [];
  return name === undefined ? [] : [{ name, comment: lines[index - 1] ?? '' }];
});
/** Speak of a secret in their comment, and hold none. */
const SPEAK_OF_ONE = new Set(['OPS_ROLE']);

test.each([
  'MicrosoftAppPassword',
  'DATABASE_URL',
  'DATA_ENCRYPTION_KEY',
  'CLU_KEY',
  'SMTP_URL',
  'EVENTS_URL',
  'EVENTS_SIGNING_SECRET',
])('%s is secret', (name) => expect(isSecretSetting(name)).toBe(true));

test.each([
  'PORT',
  'MicrosoftAppId',
  'SALESFORCE_KEY_FIELD',
  'SALESFORCE_CLIENT_ID',
  'SHOPIFY_SHOP_DOMAIN',
  'ZENDESK_EMAIL',
])('%s is not', (name) => expect(isSecretSetting(name)).toBe(false));

test('a setting that .env.example explains as a password, secret, token or key is secret (services/secretSettings.ts)', () => {
  const speaks = /\bpassword\b|\bsecret\b|\btoken of\b|\b(its|API|access|refresh) (key|token)\b/i;
  const missed = explained.filter(({ name, comment }) => speaks.test(comment) && !isSecretSetting(name));
  expect(missed.filter(({ name }) => !SPEAK_OF_ONE.has(name))).toEqual([]);
});

test('a secret has no default', () => {
  const given = Object.entries(parseEnv(lines.join('\n'))).filter(([name, value]) => isSecretSetting(name) && value);
  expect(given).toEqual([['DATABASE_URL', 'sqlite:data/bot.db']]);
});

test('every secret has a name that Key Vault takes, and its own', () => {
  const names = explained.filter(({ name }) => isSecretSetting(name)).map(({ name }) => keyVaultName(name));
  for (const name of names) expect(name).toMatch(/^[0-9a-zA-Z-]{1,127}$/);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
});

test('a reference that App Service could not read is told from a secret', () => {
  expect(isUnresolved('@Microsoft.KeyVault(VaultName=kv;SecretName=CLU-KEY)')).toBe(true);
  expect(isUnresolved('hunter2')).toBe(false);
});
