import { json, type Answer } from '../answer';

/** The envelope of every answer. */
export function result(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return json(status, { result: value }, headers);
}

/** The envelope of every refusal. */
export function refusal(status: number, message: string, detail: string | null = null): Answer {
  return json(status, { error: { message, detail }, status: 'failure' });
}

/** https://www.servicenow.com/docs/r/api-reference/rest-api-explorer/c_RESTAPI.html, and what instances really say. */
const FAILURES: Readonly<Record<number, [message: string, detail: string]>> = {
  400: ['Requested URI does not represent any resource', ''],
  401: ['User Not Authenticated', 'Required to provide Auth information'],
  403: ['Operation Failed', 'ACL Exception Query Failed due to security constraints'],
  404: ['No Record found', "Record doesn't exist or ACL restricts the record retrieval"],
  429: ['Rate limit exceeded', 'The user has exceeded the number of requests allowed in the time window'],
  500: ['Unexpected server error', ''],
};

/** What the instance sends when it fails with this status. */
export function failure(status: number, retryAfter?: string): Answer {
  const [message, detail] = FAILURES[status] ?? [`HTTP ${status}`, ''];
  const answer = refusal(status, message, detail);
  return {
    ...answer,
    headers: {
      ...answer.headers,
      ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
      // Somewhere that would answer, so that a redirect that is followed shows.
      ...(status >= 300 && status < 400 && { location: '/control/status' }),
    },
  };
}

/** A JSON object; `undefined` when the body is something else. */
export function readObject(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
