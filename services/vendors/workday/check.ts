import { z } from 'zod';
import { path } from '../../http/restClient';
import { ServiceError } from '../../serviceError';
import type { VendorDependencies } from '../../vendorDefinition';
import type { ScopesFound, VendorChecks } from '../../vendorChecks';
import { API_VERSIONS } from './about';
import { createClient, type WorkdayClient, type WorkdayRequest, type WorkdaySettings } from './client';

type Probe = Pick<WorkdayRequest<unknown>, 'service' | 'path' | 'query'>;

const OPERATION = 'doctor';
const WORKERS: Probe = { service: 'common/v1', path: '/workers', query: { limit: 1 } };

/** What is read to see whether a functional area is there. */
const PROBES: Readonly<Record<string, Probe>> = {
  Staffing: WORKERS,
  System: wql('workdayID'),
  Benefits: wql('benefitElections{benefitPlan}'),
  'Time Off and Leave': { service: 'absenceManagement/v1', path: '/balances', query: { limit: 1 } },
  'Supplier Accounts': { service: 'accountsPayable/v1', path: '/supplierInvoiceRequests', query: { limit: 1 } },
  Expenses: { service: 'expense/v1', path: '/reports', query: { limit: 1 } },
};

export function checkWorkday(config: WorkdaySettings, dependencies: VendorDependencies): VendorChecks {
  const client = createClient(config, dependencies);
  return {
    address: config.WORKDAY_URL,
    addressSetting: 'WORKDAY_URL',
    async logIn() {
      await firstWorker(client);
      return `logged in to the tenant ${config.WORKDAY_TENANT}`;
    },
    findScopes: (needed) => findScopes(client, needed),
    async findVersion() {
      await firstWorker(client);
      return { state: 'supported', detail: `${API_VERSIONS.join(', ')}; Workday does not tell how long` };
    },
  };
}

function wql(fields: string): Probe {
  // Matches nobody, and still needs the fields that it names.
  const query = `SELECT ${fields} FROM allWorkers WHERE email_PrimaryWork = "nobody@example.invalid"`;
  return { service: 'wql/v1', path: '/data', query: { query, limit: 1 } };
}

async function findScopes(client: WorkdayClient, needed: readonly string[]): Promise<ScopesFound> {
  const worker = await firstWorker(client);
  const paySlips = worker
    ? {
        service: 'common/v1' as const,
        path: path`/workers/${worker}/paySlips`,
        query: { limit: 1 },
      }
    : undefined;
  const probeOf = (name: string) => (name === 'Core Payroll' ? paySlips : PROBES[name]);
  const found = await Promise.all(needed.map(async (name) => ({ name, state: await stateOf(client, probeOf(name)) })));
  const namesOf = (wanted: string) => found.filter(({ state }) => state === wanted).map(({ name }) => name);
  return { missing: namesOf('missing'), untold: namesOf('untold') };
}

async function stateOf(client: WorkdayClient, probe: Probe | undefined): Promise<'there' | 'missing' | 'untold'> {
  if (!probe) return 'untold';
  try {
    await ask(client, probe);
    return 'there';
  } catch (error) {
    if (error instanceof ServiceError && ['forbidden', 'not_found'].includes(error.code)) return 'missing';
    throw error;
  }
}

const workers = z.object({ data: z.array(z.object({ id: z.string() })).default([]) });

/** `undefined` where the user sees nobody. */
async function firstWorker(client: WorkdayClient): Promise<string | undefined> {
  const found = await client.one({ operation: OPERATION, method: 'GET', ...WORKERS, answer: workers });
  return found?.data[0]?.id;
}

function ask(client: WorkdayClient, probe: Probe): Promise<unknown> {
  return client.one({ operation: OPERATION, method: 'GET', ...probe, answer: z.unknown() });
}
