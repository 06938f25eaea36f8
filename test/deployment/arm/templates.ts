import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { ParameterFile, Template } from '../../../scripts/templates/template';

export const PROJECT = join(__dirname, '..', '..', '..');
const FOLDER = join(PROJECT, 'deploymentTemplates');

export const example = parseEnv(readFileSync(join(PROJECT, '.env.example'), 'utf8')) as Record<string, string>;

/** A template beside the file of its values. */
export interface Pair {
  name: string;
  template: Template;
  parameterFile: ParameterFile;
}

export const pairs: readonly Pair[] = [
  ['deployUseExistResourceGroup', 'BotApp-with-rg'],
  ['deployUseExistResourceGroup', 'AzureBot-with-rg'],
  ['deployWithNewResourceGroup', 'BotApp-new-rg'],
  ['deployWithNewResourceGroup', 'AzureBot-new-rg'],
].map(([folder = '', name = '']) => ({
  name,
  template: readJson(folder, `template-${name}.json`) as Template,
  parameterFile: readJson(folder, `parameters-for-template-${name}.json`) as ParameterFile,
}));

/** What somebody would fill in. */
const FILLED_IN: Record<string, unknown> = {
  groupName: 'bots',
  groupLocation: 'westeurope',
  appServiceName: 'Contoso-chat',
  alertEmail: 'on-call@example.com',
  azureBotId: 'contoso-chat',
  botEndpoint: 'https://contoso-chat.azurewebsites.net/api/messages',
  appId: '00000000-0000-0000-0000-00000000000a',
  UMSIName: 'contoso-chat-identity',
  UMSIResourceGroupName: 'bots',
};

export const PASSWORD = 'a/b+c=d e#f?16';

/** The values of a parameter file, those that are left open filled in, and the password that the command gives. */
export function valuesOf({ name, parameterFile }: Pair): Record<string, unknown> {
  const values = Object.entries(parameterFile.parameters).map(([key, { value }]) => [key, FILLED_IN[key] ?? value]);
  const filled = Object.fromEntries(values) as Record<string, unknown>;
  return { ...filled, ...(name.startsWith('BotApp') && { postgresPassword: PASSWORD }) };
}

function readJson(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, folder, file), 'utf8'));
}
