import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/sandboxServer';
import { createTransport } from '../../services/http/boundedTransport';
import type { HelpdeskPort } from '../../services/ports/helpdesk';
import { zendesk } from '../../services/vendors/zendesk';
import { loadOpenApi, requestFaults, type OpenApi } from './openApi';
import type { SpecCheck } from './specCheck';

const FILE = /^zendesk-support\.oas3\.ya?ml(?:\.gz)?$/;
const PREFIX = '/zendesk';

/** What the description leaves out although the reference has it; each is told and fails nothing. */
const ONLY_IN_REFERENCE: readonly RegExp[] = [
  // https://developer.zendesk.com/api-reference/help_center/help-center-api/search/ is another description.
  /there is no path \/api\/v2\/help_center\//,
  // https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#list-tickets
  /there is no path \/api\/v2\/users\/\d+\/tickets\/requested$/,
  // https://developer.zendesk.com/documentation/ticketing/using-the-zendesk-api/side_loading/
  /has no query parameter include$/,
  // https://developer.zendesk.com/api-reference/introduction/pagination/
  /has no query parameter (?:sort|page\[(?:size|after)\])$/,
  // The file's name stands in the operation's text only.
  /POST \/api\/v2\/uploads has no query parameter filename$/,
  // Write-only properties of the ticket, which the schemas of its requests lack.
  /there is no body\.ticket\.(?:requester|metadata)$/,
];

/** Zendesk: the requests that the vendor's code really makes, against the description of the Support API. */
export async function checkZendesk(folder: string): Promise<SpecCheck[]> {
  const file = (existsSync(folder) ? readdirSync(folder) : []).find((name) => FILE.test(name));
  if (!file) return [{ name: 'description', faults: [`there is no ${join(folder, 'zendesk-support.oas3.yaml.gz')}`] }];
  const api = loadOpenApi(join(folder, file));
  const requests = await requestsOfAllMethods();
  return [...requests].flatMap(([name, request]) => checksOf(api, name, request));
}

function checksOf(api: OpenApi, name: string, { method, path, body }: LoggedRequest): SpecCheck[] {
  const { pathname, searchParams } = new URL(path, 'http://localhost');
  const sent = {
    method,
    path: pathname.slice(PREFIX.length).replace(/\.json$/, ''),
    query: searchParams,
    body: typeof body === 'object' ? body : undefined,
  };
  const faults = requestFaults(api, sent);
  const isKnown = (fault: string) => ONLY_IN_REFERENCE.some((known) => known.test(fault));
  const known = faults.filter(isKnown);
  return [
    { name, faults: faults.filter((fault) => !isKnown(fault)) },
    ...(known.length > 0 ? [{ name: `${name}: only in the reference`, faults: known, optional: true }] : []),
  ];
}

interface LoggedRequest {
  method: string;
  path: string;
  body: unknown;
}

/** Every kind of request that the port's methods make, by method and path, once each. */
async function requestsOfAllMethods(): Promise<Map<string, LoggedRequest>> {
  const sandbox = await startSandbox({ port: 0 });
  try {
    const config = zendesk.config.parse(zendesk.sandbox(sandbox.url));
    await callAll(zendesk.create(config, { transport: createTransport() }).helpdesk);
    const response = await fetch(`${sandbox.url}/control/requests?vendor=zendesk`);
    const logged = (await response.json()) as LoggedRequest[];
    return new Map(logged.map((request) => [nameOf(request), request]));
  } finally {
    await sandbox.close();
  }
}

function nameOf({ method, path, body }: LoggedRequest): string {
  const { pathname, searchParams } = new URL(path, 'http://localhost');
  const ticket = (body as { ticket?: object } | null)?.ticket ?? {};
  return [method, pathname.replace(/\/\d+/g, '/…'), ...searchParams.keys(), ...Object.keys(ticket)].join(' ');
}

async function callAll(port: HelpdeskPort): Promise<void> {
  const requesterEmail = 'customer@example.com';
  const draft = {
    subject: 'Subject',
    description: 'Description',
    priority: 'normal' as const,
    requesterEmail,
    tags: ['chatbot'],
    group: '301',
    internalNote: 'Note',
  };
  const { id: ticketId, number } = await port.createTicket(draft, { idempotencyKey: 'spec-1' });
  await port.createTicket(draft, { idempotencyKey: 'spec-1', isRepeat: true });
  await port.getTicket({ number, requesterEmail });
  await port.listTickets({ requesterEmail });
  await port.addComment({ ticketId, requesterEmail, text: 'Text' }, { idempotencyKey: 'spec-2' });
  await port.addComment({ ticketId, requesterEmail, text: 'Text' }, { idempotencyKey: 'spec-2', isRepeat: true });
  const file = { name: 'file.txt', contentType: 'text/plain', base64: 'eA==' };
  await port.attachFile({ ticketId, requesterEmail, file }, { idempotencyKey: 'spec-3' });
  await port.routeTicket({ ticketId, group: '302' }, { idempotencyKey: 'spec-4' });
  await port.closeTicket({ ticketId }, { idempotencyKey: 'spec-5' });
  await port.reopenTicket({ ticketId }, { idempotencyKey: 'spec-6' });
  await port.searchArticles({ query: 'return', locale: 'en-US', limit: 3 });
}
