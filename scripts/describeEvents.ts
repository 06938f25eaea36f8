/** `node lib/scripts/describeEvents.js` writes the tables and JSON Schemas of docs/events.md anew, from the catalogue. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { catalogue, isPublic, type EventType } from '../services/events/catalogue';
import { outsideType, schemaOf } from '../services/events/cloudEvent';

const BEGIN = '<!-- Made by scripts/describeEvents.ts: begin -->';
const END = '<!-- Made by scripts/describeEvents.ts: end -->';

interface ObjectSchema {
  description?: string;
  properties: Record<string, { type?: string }>;
  required?: string[];
}

/** The JSON Schema of an event's data. It lets more fields through than it names: there may be more of them one day. */
export function jsonSchemaOf(type: EventType): ObjectSchema & Record<string, unknown> {
  const schema = z.toJSONSchema(catalogue[type], { io: 'input', override: ({ jsonSchema }) => tidy(jsonSchema) });
  return { $id: schemaOf(type), ...schema } as unknown as ObjectSchema & Record<string, unknown>;
}

/** The format says it already, and a person can read that. */
function tidy(schema: { format?: string; pattern?: string }): void {
  if (schema.format) delete schema.pattern;
}

/** The document with what the catalogue says now. */
export function withCatalogue(document: string): string {
  const [before, rest] = document.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`the document needs "${BEGIN}" and "${END}"`);
  return `${before}${BEGIN}\n<!-- prettier-ignore-start -->\n\n${describe()}\n\n<!-- prettier-ignore-end -->\n${END}${after}`;
}

function describe(): string {
  const types = Object.keys(catalogue) as EventType[];
  const outside = types.filter(isPublic);
  const inside = types.filter((type) => !isPublic(type));
  return [
    '### Public events',
    table(outside, outsideType),
    '### Internal events',
    'These are heard only inside the bot: they hold words or addresses of people.',
    table(inside, (type) => type),
    '### JSON Schemas',
    ...outside.map(
      (type) =>
        `<details><summary><code>${outsideType(type)}</code></summary>\n\n\`\`\`json\n${JSON.stringify(jsonSchemaOf(type), null, 2)}\n\`\`\`\n\n</details>`,
    ),
  ].join('\n\n');
}

function table(types: readonly EventType[], name: (type: EventType) => string): string {
  const rows = types.map((type) => {
    const { description = '', properties, required = [] } = jsonSchemaOf(type);
    const fields = Object.keys(properties).map((field) => `\`${field}\`${required.includes(field) ? '' : '?'}`);
    return `| \`${name(type)}\` | ${description} | ${fields.join(', ')} | ${isPublic(type) ? 'public' : 'internal'} |`;
  });
  return ['| Type | When | Data (`?`: may be absent) | Scope |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

if (require.main === module) {
  const folder = __dirname.includes('lib') ? join(__dirname, '..', '..') : join(__dirname, '..');
  const file = join(folder, 'docs', 'events.md');
  writeFileSync(file, withCatalogue(readFileSync(file, 'utf8')));
}
