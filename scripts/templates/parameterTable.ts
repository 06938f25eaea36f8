import type { Parameter, ParameterFile, Template } from './template';

const TABLE = /(<!-- parameters of (\S+) -->\n)[^]*?(<!-- end -->)/g;

/** A readme, with the table of parameters of each template that it names between comments. */
export function withParameterTables(
  readme: string,
  folder: string,
  composed: Record<string, Template | ParameterFile>,
): string {
  return readme.replace(TABLE, (_all, begin: string, file: string, end: string) => {
    const template = composed[`${folder}/${file}`] as Template;
    return `${begin}\n${tableOf(template.parameters)}\n${end}`;
  });
}

function tableOf(parameters: Record<string, Parameter>): string {
  const rows = Object.entries(parameters).map(([name, parameter]) => {
    const { metadata, allowedValues } = parameter;
    const values = allowedValues ? ` One of ${allowedValues.map((value) => `\`${String(value)}\``).join(', ')}.` : '';
    return `| \`${name}\` | ${inCell(metadata?.description ?? '')}${values} | ${defaultOf(parameter)} |`;
  });
  return ['| parameter | what it is | default |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

function defaultOf({ defaultValue }: Parameter): string {
  if (defaultValue === undefined) return '**needed**';
  return `\`${inCell(typeof defaultValue === 'string' ? defaultValue || ' ' : JSON.stringify(defaultValue))}\``;
}

function inCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
