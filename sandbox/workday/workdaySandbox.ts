import { Account } from '../account';
import type { Answer } from '../answer';
import type { VendorRequest, VendorSandbox } from '../vendorSandbox';
import { AbsenceApi } from './absenceApi';
import { CommonApi } from './commonApi';
import { EventApi } from './eventApi';
import { WorkdayOAuth } from './oauth';
import { seededStore, type EmployeeRecord, type WorkdayStore } from './records';
import { workdayHappening } from './webhooks';
import { collection, failed, refused } from './wire';
import { WqlApi } from './wqlApi';

const TENANT = 'demo';
const API_PATH = new RegExp(`^/ccx/api/(\\w+/v\\d)/${TENANT}(/.*)$`);

interface ApiCall {
  query: URLSearchParams;
  body: unknown;
  /** The worker that the path names, where it names one. */
  worker: EmployeeRecord;
  /** What the path names otherwise. */
  id: string;
}

type Handler = (call: ApiCall) => Answer;

/** Workday's REST services and their log-in, below `/workday`: one tenant named `demo`. */
export function createWorkdaySandbox(): VendorSandbox {
  const store = seededStore();
  const account = new Account('sandbox-refresh-token');
  const oauth = new WorkdayOAuth(account);
  const handlers = handlersOf(store);

  return {
    account,

    answer(request: VendorRequest): Answer {
      const { method, path, headers, query } = request;
      if (path.startsWith('/ccx/oauth2/')) {
        return method === 'POST' && path === `/ccx/oauth2/${TENANT}/token` ? oauth.token(request) : failed(404);
      }
      if (!oauth.accepts(headers.authorization)) return failed(401);
      const [, service = '', below = ''] = API_PATH.exec(path) ?? [];
      const body = readJson(request.body);
      if (body instanceof Error) return refused('invalid request: the body is not JSON');
      for (const [pattern, handler] of handlers) {
        const match = pattern.exec(`${method} ${service}${below}`);
        if (!match) continue;
        const worker = store.all('employee').find(({ id }) => id === match.groups?.['worker']);
        if (match.groups?.['worker'] !== undefined && !worker) return failed(404);
        return handler({ query, body, worker: worker as EmployeeRecord, id: match.groups?.['id'] ?? '' });
      }
      return failed(404);
    },

    failure: (status, retryAfter) =>
      failed(status, {
        ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
        // Somewhere that would answer, so that a redirect that is followed shows.
        ...(status >= 300 && status < 400 && { location: '/control/status' }),
      }),

    happen: (happening) => workdayHappening(store, happening),

    records: (type) => store.list(type),
  };
}

/** The operations by method, service, version and path, as the descriptions have them. */
function handlersOf(store: WorkdayStore): [RegExp, Handler][] {
  const absences = new AbsenceApi(store);
  const common = new CommonApi(store);
  const events = new EventApi(store, absences);
  const wql = new WqlApi(store);
  const operations: Record<string, Handler> = {
    'GET common/v1/workers': ({ query }) => common.workers(query),
    'GET common/v1/workers/{worker}': ({ worker }) => common.worker(worker),
    'GET common/v1/workers/{worker}/timeOffEntries': ({ worker, query }) => common.timeOffEntries(worker, query),
    'GET common/v1/workers/{worker}/paySlips': ({ worker, query }) => common.paySlips(worker, query),
    'GET absenceManagement/v1/balances': ({ query }) => absences.balances(query),
    'GET absenceManagement/v1/workers/{worker}/eligibleAbsenceTypes': ({ worker, query }) =>
      absences.absenceTypes(worker.id, query),
    'GET absenceManagement/v1/workers/{worker}/timeOffDetails': ({ worker, query }) =>
      absences.timeOffDetails(worker.id, query),
    'POST absenceManagement/v1/workers/{worker}/requestTimeOff': ({ worker: { id, descriptor }, body }) =>
      absences.requestTimeOff({ id, descriptor }, body),
    'POST absenceManagement/v4/workers/{worker}/correctTimeOffEntry': ({ worker, body }) =>
      absences.correctTimeOffEntry(worker.id, body),
    'POST businessProcess/v1/events/{id}/cancel': ({ id }) => events.cancel(id),
    'GET businessProcess/v1/events/{id}/inProgressSteps': ({ id, query }) => events.inProgressSteps(id, query),
    'POST businessProcess/v1/eventSteps/{id}/approve': ({ id }) => events.decide(id, 'approve'),
    'POST businessProcess/v1/eventSteps/{id}/deny': ({ id }) => events.decide(id, 'deny'),
    'GET accountsPayable/v1/supplierInvoiceRequests': ({ query }) => collection(store.all('invoice'), query),
    'GET expense/v1/reports': ({ query }) => collection(store.all('expenseReport'), query),
    'GET wql/v1/data': ({ query }) => wql.data(query),
  };
  return Object.entries(operations).map(([operation, handler]) => {
    const pattern = operation.replaceAll('/', '\\/').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    return [new RegExp(`^${pattern}$`), handler];
  });
}

function readJson(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    return error;
  }
}
