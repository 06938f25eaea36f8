import { openKeyVault } from '../../../services/secrets/keyVault';
import { SecretSources } from '../../../services/secrets/secretSources';
import { startFakeVault, type FakeVault } from './fakeVault';

const ADDRESS = 'https://acme-bot.vault.azure.net';

let vault: FakeVault;
beforeAll(async () => {
  // Loading them takes seconds where much else is tested at the same time.
  await Promise.all([import('@azure/identity'), import('@azure/keyvault-secrets')]);
  vault = await startFakeVault();
  // As App Service tells a process where its managed identity is.
  Object.assign(process.env, { IDENTITY_ENDPOINT: `${vault.url}/identity`, IDENTITY_HEADER: 'identity-header' });
}, 60_000);
beforeEach(() => Object.assign(vault, { secrets: {}, status: undefined, requests: [] }));
afterAll(async () => {
  delete process.env['IDENTITY_ENDPOINT'];
  delete process.env['IDENTITY_HEADER'];
  await vault.close();
});

/** The real client and the real identity; only the address is another one, without TLS and not below vault.azure.net. */
function sources(environment: Record<string, string>): SecretSources {
  return new SecretSources({ KEY_VAULT_URL: ADDRESS, ...environment }, (address, identity) => {
    expect(address).toBe(ADDRESS);
    const loopback = { allowInsecureConnection: true, disableChallengeResourceVerification: true };
    return openKeyVault(vault.url, identity, { ...loopback, retryOptions: { maxRetries: 0 } });
  });
}

test('secrets come from the vault, page by page, by the managed identity', async () => {
  vault.secrets = {
    'SHOPIFY-ADMIN-TOKEN': { value: 'from-the-vault' },
    'zendesk-api-token': { value: 'in-small-letters' },
    MicrosoftAppPassword: { value: 'password-of-the-app' },
    SOMETHING: { value: 'of somebody else' },
    'CLU-KEY': { value: 'switched-off', enabled: false },
  };
  const { environment, faults } = await sources({}).read();
  expect(faults).toEqual([]);
  expect(environment).toMatchObject({
    SHOPIFY_ADMIN_TOKEN: 'from-the-vault',
    ZENDESK_API_TOKEN: 'in-small-letters',
    MicrosoftAppPassword: 'password-of-the-app',
  });
  expect(environment).not.toHaveProperty('SOMETHING');
  expect(environment).not.toHaveProperty('CLU_KEY');
  expect(vault.requests).not.toContain('/secrets/SOMETHING/');
});

test('what the environment says is not asked for', async () => {
  vault.secrets = { 'SHOPIFY-ADMIN-TOKEN': { value: 'from-the-vault' } };
  const { environment } = await sources({ SHOPIFY_ADMIN_TOKEN: 'from-the-environment' }).read();
  expect(environment).toMatchObject({ SHOPIFY_ADMIN_TOKEN: 'from-the-environment' });
});

test.each<[string, number, RegExp]>([
  ['that refuses', 403, /needs the role "Key Vault Secrets User"/],
  ['that is down', 500, /HTTP 500/],
])('a vault %s is a fault with what to do, without its words', async (_name, status, words) => {
  vault.status = status;
  const { faults } = await sources({}).read();
  expect(faults).toEqual([expect.stringMatching(words)]);
  expect(faults.join()).not.toContain('sealed-in-the-vault');
});

test('a vault that is not there is a fault', async () => {
  const gone = await startFakeVault();
  await gone.close();
  const options = { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } };
  const { faults } = await new SecretSources({ KEY_VAULT_URL: ADDRESS }, (_url, identity) =>
    openKeyVault(gone.url, identity, options),
  ).read();
  expect(faults).toEqual([expect.stringContaining('cannot be reached')]);
});
