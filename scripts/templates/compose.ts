import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { defaultSettings, secretReferences } from './appSettings';
import { parametersWithNewGroup, withNewGroup } from './newGroup';
import { withParameterTables } from './parameterTable';
import type { ParameterFile, Template } from './template';

const EXISTING = 'deploymentTemplates/deployUseExistResourceGroup';
const NEW = 'deploymentTemplates/deployWithNewResourceGroup';
/** The file of each pair, and what its deployment is called inside the new group's. */
const PAIRS = { BotApp: 'bot-app', AzureBot: 'azure-bot' } as const;

/** Everything in `deploymentTemplates/` that follows from something else: its text, not yet formatted, by its path. */
export function composeTemplates(project: string): Record<string, string> {
  const read = (path: string) => readFileSync(join(project, path), 'utf8');
  const composed: Record<string, Template | ParameterFile> = {};
  for (const [name, deploymentName] of Object.entries(PAIRS)) {
    const path = `${EXISTING}/template-${name}-with-rg.json`;
    const template = JSON.parse(read(path)) as Template;
    if (name === 'BotApp') fillIn(template, read);
    composed[path] = template;
    composed[`${NEW}/template-${name}-new-rg.json`] = withNewGroup(template, deploymentName);
    const parameters = JSON.parse(read(`${EXISTING}/parameters-for-template-${name}-with-rg.json`)) as ParameterFile;
    composed[`${NEW}/parameters-for-template-${name}-new-rg.json`] = parametersWithNewGroup(parameters);
  }
  const readmes = [EXISTING, NEW].map((folder): [string, string] => {
    const path = `${folder}/readme.md`;
    return [path, withParameterTables(read(path), folder, composed)];
  });
  const json = Object.entries(composed).map(([path, content]): [string, string] => [path, JSON.stringify(content)]);
  return Object.fromEntries([...json, ...readmes]);
}

/** The settings, from `.env.example`; the start command, from `npm start`. */
function fillIn({ variables = {} }: Template, read: (path: string) => string): void {
  const example = parseEnv(read('.env.example')) as Record<string, string>;
  const { scripts } = JSON.parse(read('package.json')) as { scripts: { start: string } };
  variables['defaultSettings'] = defaultSettings(example);
  variables['secretSettings'] = secretReferences(example);
  (variables['siteConfig'] as Record<string, unknown>)['appCommandLine'] = scripts.start;
}
