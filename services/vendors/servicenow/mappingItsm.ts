import type { Impact, IncidentDraft, ItRequest, ItStatus, Urgency } from '../../ports/itsm';
import { portalPage, toTime } from './mapping';
import type { IncidentRow, RequestItemRow } from './records';

/** https://www.servicenow.com/docs/r/it-service-management/incident-management/c_IncidentManagementStateModel.html */
export const INCIDENT_STATUS: ReadonlyMap<string, ItStatus> = new Map([
  ['1', 'new'],
  ['2', 'in_progress'],
  ['3', 'on_hold'],
  ['6', 'done'],
  ['7', 'done'],
  ['8', 'cancelled'],
]);
/** The reason for being on hold that says "Awaiting Caller". */
export const AWAITING_CALLER = '1';

/** `sc_request.request_state`; the others are not over yet. */
export const REQUEST_STATUS: ReadonlyMap<string, ItStatus> = new Map([
  ['closed_complete', 'done'],
  ['closed_incomplete', 'cancelled'],
  ['closed_cancelled', 'cancelled'],
  ['closed_rejected', 'cancelled'],
  ['closed_skipped', 'cancelled'],
]);
/** `sc_req_item.state`; -5 is pending and 2 in progress. */
export const ITEM_STATUS: ReadonlyMap<string, ItStatus> = new Map([
  ['3', 'done'],
  ['4', 'cancelled'],
  ['7', 'cancelled'],
]);
const OVER: ReadonlySet<ItStatus> = new Set(['done', 'cancelled']);

const IMPACT: Readonly<Record<Impact, string>> = { company: '1', team: '2', me: '3' };
const URGENCY: Readonly<Record<Urgency, string>> = { high: '1', medium: '2', low: '3' };

/** A device that the system does not know is told in words. */
export function fromIncident({ subject, description, impact, urgency, device }: IncidentDraft, deviceId?: string) {
  return {
    short_description: subject,
    description: device && !deviceId ? `${description}\n\nDevice: ${device}` : description,
    impact: IMPACT[impact],
    urgency: URGENCY[urgency],
    cmdb_ci: deviceId,
    contact_type: 'chat',
  };
}

export function toIncident(row: IncidentRow, instanceUrl: string): ItRequest {
  const updatedAt = toTime(row.sys_updated_on) ?? row.sys_updated_on;
  const waits = row.state === '3' && row.hold_reason === AWAITING_CALLER;
  return {
    id: row.sys_id,
    kind: 'incident',
    number: row.number,
    subject: row.short_description,
    status: waits ? 'waiting_for_you' : (INCIDENT_STATUS.get(row.state) ?? 'in_progress'),
    openedAt: toTime(row.opened_at) ?? updatedAt,
    updatedAt,
    dueAt: toTime(row.due_date),
    url: portalPage(instanceUrl, 'ticket', { table: 'incident', sys_id: row.sys_id }),
  };
}

/** Orders by their items: one for each request number, in the order in which they come. */
export function toOrders(rows: readonly RequestItemRow[], instanceUrl: string): ItRequest[] {
  const orders = Map.groupBy(rows, (row) => row['request.number']);
  return [...orders.values()].map((items) => {
    const [first] = items as [RequestItemRow];
    const whole = REQUEST_STATUS.get(first['request.request_state']);
    const statuses = items.map(itemStatus);
    return {
      ...toItem(first, instanceUrl),
      number: first['request.number'],
      subject: items.map(itemName).join(', '),
      status: whole ?? combined(statuses),
      updatedAt: latest(items),
    };
  });
}

/** One item of an order, by its own number. */
export function toItem(row: RequestItemRow, instanceUrl: string): ItRequest {
  const updatedAt = latest([row]);
  return {
    id: row['request.sys_id'],
    kind: 'request',
    number: row.number,
    subject: itemName(row),
    status: REQUEST_STATUS.get(row['request.request_state']) ?? itemStatus(row),
    openedAt: toTime(row.opened_at) ?? updatedAt,
    updatedAt,
    dueAt: toTime(row.due_date),
    url: portalPage(instanceUrl, 'sc_request', { table: 'sc_request', sys_id: row['request.sys_id'] }),
  };
}

function itemName(row: RequestItemRow): string {
  const name = row['cat_item.name'] || row.number;
  return Number(row.quantity) > 1 ? `${row.quantity} × ${name}` : name;
}

/** An approval is asked for an item or for the whole order, as the instance has it. */
function itemStatus(row: RequestItemRow): ItStatus {
  const known = ITEM_STATUS.get(row.state);
  if (known) return known;
  const approvals = [row.approval, row['request.approval']];
  if (approvals.includes('rejected')) return 'cancelled';
  return approvals.includes('requested') ? 'awaiting_approval' : 'in_progress';
}

/** What is still open decides; an order of which some things came and others never will is done. */
function combined(statuses: readonly ItStatus[]): ItStatus {
  const open = statuses.filter((status) => !OVER.has(status));
  if (open.length > 0) return open.includes('awaiting_approval') ? 'awaiting_approval' : 'in_progress';
  return statuses.includes('done') ? 'done' : 'cancelled';
}

function latest(rows: readonly RequestItemRow[]): string {
  const last =
    rows
      .map((row) => row.sys_updated_on)
      .sort()
      .at(-1) ?? '';
  return toTime(last) ?? last;
}
