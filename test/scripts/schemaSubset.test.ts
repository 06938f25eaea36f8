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
])('of %s is missing %j', (part, faults) => {
  expect(missingFrom(whole, buildSchema(part))).toEqual(faults);
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
  expect(checks.filter(({ optional }) => optional)).toHaveLength(2);
  rmSync(folder, { recursive: true });
});
