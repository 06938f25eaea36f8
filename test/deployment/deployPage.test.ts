import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ParameterFile, Template } from '../../scripts/templates/template';
import { PROJECT } from './arm/templates';

/** Every command of a page that deploys a template, with its lines joined. */
function deploymentsIn(page: string, folder: string): { text: string; template: string; given: string[] }[] {
  const text = readFileSync(join(PROJECT, page), 'utf8').replaceAll(/\\\n\s*/g, '');
  const commands = text.split('\n').filter((line) => /^az deployment (sub|group) create /.test(line));
  return commands.map((command) => ({
    text: command,
    template: join(folder, / --template-file (\S+)/.exec(command)?.[1] ?? ''),
    given: [...command.matchAll(/ ([A-Za-z]+)=/g)].map(([, name = '']) => name),
  }));
}

const folders = ['deployUseExistResourceGroup', 'deployWithNewResourceGroup'].map(
  (name) => `deploymentTemplates/${name}`,
);
const commands = [
  ...deploymentsIn('docs/deploy.md', ''),
  ...folders.flatMap((folder) => deploymentsIn(`${folder}/readme.md`, folder)),
];

test('the pages deploy each template', () => {
  expect(commands).toHaveLength(8);
});

test.each(commands)('$text fits its template', ({ text, template, given }) => {
  const read = (path: string) => JSON.parse(readFileSync(join(PROJECT, path), 'utf8')) as unknown;
  const { parameters, $schema } = read(template) as Template;
  const [, file] = / --parameters @(\S+)/.exec(text) ?? [];
  const path = file === undefined ? undefined : existsSync(join(PROJECT, file)) ? file : join(template, '..', file);
  const filled = path === undefined ? [] : Object.keys((read(path) as ParameterFile).parameters);
  expect(given.filter((name) => !parameters[name])).toEqual([]);
  const needed = Object.keys(parameters).filter((name) => parameters[name]?.defaultValue === undefined);
  expect([...given, ...filled]).toEqual(expect.arrayContaining(needed));
  expect($schema.includes('subscription')).toBe(text.startsWith('az deployment sub'));
});
