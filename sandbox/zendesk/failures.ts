import { json, type Answer } from '../answer';

/** One rule that a record breaks, as Zendesk words it. */
export interface Violation {
  field: string;
  description: string;
  error?: string;
}

/** https://developer.zendesk.com/api-reference/introduction/requests/ and answers that people quote in issues. */
const BODIES: Readonly<Record<number, unknown>> = {
  400: { error: { title: 'Invalid attribute', message: 'You passed an invalid value' } },
  401: { error: "Couldn't authenticate you" },
  403: {
    error: {
      title: 'Forbidden',
      message:
        'You do not have access to this page. Please contact the account owner of this help desk for further help.',
    },
  },
  404: { error: 'RecordNotFound', description: 'Not found' },
  409: { error: 'DatabaseConflict', description: 'Database collision' },
  422: { error: 'RecordInvalid', description: 'Record validation errors', details: {} },
  429: { error: 'APIRateLimitExceeded', description: 'Number of allowed API requests per minute exceeded' },
  500: { error: 'InternalError', description: 'We are sorry, an internal error occurred' },
  503: { error: 'ServiceUnavailable', description: 'Down for maintenance' },
};

/** What Zendesk says with this status. */
export function failure(status: number, retryAfter?: string): Answer {
  return json(status, BODIES[status] ?? BODIES[status >= 500 ? 500 : 400], {
    ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
    // Somewhere that would answer, so that a redirect that is followed shows.
    ...(status >= 300 && status < 400 && { location: '/control/status' }),
  });
}

export const noSuchEndpoint = (): Answer => json(404, { error: 'InvalidEndpoint', description: 'Not found' });

export const invalidAttribute = (name: string): Answer =>
  json(400, {
    error: {
      title: 'Invalid attribute',
      message: `You passed an invalid value for the ${name} attribute. Invalid parameter: ${name} is invalid`,
    },
  });

export function recordInvalid(violations: Violation[]): Answer {
  const details: Record<string, object[]> = {};
  for (const { field, ...violation } of violations) (details[field] ??= []).push(violation);
  return json(422, { error: 'RecordInvalid', description: 'Record validation errors', details });
}
