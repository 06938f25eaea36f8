import type { Account } from '../account';
import { objectNamed, type SObjectField } from './objects';
import { notFound } from './restError';

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_versions.htm: asked without a log-in. */
export function apiVersions(account: Account, { oldest, newest }: { oldest: number; newest: number }): object[] {
  const all = Array.from({ length: newest - oldest + 1 }, (_each, index) => `${oldest + index}.0`);
  const versions = account.versions ?? all;
  return versions.map((version) => ({ label: `Version ${version}`, url: `/services/data/v${version}`, version }));
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_limits.htm */
export function limits(): object {
  return {
    DailyApiRequests: { Max: 15_000, Remaining: 14_982 },
    ConcurrentAsyncGetReportInstances: { Max: 200, Remaining: 200 },
  };
}

/**
 * What the integration user may do with an object. One that may not read it is told that there is none.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm
 */
export function describeObject(name: string, account: Account): object {
  const object = objectNamed(name);
  if (!object || !account.may(`${object.name}: Read`)) throw notFound();
  const isSeen = ([field, { externalId }]: [string, SObjectField]) =>
    !externalId || account.may(`Key field: ${object.name}`) || field === 'Id';
  return {
    name: object.name,
    keyPrefix: object.prefix,
    queryable: true,
    createable: account.may(`${object.name}: Create`),
    updateable: account.may(`${object.name}: Edit`),
    fields: Object.entries(object.fields).filter(isSeen).map(describeField),
  };
}

function describeField([name, { type, length = 0, readOnly = false, externalId = false }]: [
  string,
  SObjectField,
]): object {
  return { name, type, length, createable: !readOnly, updateable: !readOnly, externalId, unique: externalId };
}
