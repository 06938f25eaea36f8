import type { Parameter, Resource, Template } from '../../../scripts/templates/template';
import { evaluate, resourceId, RuntimeValue, type Scope } from './evaluate';

const GROUP = 'bots';

/** A resource as Azure would be asked for it. */
export interface Expanded {
  id: string;
  type: string;
  apiVersion: string;
  dependsOn: readonly string[];
  /** Everything else, with every expression evaluated. */
  body: Record<string, unknown>;
}

/** What a deployment comes to. */
export interface Deployment {
  resources: readonly Expanded[];
  /** The ids of resources that are not made because of their condition. */
  left: readonly string[];
  outputs: Record<string, unknown>;
  referenced: ReadonlySet<string>;
}

/** Does what Azure does with a template before it asks the resource providers. Throws an Error on whatever it refuses. */
export function expand(template: Template, given: Record<string, unknown>, group = GROUP): Deployment {
  const parameters = withDefaults(template.parameters, given);
  const scope: Scope = { group, parameters, variables: template.variables ?? {}, referenced: new Set() };
  const deployments = template.resources.flatMap((resource) => copiesOf(resource, scope));
  const outputs = Object.entries(template.outputs ?? {}).map(([name, { value }]) => [name, evaluate(value, scope)]);
  return {
    resources: deployments.flatMap(({ resources }) => resources),
    left: deployments.flatMap(({ left }) => left),
    outputs: plain(Object.fromEntries(outputs)) as Record<string, unknown>,
    referenced: new Set([...scope.referenced, ...deployments.flatMap(({ referenced }) => [...referenced])]),
  };
}

function withDefaults(declared: Record<string, Parameter>, given: Record<string, unknown>): Record<string, unknown> {
  for (const name of Object.keys(given)) if (!declared[name]) throw new Error(`there is no parameter ${name}`);
  return Object.fromEntries(
    Object.entries(declared).map(([name, parameter]) => {
      const value = given[name] ?? parameter.defaultValue;
      if (value === undefined) throw new Error(`the parameter ${name} is missing`);
      if (parameter.allowedValues?.includes(value) === false)
        throw new Error(`${name} may not be ${JSON.stringify(value)}`);
      return [name, value];
    }),
  );
}

function copiesOf({ copy, ...resource }: Resource, scope: Scope): Deployment[] {
  if (!copy) return [expandOne(resource, scope)];
  const count = evaluate((copy as { count: string }).count, scope) as number;
  return Array.from({ length: count }, (_, copyIndex) => expandOne(resource, { ...scope, copyIndex }));
}

function expandOne(resource: Resource, scope: Scope): Deployment {
  if (resource.type === 'Microsoft.Resources/deployments') return expandNested(resource, scope);
  const { type, apiVersion, dependsOn = [], condition = true, comments: _comments, ...rest } = resource;
  const body = plain(evaluate(rest, scope)) as Record<string, unknown>;
  const id = idOf(type, String(body['name']), body['scope'] as string | undefined, scope.group);
  const none = { resources: [], outputs: {}, referenced: new Set<string>() };
  if (evaluate(condition, scope) === false) return { ...none, left: [id] };
  const needed = evaluate(dependsOn, scope) as string[];
  return { ...none, resources: [{ id, type, apiVersion, dependsOn: needed, body }], left: [] };
}

/** In a group of its own, with its own parameters and variables. */
function expandNested(resource: Resource, scope: Scope): Deployment {
  const properties = resource['properties'] as { parameters: Record<string, { value: unknown }>; template: Template };
  const given = Object.entries(properties.parameters).map(([name, { value }]) => [name, evaluate(value, scope)]);
  const group = String(evaluate(resource['resourceGroup'], scope));
  // The outer template asks for the deployment's outputs.
  const { outputs: _outputs, ...nested } = expand(
    properties.template,
    Object.fromEntries(given) as Record<string, unknown>,
    group,
  );
  const id = resourceId([resource.type, resource.name], group);
  const { dependsOn = [], apiVersion, type } = resource;
  const self = { id, type, apiVersion, dependsOn: evaluate(dependsOn, scope) as string[], body: {} };
  return { ...nested, resources: [self, ...nested.resources], outputs: {} };
}

function idOf(type: string, name: string, scope: string | undefined, group: string): string {
  if (type === 'Microsoft.Resources/resourceGroups')
    return resourceId([type, name], group).replace(/\/resourceGroups\/[^/]+(?=\/providers)/, '');
  const path = resourceId([type, ...name.split('/')], group);
  return scope === undefined ? path : `${scope}${path.slice(path.indexOf('/providers/'))}`;
}

/** What is known only later, as text. */
function plain(value: unknown): unknown {
  if (value instanceof RuntimeValue) return value.toString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}
