import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { schema } from '../../sandbox/shopify/schema';
import { missingFrom } from '../../scripts/specs/schemaSubset';
import { checkShopify } from '../../scripts/specs/shopifySpec';

const whole = buildSchema('type Query { a(x: Int!, y: Int): [Int!]! b: B } enum B { ONE TWO }');

test.each([
  ['type Query { a(x: Int!): [Int!]! b: B } enum B { TWO }', []],
  ['type Query { a(x: Int!): [Int]! }', ['Query.a is [Int!]!, not [Int]!']],
  ['type Query { a: [Int!]! }', ['Query.a needs the argument x']],
  ['type Query { a(x: Int, z: Int): [Int!]! }', ['Query.a(x) is Int!, not Int', 'there is no Query.a(z)']],
  ['type Query { c: Int }', ['there is no Query.c']],
  ['type Query { b: B } enum B { THREE }', ['B has no value THREE']],
  ['type Query { b: B } type B { x: Int }', ['B is another kind of type']],
  ['type Query { c: C } scalar C', ['there is no Query.c', 'there is no type C']],
  [
    'type Query { a(x: Int!): [Int!]! } type Mutation { b: Int }',
    ['the mutation type is not Mutation', 'there is no type Mutation'],
  ],
])('of %s is missing %j', (part, faults) => {
  expect(missingFrom(whole, buildSchema(part))).toEqual(faults);
});

const inputs = buildSchema(
  'type Query { a(x: X): N } interface N { y: Int } type M implements N { y: Int } input X { y: Int!, z: Int }',
);

test.each([
  ['type Query { a(x: X): N } interface N { y: Int } input X { y: Int! }', []],
  [
    'type Query { a(x: X): N } interface N { y: Int! } input X { z: Int }',
    ['N.y is Int, not Int!', 'X needs the field y'],
  ],
  [
    'type Query { a(x: X): N } interface N { y: Int } input X @oneOf { z: Int }',
    ['X takes any of its fields', 'X needs the field y'],
  ],
  [
    'type Query { o: O } interface P { y: Int } type M implements P { y: Int } type O { m: M }',
    ['there is no Query.o', 'there is no type O', 'there is no type P', 'M does not implement P'],
  ],
])('of inputs and interfaces, %s is missing %j', (part, faults) => {
  expect(missingFrom(inputs, buildSchema(part)).sort()).toEqual(faults.sort());
});

test('Shopify is checked against the schemas in the folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'specs-'));
  const file = (version: string) => join(folder, `admin_${version}.json.gz`);
  const gzipped = gzipSync(JSON.stringify({ data: introspectionFromSchema(schema) }));
  expect(checkShopify(folder)).toMatchObject([{ faults: [`there is no ${file('2026-07')}`] }]);
  writeFileSync(file('2026-07'), gzipped);
  writeFileSync(file('2036-01'), gzipped);
  const checks = checkShopify(folder);
  expect(checks.flatMap(({ faults }) => faults)).toEqual([]);
  // One for the version, then as many for each of the two schemas.
  expect(checks.filter(({ optional }) => optional)).toHaveLength((checks.length - 1) / 2);
  rmSync(folder, { recursive: true });
});
