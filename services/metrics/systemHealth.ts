import type { Clock } from '../operations/clock';

/** So many of the last calls stand for how fast a system is now. */
const RECENT_CALLS = 200;
/** Not the system's doing, or no call at all. */
const NOT_MEASURED: ReadonlySet<string> = new Set(['breaker_open', 'called_off']);

/** How a system has answered this process lately. */
export interface SystemState {
  calls: number;
  /** In milliseconds, of the last calls; absent before the first. */
  medianMs?: number;
  slowestTwentiethMs?: number;
  /** Milliseconds since 1970. */
  lastAnswerAt?: number;
  /** What went wrong since the process started, the latest first. */
  failures: { code: string; count: number; lastAt: number }[];
}

interface Seen {
  calls: number;
  recentMs: number[];
  lastAnswerAt?: number;
  failures: Map<string, { count: number; lastAt: number }>;
}

/** Remembers how the systems have answered, for the operations page. */
export class SystemHealth {
  readonly #clock: Clock;
  readonly #seen = new Map<string, Seen>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param code `ok`, or why there was no answer */
  note(vendor: string, code: string, ms: number): void {
    const seen = this.#seenOf(vendor);
    const now = this.#clock.now();
    if (code === 'ok') seen.lastAnswerAt = now;
    else seen.failures.set(code, { count: (seen.failures.get(code)?.count ?? 0) + 1, lastAt: now });
    if (NOT_MEASURED.has(code)) return;
    seen.recentMs[seen.calls++ % RECENT_CALLS] = ms;
  }

  of(vendor: string): SystemState {
    const { calls, recentMs, lastAnswerAt, failures } = this.#seenOf(vendor);
    const sorted = recentMs.toSorted((one, other) => one - other);
    const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
    return {
      calls,
      ...(sorted.length > 0 && { medianMs: at(0.5), slowestTwentiethMs: at(0.95) }),
      ...(lastAnswerAt !== undefined && { lastAnswerAt }),
      failures: [...failures]
        .map(([code, seen]) => ({ code, ...seen }))
        .sort((one, other) => other.lastAt - one.lastAt),
    };
  }

  #seenOf(vendor: string): Seen {
    const known = this.#seen.get(vendor);
    if (known) return known;
    const seen: Seen = { calls: 0, recentMs: [], failures: new Map() };
    this.#seen.set(vendor, seen);
    return seen;
  }
}
