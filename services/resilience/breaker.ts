import type { Clock } from '../operations/clock';
import { ServiceError } from '../serviceError';
import type { BreakerBoard } from './breakerBoard';
import type { OpenBreaker } from './breakerStore';

export interface BreakerOptions {
  /** Failures in a row after which the system counts as down. */
  failuresToOpen: number;
  /** How long nobody calls it then; after that one call tries, and its success ends it for all. */
  openMs: number;
}

/** While another call tries the system, it is worth asking again soon. */
const PROBE_MAY_END_WITHIN_MS = 1000;

/**
 * Leaves a system alone that is down: whoever asks is told at once, and it is not hit by everybody at the moment it comes
 * back. Only failures of the system itself count (`unavailable`, time-outs included): one that is busy (429) or refuses is
 * there.
 */
export class Breaker {
  readonly #vendor: string;
  readonly #board: BreakerBoard;
  readonly #clock: Clock;
  readonly #options: BreakerOptions;
  #failures = 0;

  constructor(vendor: string, board: BreakerBoard, clock: Clock, options: BreakerOptions) {
    this.#vendor = vendor;
    this.#board = board;
    this.#clock = clock;
    this.#options = options;
  }

  /** @throws ServiceError `unavailable` with `breakerOpen` while the system counts as down and it is not time to try it. */
  check(): void {
    const open = this.#board.find(this.#vendor);
    if (open && Math.max(open.openUntil, open.probeUntil) > this.#clock.now()) throw this.#refusal(open);
  }

  /** Makes a call, or refuses it as `check` does. */
  async run<T>(call: () => Promise<T>): Promise<T> {
    const open = this.#board.find(this.#vendor);
    if (!open) return this.#watch(call);
    if (await this.#board.claimProbe(this.#vendor)) return this.#probe(call);
    throw this.#refusal(this.#board.find(this.#vendor) ?? open);
  }

  async #watch<T>(call: () => Promise<T>): Promise<T> {
    try {
      const result = await call();
      this.#failures = 0;
      return result;
    } catch (error) {
      if (isDown(error)) this.#countFailure();
      else if (hasAnswered(error)) this.#failures = 0;
      throw error;
    }
  }

  async #probe<T>(call: () => Promise<T>): Promise<T> {
    try {
      const result = await call();
      this.#board.close(this.#vendor);
      return result;
    } catch (error) {
      if (isDown(error)) this.#open();
      else if (hasAnswered(error)) this.#board.close(this.#vendor);
      else this.#board.release(this.#vendor);
      throw error;
    }
  }

  #countFailure(): void {
    this.#failures++;
    // Calls that were under way when it opened tell nothing new.
    if (this.#failures >= this.#options.failuresToOpen && !this.#board.find(this.#vendor)) this.#open();
  }

  #open(): void {
    this.#failures = 0;
    this.#board.open(this.#vendor, this.#clock.now() + this.#options.openMs);
  }

  #refusal({ openUntil }: OpenBreaker): ServiceError {
    this.#failures = 0;
    const leftMs = openUntil - this.#clock.now();
    return new ServiceError('unavailable', `${this.#vendor} has failed too often`, {
      retryAfterMs: leftMs > 0 ? leftMs : Math.min(PROBE_MAY_END_WITHIN_MS, this.#options.openMs),
      notSent: true,
      breakerOpen: true,
    });
  }
}

function isDown(error: unknown): boolean {
  return error instanceof ServiceError && error.code === 'unavailable';
}

/** A refusal comes from a system that is there; a call that was called off or never left tells nothing about it. */
function hasAnswered(error: unknown): boolean {
  return error instanceof ServiceError && !error.notSent;
}
