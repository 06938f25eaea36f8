import { z } from 'zod';
import { parseRetryAfter } from '../../http/retryAfter';
import { ServiceError, type ServiceErrorCode } from '../../serviceError';

/** An answer of Zendesk that is no success. */
export class ZendeskRefusal extends Error {
  constructor(
    readonly status: number,
    /** Its JSON; `undefined` where it was none. */
    readonly body: unknown,
    readonly retryAfter: string | null,
  ) {
    super(`HTTP ${status}`);
  }
}

/**
 * `error` is a word for most refusals and an object for a few (403, no such account).
 * https://developer.zendesk.com/api-reference/introduction/requests/
 */
const refusalBody = z.object({
  error: z.union([z.string(), z.object({ title: z.string() }).transform(({ title }) => title)]),
  description: z.string().nullish().catch(undefined),
  details: z
    .record(z.string(), z.array(z.object({ description: z.string() })))
    .nullish()
    .catch(undefined),
});

const CODE_OF_STATUS: Readonly<Record<number, ServiceErrorCode>> = {
  400: 'invalid_input',
  401: 'unauthenticated',
  403: 'forbidden',
  // Unless the record itself is missing: no such account, or no such endpoint.
  404: 'misconfigured',
  408: 'unavailable',
  413: 'invalid_input',
  422: 'invalid_input',
  423: 'unavailable',
  429: 'rate_limited',
};

/** As in `"details":{"status":[{"description":"Status closed prevents ticket update"}]}`. */
const IS_CLOSED = /\bclosed\b.*\bprevents\b/i;

/** What an error of the client means to the bot. */
export function toServiceError(error: unknown, operation: string): ServiceError {
  const origin = { vendor: 'zendesk', operation };
  if (error instanceof ServiceError)
    return new ServiceError(error.code, error.message, { ...error, origin, cause: error });
  if (error instanceof ZendeskRefusal) {
    const { status, body, retryAfter } = error;
    const { success, data } = refusalBody.safeParse(body);
    const why = success ? [data.error, ...descriptions(data)] : [];
    return new ServiceError(codeOf(status, why), `Zendesk: ${[`HTTP ${status}`, ...why].join(': ')}`, {
      origin,
      retryAfterMs: parseRetryAfter(retryAfter),
      cause: error,
    });
  }
  const message = error instanceof z.ZodError ? 'cannot read its answer' : String(error);
  return new ServiceError('unexpected', `Zendesk: ${message}`, { origin, cause: error });
}

function descriptions({ description, details }: z.infer<typeof refusalBody>): string[] {
  const each = Object.values(details ?? {}).flat();
  return [...(description ? [description] : []), ...each.map((detail) => detail.description)];
}

function codeOf(status: number, why: string[]): ServiceErrorCode {
  if (status === 404 && why[0] === 'RecordNotFound') return 'not_found';
  if (status === 422 && why.some((text) => IS_CLOSED.test(text))) return 'conflict';
  // Two updates met; Zendesk asks to send the second one again.
  if (status === 409) return why[0] === 'DatabaseConflict' ? 'unavailable' : 'conflict';
  return CODE_OF_STATUS[status] ?? (status >= 500 ? 'unavailable' : 'unexpected');
}
