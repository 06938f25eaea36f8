import { parseExpression, type Expression } from './expression';

const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000001';

/** Known only when it is deployed: a property of a resource, written as its id and the path. */
export class RuntimeValue {
  constructor(
    readonly resourceId: string,
    readonly path = '',
  ) {}

  member(key: string): RuntimeValue {
    return new RuntimeValue(this.resourceId, `${this.path}.${key}`);
  }

  toString(): string {
    return `<${this.resourceId}${this.path}>`;
  }
}

/** What an expression may refer to. */
export interface Scope {
  group: string;
  parameters: Record<string, unknown>;
  variables: Record<string, unknown>;
  copyIndex?: number;
  /** The resources whose state was asked for. */
  referenced: Set<string>;
}

type Call = (args: unknown[], scope: Scope) => unknown;

/** The functions that the templates use, with the fewest and the most arguments each takes. */
const functions: Record<string, readonly [fewest: number, most: number, call: Call]> = {
  parameters: [1, 1, ([name], scope) => known(scope.parameters, name, scope)],
  variables: [1, 1, ([name], scope) => known(scope.variables, name, scope)],
  copyIndex: [0, 0, (_args, { copyIndex }) => copyIndex],
  if: [3, 3, ([condition, yes, no]) => (condition === true ? yes : no)],
  not: [1, 1, ([value]) => !value],
  equals: [2, 2, ([one, other]) => one === other],
  contains: [2, 2, ([items, item]) => (items as unknown[]).includes(item)],
  environment: [0, 0, () => ({ suffixes: { keyvaultDns: '.vault.azure.net' } })],
  empty: [1, 1, ([value]) => Object.keys(value as object).length === 0],
  length: [1, 1, ([value]) => (value as string).length],
  take: [2, 2, ([text, count]) => String(text).slice(0, count as number)],
  toLower: [1, 1, ([text]) => String(text).toLowerCase()],
  uriComponent: [1, 1, ([text]) => encodeURIComponent(String(text))],
  // Thirteen characters there, made of all arguments.
  uniqueString: [1, 9, (args) => Buffer.from(args.join()).toString('hex').slice(-13)],
  guid: [1, 9, (args) => `guid-of-${args.join('-').replaceAll('/', '.')}`],
  format: [
    1,
    9,
    ([pattern, ...args]) => String(pattern).replace(/\{(\d)\}/g, (_all, index) => String(args[Number(index)])),
  ],
  union: [
    2,
    9,
    (args) =>
      Array.isArray(args[0]) ? [...new Set(args.flat())] : (Object.assign({}, ...(args as object[])) as unknown),
  ],
  createArray: [0, 99, (args) => args],
  replace: [3, 3, ([text, old, other]) => String(text).replaceAll(String(old), String(other))],
  createObject: [0, 99, (args) => pairsOf(args)],
  subscription: [
    0,
    0,
    () => ({ id: SUBSCRIPTION, subscriptionId: SUBSCRIPTION.split('/').at(-1), tenantId: 'tenant' }),
  ],
  resourceGroup: [0, 0, (_args, { group }) => ({ id: groupId(group), name: group, location: 'westeurope' })],
  resourceId: [2, 9, (args, { group }) => resourceId(args as string[], group)],
  subscriptionResourceId: [2, 9, ([type, ...names]) => `${SUBSCRIPTION}${provider(type as string, names as string[])}`],
  extensionResourceId: [3, 9, ([of, type, ...names]) => `${String(of)}${provider(type as string, names as string[])}`],
  reference: [1, 2, ([id], { referenced }) => (referenced.add(String(id)), new RuntimeValue(String(id)))],
};

/** A template's value with every expression in it evaluated, in the names of properties too. */
export function evaluate(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return evaluateText(value, scope);
  if (Array.isArray(value)) return value.map((item) => evaluate(item, scope));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [String(evaluateText(key, scope)), evaluate(item, scope)]),
  );
}

/** `/subscriptions/…/providers/<type>/<name>` of what is in a group. */
export function resourceId(args: readonly string[], group: string): string {
  const at = args.findIndex((part) => part.includes('/'));
  const [type = '', ...names] = args.slice(at);
  return `${groupId(at > 0 ? (args[at - 1] as string) : group)}${provider(type, names)}`;
}

function groupId(group: string): string {
  return `${SUBSCRIPTION}/resourceGroups/${group}`;
}

function provider(type: string, names: readonly string[]): string {
  const [space, ...kinds] = type.split('/');
  if (kinds.length !== names.length) throw new Error(`${type} has ${kinds.length} names, not ${names.length}`);
  return `/providers/${space}/${kinds.map((kind, index) => `${kind}/${names[index]}`).join('/')}`;
}

function evaluateText(text: string, scope: Scope): unknown {
  const expression = parseExpression(text);
  if (expression) return valueOf(expression, scope);
  return text.startsWith('[[') ? text.slice(1) : text;
}

function valueOf(expression: Expression, scope: Scope): unknown {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind === 'member') return memberOf(valueOf(expression.of, scope), valueOf(expression.key, scope));
  const found = functions[expression.name];
  if (!found) throw new Error(`there is no function ${expression.name}`);
  const [fewest, most, call] = found;
  const { length } = expression.args;
  if (length < fewest || length > most) throw new Error(`${expression.name} does not take ${length} arguments`);
  return call(
    expression.args.map((part) => valueOf(part, scope)),
    scope,
  );
}

function memberOf(of: unknown, key: unknown): unknown {
  if (of instanceof RuntimeValue) return of.member(String(key));
  const value = (of as Record<string, unknown>)[String(key)];
  if (value === undefined) throw new Error(`there is no ${String(key)}`);
  return value;
}

/** Parameters and variables may be made of others. */
function known(values: Record<string, unknown>, name: unknown, scope: Scope): unknown {
  if (!(String(name) in values)) throw new Error(`${String(name)} is not defined`);
  return evaluate(values[String(name)], scope);
}

function pairsOf(args: readonly unknown[]): Record<string, unknown> {
  if (args.length % 2 > 0) throw new Error('createObject takes pairs');
  return Object.fromEntries(args.flatMap((arg, index) => (index % 2 > 0 ? [[String(args[index - 1]), arg]] : [])));
}
