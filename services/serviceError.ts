/** Why a call to a business system gave no answer. The list is closed: each code has a text in every locale. */
export const SERVICE_ERROR_CODES = [
  'not_found',
  'invalid_input',
  'unauthenticated',
  'forbidden',
  'conflict',
  'rate_limited',
  'unavailable',
  'unsupported',
  'misconfigured',
  'unexpected',
] as const;

export type ServiceErrorCode = (typeof SERVICE_ERROR_CODES)[number];

/** With these the system, or something before it, may have carried the call out all the same. */
const MAY_BE_DONE: ReadonlySet<ServiceErrorCode> = new Set<ServiceErrorCode>(['unavailable', 'unexpected']);

const RETRYABLE: ReadonlySet<ServiceErrorCode> = new Set<ServiceErrorCode>(['rate_limited', 'unavailable']);

export interface ServiceErrorDetails {
  /** Where it happened, for the log: the vendor's id and the port method. */
  origin?: { vendor: string; operation: string };
  /** How long the system asked us to wait, in milliseconds. */
  retryAfterMs?: number;
  /** The call was refused before anything left this process. */
  notSent?: boolean;
  /** The system is known to be down, so the call was not even tried. */
  breakerOpen?: boolean;
  cause?: unknown;
}

/**
 * The only error class that services throw. Its message may hold the vendor's words: it is for the log, never for the user.
 */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly origin: ServiceErrorDetails['origin'];
  readonly retryAfterMs: number | undefined;
  readonly notSent: boolean;
  readonly breakerOpen: boolean;

  constructor(
    readonly code: ServiceErrorCode,
    message: string,
    details: ServiceErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.origin = details.origin;
    this.retryAfterMs = details.retryAfterMs;
    this.notSent = details.notSent ?? false;
    this.breakerOpen = details.breakerOpen ?? false;
  }

  /** True when the same call may succeed later. */
  get retryable(): boolean {
    return RETRYABLE.has(this.code);
  }

  /** True when a write may have been carried out although there was no answer that says so. */
  get mayBeDone(): boolean {
    return !this.notSent && MAY_BE_DONE.has(this.code);
  }
}

/** Gives `error` itself when it is a ServiceError, and otherwise wraps it as `unexpected`. */
export function asServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ServiceError('unexpected', message, { cause: error });
}

/**
 * A read that a write begins with. When it fails, nothing was written: the write may be begun again at once, and nobody has
 * to be told that it may have been done.
 *
 * @throws ServiceError the read's own, marked as not sent; anything else as it is
 */
export async function beforeWriting<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { code, message, origin, retryAfterMs, breakerOpen, cause } = error;
    throw new ServiceError(code, message, { origin, retryAfterMs, breakerOpen, cause, notSent: true });
  }
}
