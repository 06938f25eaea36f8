import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, parse, validate, type GraphQLSchema, type IntrospectionQuery } from 'graphql';
import { API_VERSION as SANDBOX_VERSION, schema as sandboxSchema } from '../../sandbox/shopify/schema';
import { API_VERSION } from '../../services/vendors/shopify/about';
import * as checkQueries from '../../services/vendors/shopify/check';
import * as orderQueries from '../../services/vendors/shopify/orderQueries';
import * as productQueries from '../../services/vendors/shopify/productQueries';
import * as returnQueries from '../../services/vendors/shopify/returnQueries';
import { missingFrom } from './schemaSubset';
import type { SpecCheck } from './specCheck';

const FILE = /^admin_(\d{4}-\d{2})\.json\.gz$/;
const DOCUMENT = /^\s*(?:query|mutation|fragment)\b/;

/** Shopify: our GraphQL documents and the sandbox's schema against the Admin API's own schema. */
export function checkShopify(folder: string): SpecCheck[] {
  const versions = (existsSync(folder) ? readdirSync(folder) : []).flatMap((file) => FILE.exec(file)?.[1] ?? []).sort();
  if (!versions.includes(API_VERSION)) {
    return [{ name: 'schema', faults: [`there is no ${join(folder, `admin_${API_VERSION}.json.gz`)}`] }];
  }
  const sandboxVersion: string = SANDBOX_VERSION;
  const sameVersion = sandboxVersion === API_VERSION ? [] : [`it has ${sandboxVersion}`];
  return [
    { name: 'the sandbox has the version that is used', faults: sameVersion },
    ...versions
      .filter((version) => version >= API_VERSION)
      .flatMap((version) => checkVersion(version, readSchema(join(folder, `admin_${version}.json.gz`)))),
  ];
}

function checkVersion(version: string, schema: GraphQLSchema): SpecCheck[] {
  const newer = version > API_VERSION;
  const label = newer ? `${version} (newer)` : version;
  return [
    ...documents().map(([name, text]) => ({
      name: `${label}: ${name}`,
      faults: validate(schema, parse(text)).map(({ message }) => message),
      optional: newer,
    })),
    { name: `${label}: the sandbox's schema`, faults: missingFrom(schema, sandboxSchema), optional: newer },
  ];
}

/** Every GraphQL document that the vendor's `…Queries.ts` and its check export. */
function documents(): [string, string][] {
  const exported: [string, unknown][] = Object.entries({
    ...orderQueries,
    ...returnQueries,
    ...productQueries,
    ...checkQueries,
  });
  return exported.flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && DOCUMENT.test(value) ? [[name, value]] : [],
  );
}

function readSchema(file: string): GraphQLSchema {
  const { data } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as { data: IntrospectionQuery };
  return buildClientSchema(data);
}
