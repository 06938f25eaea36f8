import { parseRetryAfter } from '../services/http/retryAfter';

/** A channel that asks for more is asked again after an hour. */
const LONGEST_WAIT_MS = 60 * 60_000;

/** A channel did not take a message, and may take it later. */
export class ChannelRefusal extends Error {
  override readonly name = 'ChannelRefusal';

  constructor(
    cause: unknown,
    readonly status?: number,
    /** When the channel wants to be asked again, in milliseconds from then. */
    readonly retryAfterMs?: number,
  ) {
    super(`the channel did not take a message${status === undefined ? '' : ` (${status})`}`, { cause });
  }
}

/** What the connector's errors have: https://learn.microsoft.com/javascript/api/@azure/core-http/resterror */
interface RestFailure {
  statusCode?: number;
  response?: { headers?: { get?: (name: string) => string | null | undefined } };
  /** Dialogs wrap what fails inside them. */
  error?: unknown;
}

/** The HTTP status of a channel's refusal. */
export function statusOf(failure: unknown): number | undefined {
  const { statusCode, error } = (failure ?? {}) as RestFailure;
  return statusCode ?? (error === undefined ? undefined : statusOf(error));
}

/** How long the channel wants to be left alone, in milliseconds, at most an hour; `undefined` when it does not say. */
export function retryAfterOf(failure: unknown, now: number): number | undefined {
  const { response, error } = (failure ?? {}) as RestFailure;
  const header = response?.headers?.get?.('retry-after');
  if (header) return parseRetryAfter(header, now, LONGEST_WAIT_MS);
  return error === undefined ? undefined : retryAfterOf(error, now);
}
