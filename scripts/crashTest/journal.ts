import type { VendorRequest } from '../../sandbox/vendorSandbox';
import { findMarker, indexOfOrder, markerOf } from './task';

/** A write that a system has carried out. */
export interface CarriedOut {
  marker: string;
  /** What was written, with the system it was written in. */
  call: string;
  cameInAt: number;
  doneAt: number;
}

const WRITES: readonly [call: string, vendor: string, pattern: RegExp][] = [
  ['helpdesk.createTicket', 'zendesk', /^POST \/api\/v2\/tickets\b/],
  ['helpdesk.addComment', 'zendesk', /^PUT \/api\/v2\/tickets\/\d+/],
  ['crm.createLead', 'salesforce', /^(?:POST|PATCH) .*\/sobjects\/Lead\b/i],
  ['commerce.startReturn', 'shopify', /mutation\s+requestReturn|returnRequest\s*\(/],
  ['itsm.createIncident', 'servicenow', /^POST .*\/table\/incident\b/],
  ['itsm.requestCatalogItem', 'servicenow', /\/order_now\b/],
];
/** The order's number stands at the end of its id. */
const ORDER_ID = /gid:\/\/shopify\/Order\/550000000(\d{5,})/;

/** What a request writes and for which task; nothing for all others. */
export function writtenFor(
  vendor: string,
  { method, path, body }: VendorRequest,
): Pick<CarriedOut, 'marker' | 'call'> | undefined {
  const content = body.toString('utf8');
  const request = `${method} ${path} ${content}`;
  const call = WRITES.find(([, of, pattern]) => of === vendor && pattern.test(request))?.[0];
  const marker = call && (findMarker(content) ?? markerOfOrder(content));
  return call && marker ? { call, marker } : undefined;
}

function markerOfOrder(content: string): string | undefined {
  const number = ORDER_ID.exec(content)?.[1];
  return number === undefined ? undefined : markerOf(indexOfOrder(number));
}
