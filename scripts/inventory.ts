/**
 * `npm run inventory` writes the tables in docs/systems anew, from the definitions of the vendors: what each serves, what it
 * must be allowed, and its settings. A test fails while they say something else.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VendorScope } from '../services/vendorAbout';
import type { AnyVendor } from '../services/vendorDefinition';
import { vendors } from '../services/vendors';
import { portNames, readOnlySetting } from '../services/vendorsInUse';

/** The project's folder, whether this file runs from `lib/` or as it is. */
const PROJECT = __dirname.includes('lib') ? join(__dirname, '..', '..') : join(__dirname, '..');
export const FOLDER = join(PROJECT, 'docs', 'systems');
const MARK = 'Made by npm run inventory';

/** A document with its tables as the definitions have them now; each stands between two marks that name it. */
export function withInventory(document: string, tables: Readonly<Record<string, string>>): string {
  return Object.entries(tables).reduce((text, [name, table]) => {
    const [begin, end] = [`<!-- ${MARK}: ${name} -->`, `<!-- ${MARK}: end of ${name} -->`];
    const [before, rest] = text.split(begin);
    const after = rest?.split(end)[1];
    if (before === undefined || after === undefined) throw new Error(`the document needs "${begin}" and "${end}"`);
    const block = `<!-- prettier-ignore-start -->\n\n${table}\n\n<!-- prettier-ignore-end -->`;
    return `${before}${begin}\n${block}\n${end}${after}`;
  }, document);
}

/** The tables of a document in docs/systems, by their names. */
export function tablesOf(file: string): Record<string, string> {
  if (file === 'README.md') {
    return {
      systems: overview(),
      methods: methodTable(vendors),
      scopes: scopeTable(vendors),
      settings: settingTable(vendors),
    };
  }
  const vendor = vendors.find(({ id }) => `${id}.md` === file);
  if (!vendor) throw new Error(`${file} is about no vendor`);
  return { methods: methodTable([vendor]), scopes: scopeTable([vendor]), settings: settingTable([vendor]) };
}

export function documents(): string[] {
  return readdirSync(FOLDER).filter((file) => file.endsWith('.md'));
}

type Cells = readonly string[];

function table(head: Cells, rows: readonly Cells[]): string {
  const line = (cells: Cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const code = (text: string) => `\`${text}\``;
const codes = (texts: readonly string[]) => texts.map(code).join(', ') || 'none';

function overview(): string {
  const rows = vendors.map(({ id, displayName, serves, about, webhook }) => [
    `[${displayName}](${id}.md)`,
    codes(portNames.filter((port) => serves[port])),
    about.sdk ? `${code(about.sdk)} ${installedVersion(about.sdk)}` : 'none: HTTP',
    about.api,
    about.apiVersions.length > 0 ? codes(about.apiVersions) : 'not versioned',
    webhook ? codes(webhook.events) : 'none',
    about.readOn,
  ]);
  return table(['System', 'Ports', 'SDK', 'API', 'Version', 'Webhook events', 'Pages read'], rows);
}

/** As package.json pins it. */
function installedVersion(name: string): string {
  const { dependencies } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return dependencies[name] ?? 'not installed';
}

/** A row for each method of a port that one of them serves: read, or how a write is protected. */
function methodTable(shown: readonly AnyVendor[]): string {
  const all = portNames.flatMap((port) => [
    ...new Set(shown.flatMap(({ serves }) => (serves[port] ?? []).map((method) => `${port}.${method}`))),
  ]);
  const cell = ({ serves, writes }: AnyVendor, name: string) => {
    const [port = '', method = ''] = name.split('.');
    const methods: readonly string[] = (serves as Record<string, readonly string[]>)[port] ?? [];
    if (!methods.includes(method)) return '';
    const protection = writes[port]?.[method];
    return protection ? `writes, ${protection}` : 'reads';
  };
  const rows = all.map((name) => [code(name), ...shown.map((vendor) => cell(vendor, name))]);
  return table(['Method', ...shown.map(({ displayName }) => displayName)], rows);
}

function scopeTable(shown: readonly AnyVendor[]): string {
  const rows = shown.flatMap(({ displayName, about }) =>
    about.scopes.map((scope) => [displayName, code(scope.name), scope.why, whenNeeded(scope)]),
  );
  return table(['System', 'Permission', 'What for', 'Needed'], rows);
}

function whenNeeded({ port, writes, optional }: VendorScope): string {
  const when = [port && `for ${code(port)}`, writes && 'to write', optional && 'optional'].filter(Boolean).join(', ');
  return when || 'always';
}

/** Each setting with the words of .env.example. */
function settingTable(shown: readonly AnyVendor[]): string {
  const lines = readFileSync(join(PROJECT, '.env.example'), 'utf8').split('\n');
  const rows = shown.flatMap((vendor) =>
    [...Object.keys(vendor.config.shape), readOnlySetting(vendor)].map((name) => {
      const at = lines.findIndex((line) => line.startsWith(`${name}=`));
      const words = (lines[at - 1] ?? '').replace(/^# /, '').replace(`${vendor.displayName}: `, '');
      return [code(name), words, lines[at]?.split('=')[1] ? code(lines[at].split('=')[1] ?? '') : ''];
    }),
  );
  return table(['Setting', 'What', 'Default'], rows);
}

if (require.main === module) {
  for (const name of documents()) {
    const file = join(FOLDER, name);
    writeFileSync(file, withInventory(readFileSync(file, 'utf8'), tablesOf(name)));
  }
}
