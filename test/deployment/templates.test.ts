import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeTemplates } from '../../scripts/templates/compose';
import type { Template } from '../../scripts/templates/template';
import { isSecretSetting, keyVaultName } from '../../services/secretSettings';
import { loadSettings } from '../../services/vendorsInUse';
import { expand, type Deployment, type Expanded } from './arm/expand';
import { parseExpression, partsOf, type Expression } from './arm/expression';
import { example, pairs, PASSWORD, PROJECT, valuesOf } from './arm/templates';

test.each(Object.entries(composeTemplates(PROJECT)))(
  '%s is in step with what it follows from: npm run templates',
  (path, text) => {
    const there = readFileSync(join(PROJECT, path), 'utf8');
    if (path.endsWith('.json')) expect(JSON.parse(there)).toEqual(JSON.parse(text));
    else expect(unformatted(there)).toBe(unformatted(text));
  },
);

describe('expressions', () => {
  test.each(["[a('it''s', 1, b()).c['d'][0].e]", "[variables( 'x' )]"])('%s is understood', (text) => {
    expect(parseExpression(text)).toMatchObject({ kind: expect.stringMatching(/call|member/) as unknown });
  });

  test.each(["[a('x')", "[a('x'))]", '[a(]', "[a('x]", "[a('x') b()]", '[a(1,)]', '[a().]', '[a()[0]', '[]', '[a(&)]'])(
    '%s is refused',
    (text) => expect(() => parseExpression(text)).toThrow(),
  );

  test.each(['text', '[[text]', 'a [b]', ''])('%s is none', (text) => {
    expect(parseExpression(text)).toBeUndefined();
  });
});

describe.each(pairs)('$name', (pair) => {
  const { template, parameterFile } = pair;
  const expressions = expressionsIn(template);

  test('uses each parameter and variable, and each that it uses is there', () => {
    for (const [kind, there] of [
      ['parameters', template.parameters],
      ['variables', template.variables ?? {}],
    ] as const) {
      const used = new Set(expressions.flatMap((expression) => namesIn(expression, kind)));
      expect([...used].sort()).toEqual(Object.keys(there).sort());
    }
  });

  test('explains each parameter', () => {
    const unexplained = Object.entries(template.parameters).filter(
      ([, { metadata }]) => !metadata?.description || metadata.description.length < 10,
    );
    expect(unexplained).toEqual([]);
  });

  test('takes its parameter file, which leaves only secrets out', () => {
    const needed = Object.entries(template.parameters).filter(([, { defaultValue }]) => defaultValue === undefined);
    const secrets = needed.filter(([, { type }]) => type === 'secureString').map(([name]) => name);
    const filled = Object.keys(parameterFile.parameters);
    expect(filled.filter((name) => !template.parameters[name])).toEqual([]);
    expect([...filled, ...secrets]).toEqual(expect.arrayContaining(needed.map(([name]) => name)));
    for (const name of filled) expect(template.parameters[name]?.type).not.toMatch(/^secure/);
  });

  test('has only settings that exist and are no secrets in its parameter file, and names only secrets that exist', () => {
    const { settings, secrets } = {
      settings: { value: {} },
      secrets: template.parameters['secrets'],
      ...parameterFile.parameters,
    };
    const names = Object.keys(settings.value);
    expect(names.filter((name) => example[name] === undefined || isSecretSetting(name))).toEqual([]);
    const named = (secrets as { value?: string[]; defaultValue?: string[] } | undefined) ?? { value: [] };
    expect(
      (named.value ?? named.defaultValue ?? []).filter((name) => !isSecretSetting(name) || example[name] === undefined),
    ).toEqual([]);
  });

  test('can be deployed: each resource that another one needs or asks is made too', () => {
    const { resources, left, referenced } = expand(template, valuesOf(pair));
    const ids = new Set([...resources.map(({ id }) => id), ...left]);
    expect(ids.size).toBe(resources.length + left.length);
    expect(resources.flatMap(({ dependsOn }) => dependsOn.filter((id) => !ids.has(id)))).toEqual([]);
    expect([...referenced].filter((id) => !ids.has(id))).toEqual([]);
  });

  test('names the version of each API, one version a type', () => {
    const versions = new Set(
      expand(template, valuesOf(pair)).resources.map(({ type, apiVersion }) => `${type} ${apiVersion}`),
    );
    const types = [...versions].map((entry) => entry.split(' ')[0]);
    expect(new Set(types).size).toBe(types.length);
    for (const entry of versions) expect(entry).toMatch(/ 20\d\d-\d\d-\d\d(-preview)?$/);
  });
});

