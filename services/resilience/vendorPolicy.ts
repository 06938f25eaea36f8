import {
  BrokenCircuitError,
  BulkheadRejectedError,
  ConsecutiveBreaker,
  bulkhead,
  circuitBreaker,
  handleWhen,
  wrap,
} from 'cockatiel';
import { ServiceError } from '../serviceError';

/** How a vendor is kept from drowning us, and we from drowning it. */
export interface VendorPolicyOptions {
  /** Calls at once; as many again may wait. */
  concurrency: number;
  /** Failures in a row after which calls are refused at once. */
  failuresToOpen: number;
  /** How long they are refused before one call may try again. */
  openMs: number;
}

const DEFAULTS: VendorPolicyOptions = { concurrency: 64, failuresToOpen: 12, openMs: 5_000 };

/** Runs one attempt of a call under the vendor's policy. */
export type VendorPolicy = <T>(call: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/**
 * One policy for all calls to one vendor: a bulkhead inside a circuit breaker. The time limit and the retries are not
 * here: both belong to the operation, whose clock decides whether another attempt still makes sense.
 *
 * @throws ServiceError `unavailable` when the call was refused, with the time to wait.
 */
export function createVendorPolicy(vendor: string, options: Partial<VendorPolicyOptions> = {}): VendorPolicy {
  const { concurrency, failuresToOpen, openMs } = { ...DEFAULTS, ...options };
  // A call that we called off ourselves rejects with an AbortError, and says nothing about the vendor.
  const isTheirFault = handleWhen((error) => error instanceof ServiceError && error.code === 'unavailable');
  const breaker = circuitBreaker(isTheirFault, {
    halfOpenAfter: openMs,
    breaker: new ConsecutiveBreaker(failuresToOpen),
  });
  const policy = wrap(bulkhead(concurrency, concurrency * 16), breaker);

  return async (call, signal) => {
    const attempt = () => {
      signal?.throwIfAborted(); // called off while it waited in line
      return call();
    };
    try {
      return await policy.execute(attempt);
    } catch (error) {
      if (error instanceof BrokenCircuitError) {
        throw new ServiceError('unavailable', `${vendor} has failed too often`, {
          retryAfterMs: openMs,
          notSent: true,
          cause: error,
        });
      }
      if (error instanceof BulkheadRejectedError) {
        throw new ServiceError('unavailable', `too many calls to ${vendor} at once`, { notSent: true, cause: error });
      }
      throw error;
    }
  };
}
