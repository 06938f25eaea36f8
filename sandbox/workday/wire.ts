import { createHash } from 'node:crypto';
import { json, type Answer } from '../answer';

/** How Workday points to anything: by its id of 32 hexadecimal digits, with a name for people. */
export interface Instance {
  id: string;
  descriptor: string;
}

/** The same name has the same Workday id at each start. */
export function wid(name: string): string {
  return createHash('md5').update(`northwind/${name}`).digest('hex');
}

export function instance(descriptor: string, name = descriptor): Instance {
  return { id: wid(name), descriptor };
}

/** A page of a collection as `limit` and `offset` ask for it: 20 members unless told, 100 at most. */
export function collection(members: object[], query: URLSearchParams): Answer {
  const limit = Number(query.get('limit') ?? 20);
  const offset = Number(query.get('offset') ?? 0);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100 || !Number.isInteger(offset) || offset < 0) {
    return refused('invalid request: limit must be between 1 and 100, offset not negative');
  }
  return json(200, { total: members.length, data: members.slice(offset, offset + limit) });
}

/** What Workday says with these statuses. https://community.workday.com/rest/error-messages */
const FAILURES: Readonly<Record<number, string>> = {
  400: 'invalid request',
  401: 'invalid access token',
  403: 'permission denied',
  404: 'Resource not found.',
  429: 'Too many requests.',
};

export function failed(status: number, headers: Record<string, string> = {}): Answer {
  return json(status, { error: FAILURES[status] ?? 'An error occurred.' }, headers);
}

/** A request that nobody could understand. */
export function refused(error: string): Answer {
  return json(400, { error });
}

/** A validation that failed, with its documented code. */
export interface Violation {
  code: string;
  error: string;
  field: string;
}

export function invalid(...violations: Violation[]): Answer {
  return json(400, { error: 'Validation error', errors: violations });
}
