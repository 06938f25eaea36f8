import type { IsoDateTime } from '../../values';

/** The third-party system that our records name as their origin. */
export const SOURCE = 'Business chat bot';

/** ServiceNow's values of times are UTC, as `2026-01-20 09:30:00`; an empty one is none. */
export function toTime(value: string): IsoDateTime | undefined {
  return /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(value) ? `${value.replace(' ', 'T')}Z` : undefined;
}

/** The opposite of `toTime`, for queries. */
export function fromTime(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}

/** The same but for capital letters and spaces around it; an empty address is nobody's. */
export function sameAddress(one: string, other: string): boolean {
  const plain = one.trim().toLowerCase();
  return plain !== '' && plain === other.trim().toLowerCase();
}

/** A record's page in the Service Portal. https://www.servicenow.com/docs/r/platform-user-interface/service-portal/c_ServicePortal.html */
export function portalPage(instanceUrl: string, id: string, query: Record<string, string>): string {
  return `${instanceUrl}/sp?${new URLSearchParams({ id, ...query }).toString()}`;
}