describe('a faulty template is noticed:', () => {
  const template: Template = {
    $schema: '',
    contentVersion: '',
    parameters: { a: { type: 'string', allowedValues: ['x'] } },
    resources: [],
  };
  const output = (value: string) => ({ ...template, outputs: { b: { type: 'string', value } } });
  test.each<[string, Template, Record<string, unknown>]>([
    ['an unknown function', output("[upper('x')]"), { a: 'x' }],
    ['too many arguments', output("[toLower('x', 'y')]"), { a: 'x' }],
    ['an unknown variable', output("[variables('b')]"), { a: 'x' }],
    ['an unknown member', output('[resourceGroup().colour]'), { a: 'x' }],
    ['too few names', output("[resourceId('Microsoft.Web/sites/slots', 'x')]"), { a: 'x' }],
    ['a missing parameter', template, {}],
    ['an unknown parameter', template, { a: 'x', c: 'x' }],
    ['a value that is not allowed', template, { a: 'y' }],
  ])('%s', (_name, faulty, given) => expect(() => expand(faulty, given)).toThrow());
});

describe.each(pairs.filter(({ name }) => name.startsWith('BotApp')))('what $name makes', (pair) => {
  const deploy = (given: Record<string, unknown> = {}) => expand(pair.template, { ...valuesOf(pair), ...given });
  const deployment = deploy();
  const site = only(deployment, 'Microsoft.Web/sites');
  const settings = appSettings(deployment);

  test('is an app that is asked whether it is ready, over TLS only, on two instances or more', () => {
    for (const app of [site, only(deployment, 'Microsoft.Web/sites/slots')]) {
      expect(app.body['properties']).toMatchObject({
        httpsOnly: true,
        clientAffinityEnabled: false,
        siteConfig: {
          linuxFxVersion: 'NODE|24-lts',
          healthCheckPath: '/readyz',
          alwaysOn: true,
          minTlsVersion: '1.2',
          ftpsState: 'Disabled',
          http20Enabled: true,
        },
      });
    }
    expect(only(deployment, 'Microsoft.Web/serverfarms').body['sku']).toMatchObject({ capacity: 2 });
  });

  test('starts as npm start does', () => {
    const { scripts } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
      scripts: { start: string };
    };
    expect(site.body['properties']).toMatchObject({ siteConfig: { appCommandLine: scripts.start } });
  });

  test('has every setting of .env.example, on the slot too', () => {
    expect(Object.keys(example).filter((name) => settings[name] === undefined)).toEqual([]);
    expect(only(deployment, 'Microsoft.Web/sites/slots/config').body['properties']).toEqual(settings);
  });

  test('has each secret that is named in Key Vault, and none in clear, whatever the parameters say', () => {
    const secrets = Object.keys(example).filter(isSecretSetting);
    const inClear = { settings: Object.fromEntries(secrets.map((name) => [name, 'hunter2'])) };
    const vault = only(deployment, 'Microsoft.KeyVault/vaults').body['name'] as string;
    const reference = (name: string) => `@Microsoft.KeyVault(VaultName=${vault};SecretName=${keyVaultName(name)})`;
    const [all, none] = [secrets, []].map((named) => appSettings(deploy({ ...inClear, secrets: named })));
    for (const name of secrets) expect([all?.[name], none?.[name]]).toEqual([reference(name), '']);
    expect(vault.length).toBeLessThanOrEqual(24);
    expect(settings['KEY_VAULT_URL']).toBe(`https://${vault}.vault.azure.net`);
  });

  test('shows the password to Key Vault and the database only', () => {
    const told = deployment.resources.filter(({ body }) =>
      [PASSWORD, encodeURIComponent(PASSWORD)].some((text) => JSON.stringify(body).includes(text)),
    );
    expect(told.map(({ type }) => type).sort()).toEqual([
      'Microsoft.DBforPostgreSQL/flexibleServers',
      'Microsoft.KeyVault/vaults/secrets',
    ]);
    const { value } = only(deployment, 'Microsoft.KeyVault/vaults/secrets').body['properties'] as { value: string };
    const host = /<.*fullyQualifiedDomainName>/;
    const url = new URL(value.replace(host, 'db.example.com'));
    expect(decodeURIComponent(url.password)).toBe(PASSWORD);
    expect(url.searchParams.get('sslmode')).toBe('verify-full');
  });

  test('is a bot that accepts its settings, once the secrets are there', () => {
    const secrets = {
      DATABASE_URL: 'postgres://bot:secret@db.example.com:5432/bot?sslmode=verify-full',
      DATA_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
    };
    const { config } = loadSettings({ ...settings, ...secrets });
    expect(config).toMatchObject({ production: true, authenticated: true, host: '0.0.0.0', PORT: 8080 });
    expect(() => loadSettings(settings)).toThrow(/DATA_ENCRYPTION_KEY is missing/);
  });

  test.each([
    ['UserAssignedMSI', /userAssignedIdentities\/.*\.clientId>$/],
    ['SingleTenant', /^its-own$/],
  ])('is known to the channels as %s by the right id', (appType, id) => {
    expect(appSettings(deploy({ appType, appId: 'its-own' }))).toMatchObject({
      MicrosoftAppType: appType,
      MicrosoftAppId: expect.stringMatching(id) as unknown,
    });
  });

  test('may read secrets and no more; who may write them is named', () => {
    const roles = (given: Record<string, unknown>) =>
      deploy(given)
        .resources.filter(({ type }) => type === 'Microsoft.Authorization/roleAssignments')
        .map(({ body }) => body['properties'] as { principalId: string; roleDefinitionId: string });
    expect(roles({})).toHaveLength(1);
    expect(roles({})[0]?.roleDefinitionId).toMatch(/4633458b-17de-408a-b874-0445c86b69e6$/);
    expect(roles({ keyVaultOfficerId: 'somebody' })[1]).toMatchObject({ principalId: 'somebody' });
  });

  test('keeps the database off the internet, and secrets from being purged', () => {
    expect(only(deployment, 'Microsoft.DBforPostgreSQL/flexibleServers').body['properties']).toMatchObject({
      network: { publicNetworkAccess: 'Disabled' },
      highAvailability: { mode: 'ZoneRedundant' },
      backup: { backupRetentionDays: 14 },
    });
    expect(only(deployment, 'Microsoft.KeyVault/vaults').body['properties']).toMatchObject({
      enableRbacAuthorization: true,
      enablePurgeProtection: true,
    });
  });

  test('tells somebody of server errors, ill health, slowness and a database that is busy or full', () => {
    const alerts = deployment.resources.filter(({ type }) => type === 'Microsoft.Insights/metricAlerts');
    const text = JSON.stringify(alerts);
    for (const metric of ['Http5xx', 'HealthCheckStatus', 'HttpResponseTime', 'cpu_percent', 'storage_percent'])
      expect(text).toContain(`"metricName":"${metric}"`);
    const group = only(deployment, 'Microsoft.Insights/actionGroups').id;
    const givenUp = only(deployment, 'Microsoft.Insights/scheduledQueryRules');
    expect(JSON.stringify(givenUp.body)).toContain("contains 'task.given_up'");
    for (const { body } of [...alerts, givenUp]) expect(JSON.stringify(body)).toContain(group);
  });

  test('tells what the next deployment needs', () => {
    expect(Object.keys(deployment.outputs).sort()).toEqual(['appId', 'botEndpoint', 'keyVaultName']);
  });
});

