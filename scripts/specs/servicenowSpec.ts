import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICE_DESK_GROUP } from '../../sandbox/servicenow/seeds';
import { startSandbox } from '../../sandbox/sandboxServer';
import { createTransport } from '../../services/http/boundedTransport';
import type { HelpdeskPort } from '../../services/ports/helpdesk';
import type { HrPort } from '../../services/ports/hr';
import type { ItsmPort } from '../../services/ports/itsm';
import { servicenow } from '../../services/vendors/servicenow';
import { loadOpenApi, requestFaults, type OpenApi } from './openApi';
import type { SpecCheck } from './specCheck';

const PREFIX = '/servicenow';
const requesterEmail = 'employee@example.com';

/** What the description, which is of the Table API and few others, leaves out although the reference has it. */
const ONLY_IN_REFERENCE: readonly RegExp[] = [
  // https://www.servicenow.com/docs/r/platform-security/authentication/r_OAuthAPIRequestParameters.html
  /there is no path \/oauth_token\.do$/,
  // https://www.servicenow.com/docs/r/api-reference/rest-apis/c_AttachmentAPI.html
  /there is no path \/api\/now\/attachment(?:\/file)?$/,
  // https://www.servicenow.com/docs/r/api-reference/rest-apis/c_ServiceCatalogAPI.html
  /there is no path \/api\/sn_sc\/servicecatalog\/items(?:\/[0-9a-f]{32}(?:\/order_now)?)?$/,
  // https://www.servicenow.com/docs/r/api-reference/rest-apis/knowledge-api.html
  /there is no path \/api\/sn_km_api\/knowledge\/articles$/,
];

interface LoggedRequest {
  method: string;
  path: string;
  body: unknown;
}

/** ServiceNow: the requests that the vendor's code really makes, against the description of its REST APIs. */
export async function checkServiceNow(folder: string): Promise<SpecCheck[]> {
  const file = join(folder, 'openapi.yaml');
  if (!existsSync(file)) return [{ name: 'description', faults: [`there is no ${file}`] }];
  const api = loadOpenApi(file);
  return [...(await requestsOfAllMethods())].flatMap(([name, request]) => checksOf(api, name, request));
}

function checksOf(api: OpenApi, name: string, { method, path, body }: LoggedRequest): SpecCheck[] {
  const { pathname, searchParams } = new URL(path, 'http://localhost');
  const sent = { method, path: pathname.slice(PREFIX.length), query: searchParams };
  const faults = requestFaults(api, { ...sent, body: typeof body === 'object' ? body : undefined });
  const isKnown = (fault: string) => ONLY_IN_REFERENCE.some((known) => known.test(fault));
  const known = faults.filter(isKnown);
  return [
    { name, faults: faults.filter((fault) => !isKnown(fault)) },
    ...(known.length > 0 ? [{ name: `${name}: only in the reference`, faults: known, optional: true }] : []),
  ];
}

/** Every kind of request that the methods of all ports make, once each. */
async function requestsOfAllMethods(): Promise<Map<string, LoggedRequest>> {
  const sandbox = await startSandbox({ port: 0 });
  try {
    const config = servicenow.config.parse(servicenow.sandbox(sandbox.url));
    const { itsm, helpdesk, hr } = servicenow.create(config, { transport: createTransport() });
    await callItsm(itsm);
    await callHelpdesk(helpdesk);
    await callHr(hr);
    const response = await fetch(`${sandbox.url}/control/requests?vendor=servicenow`);
    const logged = (await response.json()) as LoggedRequest[];
    return new Map(logged.map((request) => [nameOf(request), request]));
  } finally {
    await sandbox.close();
  }
}

function nameOf({ method, path, body }: LoggedRequest): string {
  const { pathname, searchParams } = new URL(path, 'http://localhost');
  const fields = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  return [method, pathname.replace(/\/[0-9a-f]{32}/g, '/…'), ...searchParams.keys(), ...fields].join(' ');
}

async function callItsm(port: ItsmPort): Promise<void> {
  const words = { subject: 'Subject', description: 'Description' };
  const draft = { requesterEmail, ...words, impact: 'me', urgency: 'low', device: 'ALEX-LT-01' } as const;
  const { number } = await port.createIncident(draft, { idempotencyKey: 'spec-1' });
  await port.createIncident(draft, { idempotencyKey: 'spec-1', isRepeat: true });
  const [item] = await port.listCatalogItems({ query: 'monitor' });
  const order = { requesterEmail, itemId: item?.id ?? '', quantity: 1, variables: { size: '27' } };
  const placed = await port.requestCatalogItem(order, { idempotencyKey: 'spec-2' });
  for (const each of [number, placed.number]) await port.getRequestStatus({ number: each, requesterEmail });
  await port.listRequests({ requesterEmail });
}

async function callHelpdesk(port: HelpdeskPort): Promise<void> {
  const words = { subject: 'Subject', description: 'Description', internalNote: 'Note', tags: ['chatbot'] };
  const draft = { ...words, priority: 'normal', group: SERVICE_DESK_GROUP } as const;
  await port.createTicket({ ...draft, requesterEmail: 'new@example.com' }, { idempotencyKey: 'spec-3' });
  const { id: ticketId, number } = await port.createTicket({ ...draft, requesterEmail }, { idempotencyKey: 'spec-4' });
  await port.getTicket({ number, requesterEmail });
  await port.listTickets({ requesterEmail, cursor: '0' });
  const file = { name: 'file.txt', contentType: 'text/plain', base64: 'eA==' };
  for (const isRepeat of [false, true]) {
    await port.addComment({ ticketId, requesterEmail, text: 'Text' }, { idempotencyKey: 'spec-5', isRepeat });
    await port.attachFile({ ticketId, requesterEmail, file }, { idempotencyKey: 'spec-6', isRepeat });
  }
  await port.routeTicket({ ticketId, group: SERVICE_DESK_GROUP }, { idempotencyKey: 'spec-7' });
  await port.closeTicket({ ticketId }, { idempotencyKey: 'spec-8' });
  await port.reopenTicket({ ticketId }, { idempotencyKey: 'spec-9' });
  await port.searchArticles({ query: 'return', locale: 'en-US', limit: 3 });
}

async function callHr(port: Pick<HrPort, 'openHrCase'>): Promise<void> {
  const draft = { employeeEmail: requesterEmail, subject: 'Subject', description: 'Description' };
  for (const confidential of [false, true])
    await port.openHrCase({ ...draft, confidential }, { idempotencyKey: `spec-${confidential}` });
}
