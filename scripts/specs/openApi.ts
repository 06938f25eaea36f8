import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';

/** A vendor's description of its REST API, as far as it is compared. https://spec.openapis.org/oas/v3.0.3 */
export interface OpenApi {
  paths: Record<string, PathItem>;
  [rest: string]: unknown;
}

type Node = Record<string, unknown>;
type PathItem = Node & { parameters?: Node[] };

/** One request as it was sent. */
export interface SentRequest {
  method: string;
  /** As the description's paths begin: without the server's part, without the query. */
  path: string;
  query: URLSearchParams;
  /** JSON that was parsed; anything else is not compared. */
  body?: unknown;
}

const METHODS = new Set(['get', 'put', 'post', 'patch', 'delete']);
/** Deeper than any body; schemas that hold themselves would never end. */
const DEEPEST = 12;

/** Reads a description from JSON or YAML, gzipped or not. */
export function loadOpenApi(file: string): OpenApi {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return (/^\s*\{/.test(text) ? JSON.parse(text) : parseYaml(text)) as OpenApi;
}

/** A description is data: the schema has no types that run code, and leaves dates as they are written. */
function parseYaml(text: string): unknown {
  const { load, JSON_SCHEMA: schema } = createRequire(__filename)('js-yaml') as {
    load: (text: string, options: { schema: unknown }) => unknown;
    JSON_SCHEMA: unknown;
  };
  return load(text, { schema });
}

/** What a description does not know of a request: its path, its method, names of its query, properties of its body. */
export function requestFaults(api: OpenApi, { method, path, query, body }: SentRequest): string[] {
  const item = pathItem(api, path);
  if (!item) return [`there is no path ${path}`];
  const operation = METHODS.has(method.toLowerCase()) ? (item[method.toLowerCase()] as Node | undefined) : undefined;
  if (!operation) return [`there is no ${method} ${path}`];
  const parameters = [...(item.parameters ?? []), ...((operation['parameters'] ?? []) as Node[])].map((each) =>
    resolve(api, each),
  );
  const names = parameters.filter((each) => each['in'] === 'query').map((each) => String(each['name']));
  const unknown = [...new Set(query.keys())].filter((name) => !names.includes(name) && !names.includes(objectOf(name)));
  return [
    ...unknown.map((name) => `${method} ${path} has no query parameter ${name}`),
    ...(body === undefined ? [] : bodyFaults(api, operation, body).map((fault) => `${method} ${path}: ${fault}`)),
  ];
}

/** `page` of `page[size]`: a parameter that is an object is described by its name alone. */
const objectOf = (name: string) => name.replace(/\[.*$/, '');

/** Of the templates that match a path the one with the fewest placeholders, as the standard says. */
function pathItem({ paths }: OpenApi, path: string): PathItem | undefined {
  const placeholders = (template: string) => template.split('{').length;
  const matching = Object.keys(paths).filter((template) => toPattern(template).test(path));
  const [best] = matching.sort((one, other) => placeholders(one) - placeholders(other));
  return best === undefined ? undefined : paths[best];
}

function toPattern(template: string): RegExp {
  const literals = template.split(/\{[^}]*\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literals.join('[^/]+')}$`);
}

function bodyFaults(api: OpenApi, operation: Node, body: unknown): string[] {
  const { content } = resolve(api, (operation['requestBody'] ?? {}) as Node) as { content?: Record<string, Node> };
  const schema = content?.['application/json']?.['schema'] as Node | undefined;
  return schema ? unknownProperties(api, [schema], body, 'body', 0) : ['it takes no JSON'];
}

/** @param schemas alternatives or parts: a property that any of them has is known. */
function unknownProperties(api: OpenApi, schemas: Node[], value: unknown, place: string, depth: number): string[] {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
  const parts = schemas.flatMap((schema) => partsOf(api, schema, 0));
  if (Array.isArray(value)) {
    const items = parts.flatMap(({ items: each }): Node[] => (each ? [each as Node] : []));
    return value.flatMap((each) =>
      items.length > 0 ? unknownProperties(api, items, each, `${place}[]`, depth + 1) : [],
    );
  }
  const described = parts.filter((part) => part['properties'] !== undefined);
  // Nothing is said about its properties, or any others are welcome.
  if (described.length === 0 || parts.some((part) => isOpen(part['additionalProperties']))) return [];
  return Object.entries(value).flatMap(([name, each]) => {
    const here = `${place}.${name}`;
    const found = described
      .map((part) => (part['properties'] as Partial<Record<string, Node>>)[name])
      .filter((property) => property !== undefined);
    return found.length > 0 ? unknownProperties(api, found, each, here, depth + 1) : [`there is no ${here}`];
  });
}

const isOpen = (additional: unknown) => additional === true || (typeof additional === 'object' && additional !== null);

/** A schema with all that it is made of. */
function partsOf(api: OpenApi, schema: Node, depth: number): Node[] {
  const resolved = resolve(api, schema);
  if (depth > DEEPEST) return [resolved];
  const inner = ['allOf', 'oneOf', 'anyOf'].flatMap((kind) => (resolved[kind] ?? []) as Node[]);
  return [resolved, ...inner.flatMap((each) => partsOf(api, each, depth + 1))];
}

/** Follows `$ref`s within the document. @throws Error for one that leads nowhere. */
function resolve(api: OpenApi, node: Node): Node {
  let current = node;
  for (let hops = 0; typeof current['$ref'] === 'string'; hops++) {
    const reference: string = current['$ref'];
    const steps = reference.replace(/^#\//, '').split('/');
    const names = steps.map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
    const target = names.reduce<unknown>((place, name) => (place as Node | undefined)?.[name], api);
    if (target === undefined || hops > DEEPEST) throw new Error(`the description has no ${reference}`);
    current = target as Node;
  }
  return current;
}
