import { Account } from '../account';
import { json, type Answer } from '../answer';
import type { VendorRequest, VendorSandbox } from '../vendorSandbox';
import { failure, noSuchEndpoint } from './failures';
import { searchArticles } from './helpCenter';
import { Idempotency } from './idempotency';
import { page } from './paging';
import { BOT_EMAIL, nextId, seededStore, type UploadRecord, type ZendeskStore } from './records';
import { Tickets } from './tickets';
import type { TicketInput } from './ticketRules';
import { zendeskHappening } from './webhooks';

/** Zendesk's Support API and Help Center API, below `/zendesk`, for one demo account. */
export function createZendeskSandbox(): VendorSandbox {
  const account = new Account('sandbox-token');
  const store = seededStore(new Date());
  const tickets = new Tickets(store);
  const idempotency = new Idempotency();

  return {
    account,
    answer(request: VendorRequest): Answer {
      if (!account.accepts(tokenIn(request.headers.authorization))) return failure(401);
      const endpoint = /^\/api\/v2\/(.+?)(?:\.json)?$/.exec(request.path)?.[1];
      if (endpoint === undefined) return noSuchEndpoint();
      return route(`${request.method} ${endpoint}`, request, { account, store, tickets, idempotency });
    },
    failure,
    happen: (happening) => zendeskHappening(store, happening),
    records: (type) => store.list(type),
  };
}

/** The API token of the one agent that the bot is. */
function tokenIn(authorization = ''): string | undefined {
  const credentials = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString();
  const start = `${BOT_EMAIL}/token:`;
  return credentials.startsWith(start) ? credentials.slice(start.length) : undefined;
}

interface Rooms {
  account: Account;
  store: ZendeskStore;
  tickets: Tickets;
  idempotency: Idempotency;
}

function route(call: string, request: VendorRequest, { account, store, tickets, idempotency }: Rooms): Answer {
  const { query, headers, body, searchLagMs } = request;
  const id = Number(/\/(\d+)/.exec(call)?.[1]);
  const ticket = () => (parse(body) as { ticket?: TicketInput } | undefined)?.ticket;
  if (!/^(?:GET|POST uploads)\b/.test(call) && parse(body) === undefined) {
    return json(422, { error: 'Unprocessable Entity', message: 'Server could not parse JSON' });
  }
  switch (call.replace(/\/\d+/, '/:id')) {
    case 'GET tickets':
      return tickets.list(query);
    case 'POST tickets':
      return idempotency.once(headers['idempotency-key']?.toString(), body, () => tickets.create(ticket()));
    case 'GET tickets/:id':
      return tickets.show(id, query);
    case 'PUT tickets/:id':
      return tickets.update(id, ticket());
    case 'GET tickets/:id/comments':
      return tickets.comments(id, query);
    case 'GET tickets/:id/audits':
      return tickets.audits(id, query);
    case 'GET users/me':
      return json(200, { user: { ...botUser(store), ...rightsOf(account) } });
    case 'GET users/search':
      return searchUsers(store, query, searchLagMs);
    case 'GET users/:id/tickets/requested':
      return tickets.requestedBy(id, query);
    case 'GET groups':
      return json(200, page(store.all('group'), 'groups', query));
    case 'POST uploads':
      return upload(store, request);
    case 'GET help_center/articles/search':
      return account.may('Help center: read') ? searchArticles(store, query) : failure(403);
    default:
      return noSuchEndpoint();
  }
}

function botUser(store: ZendeskStore): object | undefined {
  return store.all('user').find(({ email }) => email === BOT_EMAIL);
}

/** https://developer.zendesk.com/api-reference/ticketing/users/users/#json-format (2026-11) */
function rightsOf(account: Account): object {
  return {
    role: account.may('Role: agent') ? 'agent' : 'end-user',
    ticket_restriction: account.may('Tickets: all') ? null : 'groups',
    only_private_comments: !account.may('Comments: public'),
  };
}

/** `email:"…"` finds an address, `*` stands for the rest of it, and a bare text finds names and addresses that hold it. */
function searchUsers(store: ZendeskStore, query: URLSearchParams, lagMs: number): Answer {
  const text = (query.get('query') ?? '').toLowerCase();
  const address = /^email:"?([^"]*)"?$/.exec(text)?.[1];
  const found = store.searchable('user', lagMs).filter(({ email, name }) => {
    if (address === undefined) return text !== '' && `${name} ${email}`.toLowerCase().includes(text);
    const [start = '', ...rest] = address.split('*');
    return rest.length > 0 ? email.startsWith(start) : email === address;
  });
  return json(200, page(found, 'users', query));
}

/** https://developer.zendesk.com/api-reference/ticketing/tickets/ticket-attachments/#upload-files */
function upload(store: ZendeskStore, { query, headers, body }: VendorRequest): Answer {
  const file_name = query.get('filename');
  if (!file_name) return json(400, { error: 'ParameterMissing', description: 'filename is missing' });
  const id = nextId();
  const token = `upload${id}`;
  const content_type = headers['content-type'] ?? 'application/binary';
  const content_url = `https://demo.zendesk.com/attachments/token/${token}/?name=${encodeURIComponent(file_name)}`;
  const attachment: UploadRecord['attachment'] = { id, file_name, content_type, content_url, size: body.length };
  store.add('upload', { token, attachment });
  return json(201, { upload: { token, attachment, attachments: [attachment] } });
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
