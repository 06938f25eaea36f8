import type { EventType } from '../events/catalogue';
import type { PortInput, PortMethod, PortName, WriteMethod } from '../ports';

/** What becomes old together: a write or an event makes everything of a scope be read anew. */
export const CACHE_SCOPES = [
  'orders',
  'products',
  'tickets',
  'articles',
  'employees',
  'leave',
  'requests',
  'catalog',
  'contacts',
  'finance',
] as const;

export type CacheScope = (typeof CACHE_SCOPES)[number];

/** How the answers of one read are kept. */
export interface CachedRead {
  /** For how long, unless `CACHE_TTL` says otherwise; 0: not at all. */
  seconds: number;
  scope: CacheScope;
  /** The part of the input that says whom it is about; absent where everybody gets the same answer. */
  about?: string;
}

type ReadMethod<P extends PortName> = Exclude<PortMethod<P>, WriteMethod<P>>;

type CachedReads = {
  readonly [P in PortName]: {
    readonly [M in ReadMethod<P>]: CachedRead & { readonly about?: keyof PortInput<P, M> & string };
  };
};

/**
 * Every read with how long its answers are kept. Where people ask for a state ("has it shipped now?") that is a few seconds:
 * enough for what one conversation asks twice. A read that stands behind a guess is not kept, so that each is answered by
 * the system itself.
 */
const cachedReads: CachedReads = {
  commerce: {
    findOrder: { seconds: 0, scope: 'orders', about: 'email' },
    listOrders: { seconds: 10, scope: 'orders', about: 'email' },
    getShipments: { seconds: 10, scope: 'orders', about: 'orderId' },
    getReturnableItems: { seconds: 10, scope: 'orders', about: 'orderId' },
    getRefunds: { seconds: 10, scope: 'orders', about: 'orderId' },
    searchProducts: { seconds: 120, scope: 'products' },
    getStock: { seconds: 30, scope: 'products' },
  },
  helpdesk: {
    getTicket: { seconds: 10, scope: 'tickets', about: 'requesterEmail' },
    listTickets: { seconds: 10, scope: 'tickets', about: 'requesterEmail' },
    searchArticles: { seconds: 600, scope: 'articles' },
  },
  hr: {
    findEmployee: { seconds: 300, scope: 'employees', about: 'email' },
    getLeaveBalances: { seconds: 30, scope: 'leave', about: 'employeeId' },
    listLeaveRequests: { seconds: 10, scope: 'leave', about: 'employeeId' },
    getLeaveRequest: { seconds: 10, scope: 'leave', about: 'employeeId' },
    getBenefits: { seconds: 600, scope: 'employees', about: 'employeeId' },
    getPayrollDates: { seconds: 600, scope: 'employees', about: 'employeeId' },
  },
  itsm: {
    listCatalogItems: { seconds: 600, scope: 'catalog' },
    getRequestStatus: { seconds: 10, scope: 'requests', about: 'requesterEmail' },
    listRequests: { seconds: 10, scope: 'requests', about: 'requesterEmail' },
  },
  crm: { findContactByEmail: { seconds: 30, scope: 'contacts', about: 'email' } },
  finance: {
    getInvoiceStatus: { seconds: 30, scope: 'finance', about: 'number' },
    getExpenseReportStatus: { seconds: 30, scope: 'finance', about: 'employeeEmail' },
  },
};

type WritesMakeOld = {
  readonly [P in PortName]: { readonly [M in WriteMethod<P>]: readonly CacheScope[] };
};

/** What each write makes old. A ticket and an incident may be one record: where ServiceNow is the helpdesk they are. */
const writesMakeOld: WritesMakeOld = {
  commerce: { cancelOrder: ['orders', 'products'], startReturn: ['orders'] },
  helpdesk: {
    createTicket: ['tickets', 'requests'],
    addComment: ['tickets', 'requests'],
    attachFile: ['tickets', 'requests'],
    routeTicket: ['tickets', 'requests'],
    closeTicket: ['tickets', 'requests'],
    reopenTicket: ['tickets', 'requests'],
  },
  hr: { requestLeave: ['leave'], withdrawLeaveRequest: ['leave'], openHrCase: [] },
  itsm: { createIncident: ['requests', 'tickets'], requestCatalogItem: ['requests'] },
  crm: { updateContact: ['contacts'], createLead: ['contacts'], createOpportunity: [], logInteraction: [] },
  finance: {},
};

/** What each event makes old. */
export const eventsMakeOld: { readonly [T in EventType]?: readonly CacheScope[] } = {
  'order.shipped': ['orders'],
  'order.delivered': ['orders'],
  'order.cancelled': ['orders', 'products'],
  'order.refunded': ['orders'],
  'ticket.commented': ['tickets', 'requests'],
  'ticket.solved': ['tickets', 'requests'],
  'request.changed': ['requests', 'tickets'],
  'leave.decided': ['leave'],
  'contact.changed': ['contacts'],
};

/** The reads by their names, such as `commerce.getStock`. */
export const readsByName: ReadonlyMap<string, CachedRead> = byName<CachedRead>(cachedReads);

const writesByName: ReadonlyMap<string, readonly CacheScope[]> = byName<readonly CacheScope[]>(writesMakeOld);

/** What a write makes old; everything where it is not known. */
export function madeOldBy(write: string): readonly CacheScope[] {
  return writesByName.get(write) ?? CACHE_SCOPES;
}

function byName<T>(table: { readonly [port: string]: { readonly [method: string]: T } }): Map<string, T> {
  return new Map(
    Object.entries(table).flatMap(([port, methods]) =>
      Object.entries(methods).map(([method, entry]) => [`${port}.${method}`, entry] as const),
    ),
  );
}
