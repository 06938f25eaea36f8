import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/sandboxServer';
import { createTransport } from '../../services/http/boundedTransport';
import type { LeaveDay } from '../../services/ports/hr';
import { workday } from '../../services/vendors/workday';
import { WorkdayApi } from '../../services/vendors/workday/api';
import { createClient } from '../../services/vendors/workday/client';
import { loadOpenApi, requestFaults, type OpenApi } from './openApi';
import type { SpecCheck } from './specCheck';

/** The descriptions by the service and version that they are of. */
const FILES: Readonly<Record<string, string>> = {
  'absenceManagement/v1': 'absencemanagement.yml.gz',
  'accountsPayable/v1': 'accountspayable.yml.gz',
  'common/v1': 'common.yml.gz',
  'expense/v1': 'expense.yml.gz',
};
const API_PATH = /^\/workday\/ccx\/api\/(\w+\/v\d)\/\w+(\/.*)$/;
const DAY_MS = 24 * 60 * 60 * 1000;

interface LoggedRequest {
  method: string;
  path: string;
  body: unknown;
}

/** Workday: the requests that the vendor's code really makes, against the descriptions of the services. */
export async function checkWorkday(folder: string): Promise<SpecCheck[]> {
  const missing = Object.values(FILES).filter((file) => !existsSync(join(folder, file)));
  if (missing.length > 0) {
    return [{ name: 'descriptions', faults: missing.map((file) => `there is no ${join(folder, file)}`) }];
  }
  const services = new Map(
    Object.entries(FILES).map(([service, file]) => [service, loadOpenApi(join(folder, file))] as const),
  );
  return [...(await requestsOfAllMethods())].map(([name, request]) => checkOf(services, name, request));
}

function checkOf(
  services: ReadonlyMap<string, OpenApi>,
  name: string,
  { method, path, body }: LoggedRequest,
): SpecCheck {
  const { pathname, searchParams: query } = new URL(path, 'http://localhost');
  const [, service = '', below = ''] = API_PATH.exec(pathname) ?? [];
  const api = services.get(service);
  // WQL, business processes and later versions: the head of the vendor's index.ts says why they are used.
  if (!api) return { name, faults: [`there is no description of ${service}`], optional: true };
  return { name, faults: requestFaults(api, { method, path: below, query, body }) };
}

/** Every kind of request that the port's methods make, once each; not the log-in. */
async function requestsOfAllMethods(): Promise<Map<string, LoggedRequest>> {
  const sandbox = await startSandbox({ port: 0 });
  try {
    await callAll(sandbox.url);
    const response = await fetch(`${sandbox.url}/control/requests?vendor=workday`);
    const logged = (await response.json()) as LoggedRequest[];
    return new Map(logged.filter(({ path }) => API_PATH.test(path)).map((request) => [nameOf(request), request]));
  } finally {
    await sandbox.close();
  }
}

function nameOf({ method, path }: LoggedRequest): string {
  const { pathname, searchParams } = new URL(path, 'http://localhost');
  const where = pathname.replace('/workday/ccx/api/', '').replace(/[0-9a-f]{32}/g, '…');
  return [method, where, ...searchParams.keys()].join(' ');
}

async function callAll(sandboxUrl: string): Promise<void> {
  const config = workday.config.parse(workday.sandbox(sandboxUrl));
  const transport = createTransport();
  const { hr, finance } = workday.create(config, { transport });
  const employeeEmail = 'employee@example.com';
  const employeeId = (await hr.findEmployee({ email: employeeEmail }))?.id ?? '';
  const [balance] = await hr.getLeaveBalances({ employeeId });
  const asked = { employeeId, absenceTypeId: balance?.absenceTypeId ?? '', days: [monday()], comment: 'Comment' };
  await hr.requestLeave(asked, { idempotencyKey: 'spec-1' });
  await hr.requestLeave(asked, { idempotencyKey: 'spec-1', isRepeat: true });
  const pending = { employeeId, requestId: (await hr.listLeaveRequests({ employeeId }))[0]?.id ?? '' };
  await hr.getLeaveRequest(pending);
  await hr.withdrawLeaveRequest(pending, { idempotencyKey: 'spec-2' });
  // Only approved leave is corrected, and nobody approves here: refused, but logged.
  const api = new WorkdayApi(createClient(config, { transport }));
  await api.clearEntries(employeeId, ['0'.repeat(32)], 'Comment', { operation: 'spec' }).catch(() => undefined);
  await hr.getBenefits({ employeeId });
  await hr.getPayrollDates({ employeeId });
  await finance.getInvoiceStatus({ number: 'INV-2001' });
  await finance.getExpenseReportStatus({ number: 'EXP-3001', employeeEmail });
}

/** A Monday three to four weeks ahead. */
function monday(): LeaveDay {
  const ahead = new Date(Date.now() + 21 * DAY_MS);
  const date = new Date(ahead.getTime() + ((8 - ahead.getUTCDay()) % 7) * DAY_MS).toISOString().slice(0, 10);
  return { date, quantity: 0.5 };
}
