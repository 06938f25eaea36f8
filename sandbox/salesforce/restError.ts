import { json, type Answer } from '../answer';

/** One error as Salesforce's REST API tells it. */
export interface ErrorEntry {
  message: string;
  errorCode: string;
  fields?: string[];
  /** Only with DUPLICATES_DETECTED; Salesforce really spells it so. */
  duplicateResut?: object;
}

/** A refusal with Salesforce's own words; answered as a list, whatever their number. */
export class RestError extends Error {
  readonly entries: readonly ErrorEntry[];

  constructor(
    readonly status: number,
    ...entries: ErrorEntry[]
  ) {
    super(entries[0]?.message);
    this.entries = entries;
  }

  answer(): Answer {
    return json(this.status, this.entries);
  }
}

/** @see https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm */
export const notFound = () =>
  new RestError(404, { errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' });

export const invalidSession = () =>
  new RestError(401, { message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' });

/** What Salesforce says with these statuses, for the `status` fault. */
const FAILURES: Readonly<Record<number, ErrorEntry>> = {
  400: { message: 'The request was malformed', errorCode: 'BAD_REQUEST' },
  401: { message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' },
  403: { message: 'The REST API is not enabled for this Organization.', errorCode: 'API_DISABLED_FOR_ORG' },
  404: { message: 'The requested resource does not exist', errorCode: 'NOT_FOUND' },
  405: { message: "HTTP Method 'PUT' not allowed. Allowed are GET,POST", errorCode: 'METHOD_NOT_ALLOWED' },
  429: { message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' },
  500: {
    message: 'An unexpected error occurred. Please include this ErrorId if you contact support: 1234567890-12345',
    errorCode: 'UNKNOWN_EXCEPTION',
  },
  503: { message: 'Server is busy. Please try again later.', errorCode: 'SERVER_UNAVAILABLE' },
};

/**
 * The answer of a Salesforce that fails. Its limits come as 403 and not as 429; with a time to wait it is the 429 of the
 * servers in front of it.
 */
export function failure(status: number, retryAfter: string | undefined): Answer {
  const entry = FAILURES[status] ?? { message: 'An unexpected error occurred', errorCode: 'UNKNOWN_EXCEPTION' };
  const shown = status === 429 && retryAfter === undefined ? 403 : status;
  return json(shown, [entry], {
    ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
    // Somewhere that would answer, so that a redirect that is followed shows.
    ...(status >= 300 && status < 400 && { location: '/control/status' }),
  });
}
