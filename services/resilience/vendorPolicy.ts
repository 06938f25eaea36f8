import { BulkheadRejectedError, bulkhead } from 'cockatiel';
import { ServiceError } from '../serviceError';
import type { Breaker } from './breaker';

/** Runs one attempt of a call under the vendor's policy. */
export type VendorPolicy = <T>(call: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/** So many times as many as are under way may wait in line. */
const LINE_LENGTH = 16;

/**
 * One policy for all calls to one vendor: a bulkhead and a circuit breaker. The time limit and the retries are not here:
 * both belong to the operation, whose clock decides whether another attempt still makes sense.
 *
 * @param concurrency calls at once
 * @throws ServiceError `unavailable` and not sent when the call was refused: with `breakerOpen` and the time to wait when
 *   the system is known to be down.
 */
export function createVendorPolicy(vendor: string, concurrency: number, breaker: Breaker): VendorPolicy {
  const line = bulkhead(concurrency, concurrency * LINE_LENGTH);
  return async (call, signal) => {
    // Before the line, where calls may hang on a system that is down, and again after it.
    breaker.check();
    const attempt = () => {
      signal?.throwIfAborted(); // called off while it waited in line
      return call();
    };
    try {
      return await line.execute(() => breaker.run(attempt));
    } catch (error) {
      if (!(error instanceof BulkheadRejectedError)) throw error;
      throw new ServiceError('unavailable', `too many calls to ${vendor} at once`, { notSent: true, cause: error });
    }
  };
}
