import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expand, type Expanded } from './arm/expand';
import { findMisshapen, gaps, shapes } from './arm/shapes';
import { pairs, PROJECT, valuesOf } from './arm/templates';

jest.setTimeout(120_000);

const [botApp, azureBot, newBotApp] = pairs.map((pair) => (given: Record<string, unknown> = {}) => [
  ...expand(pair.template, { ...valuesOf(pair), ...given }).resources,
]) as [Expand, Expand, Expand];
type Expand = (given?: Record<string, unknown>) => Expanded[];

const all = [
  ...botApp({ keyVaultOfficerId: 'somebody' }),
  ...azureBot(),
  ...azureBot({ appType: 'SingleTenant', trustedOrigins: ['https://www.example.com'] }),
  ...azureBot({ oauthConnectionName: 'employees', oauthAppSecret: 'secret' }),
];

/** A resource with a slip of the pen. */
const spoiled = (type: string, change: (text: string) => string): Expanded => {
  const resource = all.find((candidate) => candidate.type === type) as Expanded;
  const body = JSON.parse(change(JSON.stringify(resource.body))) as Expanded['body'];
  expect(body).not.toEqual(resource.body);
  return { ...resource, body };
};

test('every resource has the shape that its SDK declares, and the five faulty ones among them do not', () => {
  const faulty = [
    spoiled('Microsoft.Web/sites', (text) => text.replace('"httpsOnly"', '"httpOnly"')),
    spoiled('Microsoft.Web/sites/slots', (text) => text.replace('"healthCheckPath"', '"healthPath"')),
    spoiled('Microsoft.DBforPostgreSQL/flexibleServers', (text) => text.replace('GB":64', 'GB":"64"')),
    spoiled('Microsoft.KeyVault/vaults', (text) => text.replace(/"tenantId":"[^"]*",/, '')),
    spoiled('Microsoft.BotService/botServices/channels', (text) => text.replace('"isEnabled"', '"enabled"')),
  ];
  expect(findMisshapen([...all, ...faulty])).toEqual([
    expect.stringMatching(/^Microsoft.Web\/sites: .*httpOnly/),
    expect.stringMatching(/^Microsoft.Web\/sites\/slots: .*healthPath/),
    expect.stringMatching(/^Microsoft.DBforPostgreSQL\/flexibleServers: .*'string' is not assignable to type 'number'/),
    expect.stringMatching(/^Microsoft.KeyVault\/vaults: .*'tenantId' is missing/),
    expect.stringMatching(/^Microsoft.BotService\/botServices\/channels: .*enabled/),
  ]);
});

test('the page lists every type with its version, and what its shape is checked against', () => {
  const versions = new Map([...all, ...newBotApp()].map(({ type, apiVersion }) => [type, apiVersion]));
  const rows = [...versions.keys()].sort().map((type) => {
    const shape = shapes[type];
    return `${type} ${versions.get(type)} ${shape ? `${shape.from.split('/').slice(0, 2).join('/')} ${shape.type}` : gaps[type]}`;
  });
  const page = readFileSync(join(PROJECT, 'docs', 'deploy.md'), 'utf8');
  const listed = page.split('\n').filter((line) => line.startsWith('| `Microsoft.'));
  expect(listed.map((line) => line.replaceAll(/[|`]/g, '').replaceAll(/ +/g, ' ').trim())).toEqual(rows);
});
