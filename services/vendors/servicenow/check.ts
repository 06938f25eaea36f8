import { z } from 'zod';
import { ServiceError } from '../../serviceError';
import type { VendorDependencies } from '../../vendorDefinition';
import type { ScopesFound, VendorChecks } from '../../vendorChecks';
import { ServiceNowClient, type ServiceNowSettings } from './client';
import { idRow } from './records';

const CALL = { operation: 'doctor' };

/** What is read in place of a table, for the scopes that are no table. */
const API_PATHS: Readonly<Record<string, { path: string; query: Record<string, string | number> }>> = {
  'Knowledge: read': { path: '/api/sn_km_api/knowledge/articles', query: { query: 'help', limit: 1 } },
  'Catalogue: read': { path: '/api/sn_sc/servicecatalog/items', query: { sysparm_limit: 1 } },
};

export function checkServiceNow(config: ServiceNowSettings, dependencies: VendorDependencies): VendorChecks {
  const client = new ServiceNowClient(config, dependencies);
  return {
    address: client.instanceUrl,
    addressSetting: 'SERVICENOW_URL',
    async logIn() {
      await rowsOf(client, 'sys_user');
      return 'logged in, and the Table API answers';
    },
    findScopes: (needed) => findScopes(client, needed),
    findVersion: () => Promise.resolve({ state: 'supported', detail: 'without versions: the instance’s own' }),
  };
}

/**
 * A table that the user must not read is refused, or looks empty: where access rules hide every row there is no telling. What
 * may be written would show only by writing.
 */
async function findScopes(client: ServiceNowClient, needed: readonly string[]): Promise<ScopesFound> {
  const found = await Promise.all(needed.map(async (name) => ({ name, state: await stateOf(client, name) })));
  const namesOf = (wanted: string) => found.filter(({ state }) => state === wanted).map(({ name }) => name);
  return { missing: namesOf('missing'), untold: namesOf('untold') };
}

async function stateOf(client: ServiceNowClient, name: string): Promise<'there' | 'missing' | 'untold'> {
  const [, table] = /^([a-z_]+): read$/.exec(name) ?? [];
  const api = API_PATHS[name];
  if (!table && !api) return 'untold';
  try {
    if (api) await client.send({ ...CALL, method: 'GET', ...api, answer: z.unknown() });
    return table && (await rowsOf(client, table)) === 0 ? 'untold' : 'there';
  } catch (error) {
    const isRefused = error instanceof ServiceError && ['forbidden', 'misconfigured', 'not_found'].includes(error.code);
    if (isRefused) return 'missing';
    throw error;
  }
}

async function rowsOf(client: ServiceNowClient, table: string): Promise<number> {
  return (await client.list(table, idRow, { query: '', limit: 1 }, CALL)).length;
}
