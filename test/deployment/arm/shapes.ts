import { join } from 'node:path';
import ts from 'typescript';
import type { Expanded } from './expand';
import { PROJECT } from './templates';

/** The SDK's type of a resource. `nested` where it has `properties` as the wire does; else they are among the rest. */
interface Shape {
  from: string;
  type: string;
  nested?: true;
}

const sdk = (name: string, type: string, nested?: true): Shape => ({
  from: `@azure/arm-${name}`,
  type,
  ...(nested && { nested }),
});

/** Resource types whose shape the SDKs know. */
export const shapes: Record<string, Shape> = {
  'Microsoft.Authorization/roleAssignments': sdk('authorization', 'RoleAssignmentCreateParameters'),
  'Microsoft.BotService/botServices': sdk('botservice', 'Bot', true),
  'Microsoft.BotService/botServices/channels': sdk('botservice', 'BotChannel', true),
  'Microsoft.BotService/botServices/connections': sdk('botservice', 'ConnectionSetting', true),
  'Microsoft.DBforPostgreSQL/flexibleServers': sdk('postgresql-flexible', 'Server'),
  'Microsoft.DBforPostgreSQL/flexibleServers/configurations': sdk('postgresql-flexible', 'Configuration'),
  'Microsoft.DBforPostgreSQL/flexibleServers/databases': sdk('postgresql-flexible', 'Database'),
  'Microsoft.Insights/actionGroups': sdk('monitor', 'ActionGroupResource'),
  'Microsoft.Insights/components': sdk('appinsights/esm/models', 'ApplicationInsightsComponent'),
  'Microsoft.Insights/diagnosticSettings': sdk('monitor', 'DiagnosticSettingsResource'),
  'Microsoft.Insights/metricAlerts': sdk('monitor', 'MetricAlertResource'),
  'Microsoft.Insights/scheduledQueryRules': sdk('monitor', 'ScheduledQueryRuleResource'),
  'Microsoft.KeyVault/vaults': sdk('keyvault', 'VaultCreateOrUpdateParameters', true),
  'Microsoft.KeyVault/vaults/secrets': sdk('keyvault', 'SecretCreateOrUpdateParameters', true),
  'Microsoft.ManagedIdentity/userAssignedIdentities': sdk('msi', 'Identity'),
  'Microsoft.OperationalInsights/workspaces': sdk('operationalinsights', 'Workspace'),
  'Microsoft.Web/serverfarms': sdk('appservice', 'AppServicePlan'),
  'Microsoft.Web/sites': sdk('appservice', 'Site'),
  'Microsoft.Web/sites/basicPublishingCredentialsPolicies': sdk('appservice', 'CsmPublishingCredentialsPoliciesEntity'),
  'Microsoft.Web/sites/config': sdk('appservice', 'StringDictionary', true),
  'Microsoft.Web/sites/slots': sdk('appservice', 'Site'),
  'Microsoft.Web/sites/slots/basicPublishingCredentialsPolicies': sdk(
    'appservice',
    'CsmPublishingCredentialsPoliciesEntity',
  ),
  'Microsoft.Web/sites/slots/config': sdk('appservice', 'StringDictionary', true),
};

/** Resource types whose shape they do not know, and why. */
export const gaps: Record<string, string> = {
  'Microsoft.Insights/webtests': 'its SDK is of 2015 and knows no standard tests',
  'Microsoft.Network/privateDnsZones': 'no SDK among the packages',
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks': 'no SDK among the packages',
  'Microsoft.Network/virtualNetworks': 'no SDK among the packages',
  'Microsoft.Resources/deployments': 'checked by expanding it',
  'Microsoft.Resources/resourceGroups': 'a name and a location',
};

/** Wire names that the SDKs spell otherwise. */
const SPELLED: Record<string, string> = {
  'odata.type': 'odataType',
  Application_Type: 'applicationType',
  IngestionMode: 'ingestionMode',
};
/** Wire names that are newer than the SDK, by resource type. */
const NEWER: Record<string, readonly string[]> = { 'Microsoft.Insights/components': ['WorkspaceResourceId'] };

/** What the compiler says of resources when each has to satisfy its SDK's type, each with its type; nothing where all is well. */
export function findMisshapen(resources: readonly Expanded[]): string[] {
  const file = join(PROJECT, 'test', 'deployment', 'arm', 'generated.ts');
  const known = resources.filter(({ type }) => shapes[type]);
  const source = ts.createSourceFile(file, known.map(statementsOf).join('\n'), ts.ScriptTarget.ES2024);
  const options: ts.CompilerOptions = {
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
  };
  const host = ts.createCompilerHost(options);
  const plain = { ...host };
  host.fileExists = (path) => path === file || plain.fileExists(path);
  host.getSourceFile = (path, ...rest) => (path === file ? source : plain.getSourceFile(path, ...rest));
  const program = ts.createProgram([file], options, host);
  return program.getSemanticDiagnostics(source).map(({ start = 0, messageText }) => {
    const resource = known[Math.floor(source.getLineAndCharacterOfPosition(start).line / LINES_EACH)];
    return `${resource?.type}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

/** An import and a constant. */
const LINES_EACH = 2;

function statementsOf({ type, body }: Expanded, index: number): string {
  const { from, type: name, nested } = shapes[type] as Shape;
  const { name: _name, scope: _scope, properties = {}, ...rest } = body;
  const literal = nested ? { ...rest, properties } : { ...rest, ...(properties as object) };
  return `import type { ${name} as T${index} } from '${from}';\nexport const r${index} = ${JSON.stringify(spelled(literal, NEWER[type] ?? []))} satisfies T${index};`;
}

function spelled(value: unknown, newer: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => spelled(item, newer));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !newer.includes(key));
  return Object.fromEntries(entries.map(([key, item]) => [SPELLED[key] ?? key, spelled(item, newer)]));
}
