import { z } from 'zod';
import { ServiceError } from '../../serviceError';
import type { VendorDependencies } from '../../vendorDefinition';
import type { ScopesFound, VendorChecks, VersionFound } from '../../vendorChecks';
import { API_VERSION } from './about';
import { createClient, type SalesforceClient } from './client';
import type { SessionSettings } from './session';

const OPERATION = 'doctor';
/** Three releases a year, each kept for three years at least. */
const VERSIONS_KEPT = 9;

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_limits.htm (2026-11) */
const limits = z.object({ DailyApiRequests: z.object({ Max: z.number(), Remaining: z.number() }) });

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm (2026-11) */
const describeAnswer = z.object({
  createable: z.boolean(),
  updateable: z.boolean(),
  queryable: z.boolean(),
  fields: z.array(
    z.object({ name: z.string(), createable: z.boolean(), externalId: z.boolean(), unique: z.boolean() }),
  ),
});
type Described = z.output<typeof describeAnswer>;

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_versions.htm (2026-11) */
const versionsAnswer = z.array(z.object({ version: z.string() })).min(1);

type CheckSettings = SessionSettings & { SALESFORCE_KEY_FIELD: string };

export function checkSalesforce(config: CheckSettings, dependencies: VendorDependencies): VendorChecks {
  const call = createClient(config, dependencies);
  return {
    address: config.SALESFORCE_LOGIN_URL,
    addressSetting: 'SALESFORCE_LOGIN_URL',
    async logIn() {
      const { DailyApiRequests: left } = await get(call, '/limits', limits);
      return `logged in; ${left.Remaining} of ${left.Max} API requests are left today`;
    },
    findScopes: (needed) => findScopes(call, needed, config.SALESFORCE_KEY_FIELD),
    findVersion: async () => judge((await get(call, '/services/data/', versionsAnswer)).map(({ version }) => version)),
  };
}

function get<T>(call: SalesforceClient, path: string, answer: z.ZodType<T>): Promise<T> {
  return call({ operation: OPERATION, send: (connection) => connection.request(path), answer, byId: true });
}

/** What the log-in itself proves is never missing here. */
async function findScopes(call: SalesforceClient, needed: readonly string[], keyField: string): Promise<ScopesFound> {
  const asked = needed.flatMap((name) => {
    const [, first = '', second = ''] = /^(.+): (.+)$/.exec(name) ?? [];
    if (!first) return [];
    return first === 'Key field' ? [{ name, object: second, right: first }] : [{ name, object: first, right: second }];
  });
  const objects = [...new Set(asked.map(({ object }) => object))];
  const described = new Map(
    await Promise.all(objects.map(async (object) => [object, await describe(call, object)] as const)),
  );
  const isMissing = ({ object, right }: (typeof asked)[number]) => !has(described.get(object), right, keyField);
  return { missing: asked.filter(isMissing).map(({ name }) => name), untold: [] };
}

/** `undefined` for an object that the user must not see: Salesforce says that there is none. */
async function describe(call: SalesforceClient, object: string): Promise<Described | undefined> {
  try {
    return await get(call, `/sobjects/${object}/describe`, describeAnswer);
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'not_found') return undefined;
    throw error;
  }
}

function has(described: Described | undefined, right: string, keyField: string): boolean {
  if (!described) return false;
  if (right === 'Read') return described.queryable;
  if (right === 'Create') return described.createable;
  if (right === 'Edit') return described.updateable;
  // An external id that is not unique would let a write be done twice.
  return described.fields.some(
    (field) => field.name === keyField && field.createable && field.externalId && field.unique,
  );
}

function judge(versions: readonly string[]): VersionFound {
  const newest = Math.max(...versions.map(Number));
  const detail = `${API_VERSION} is used, ${newest.toFixed(1)} is the newest`;
  if (!versions.includes(API_VERSION)) return { state: 'gone', detail };
  return { state: newest - Number(API_VERSION) >= VERSIONS_KEPT ? 'ending' : 'supported', detail };
}