describe.each(pairs.filter(({ name }) => name.startsWith('AzureBot')))('what $name registers', (pair) => {
  const register = (given: Record<string, unknown> = {}) => expand(pair.template, { ...valuesOf(pair), ...given });
  const connections = (given: Record<string, unknown>) =>
    register(given).resources.filter(({ type }) => type === 'Microsoft.BotService/botServices/connections');

  test("has the chat on the bot's own address, where the frame of widget.js is from, and where else it is told", () => {
    const own = new URL(String(valuesOf(pair)['botEndpoint'])).origin;
    const sites = (trustedOrigins: string[]) =>
      JSON.stringify(register({ trustedOrigins }).resources.map(({ body }) => body['properties']));
    expect(sites([])).toContain(`"isSecureSiteEnabled":true,"trustedOrigins":["${own}"]`);
    expect(sites(['https://shop.example.com', own])).toContain(
      `"trustedOrigins":["${own}","https://shop.example.com"]`,
    );
  });

  test('signs employees in only where a connection is named, for the API of the bot', () => {
    expect(connections({})).toEqual([]);
    const given = { oauthConnectionName: 'employees', oauthAppId: 'sign-in-app', oauthAppSecret: PASSWORD };
    const [connection] = connections(given);
    const uri = `api://botid-${String(valuesOf(pair)['appId'])}`;
    expect(connection?.body).toMatchObject({
      name: 'contoso-chat/employees',
      properties: {
        clientId: 'sign-in-app',
        clientSecret: PASSWORD,
        scopes: `${uri}/access_as_user`,
        parameters: [{ key: 'tenantID' }, { key: 'tokenExchangeUrl', value: uri }],
      },
    });
    expect(pair.template.parameters['oauthAppSecret']?.type).toBe('secureString');
  });
});

/** Without what the formatter adds to tables. */
function unformatted(markdown: string): string {
  return markdown.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---').replaceAll(/\n+/g, '\n');
}

function only({ resources }: Deployment, type: string): Expanded {
  const found = resources.filter((resource) => resource.type === type);
  expect(found).toHaveLength(1);
  return found[0] as Expanded;
}

function appSettings(deployment: Deployment): Record<string, string> {
  return only(deployment, 'Microsoft.Web/sites/config').body['properties'] as Record<string, string>;
}

/** All expressions of a template, without those of a template inside it. */
function expressionsIn(value: unknown): Expression[] {
  if (typeof value === 'string') return [parseExpression(value) ?? []].flat();
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'template' ? [] : [...expressionsIn(key), ...expressionsIn(item)],
  );
}

/** Which parameters or variables an expression names. */
function namesIn(expression: Expression, kind: 'parameters' | 'variables'): string[] {
  return [...partsOf(expression)].flatMap((part) => {
    const [name] = part.kind === 'call' && part.name === kind ? part.args : [];
    return name?.kind === 'literal' ? [String(name.value)] : [];
  });
}
