import type { Clock } from '../../services/operations/clock';

const WINDOW_MS = 60_000;
/** So many wrong tries of one address are answered in a minute, and logged; the rest only hears to wait. */
const PER_WINDOW = 10;
/** More would be an attack on memory. */
const ADDRESSES_KEPT = 10_000;

/** Counts what was refused, by address. Whoever has the right token is never kept out by others at the same address. */
export class RefusalBudget {
  readonly #clock: Clock;
  readonly #spent = new Map<string, number>();
  #endsAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts one. Gives the seconds to wait when there were too many, else 0. */
  spend(address: string): number {
    const now = this.#clock.now();
    if (now >= this.#endsAt || this.#spent.size >= ADDRESSES_KEPT) {
      this.#spent.clear();
      this.#endsAt = now + WINDOW_MS;
    }
    const spent = (this.#spent.get(address) ?? 0) + 1;
    this.#spent.set(address, spent);
    return spent > PER_WINDOW ? Math.ceil((this.#endsAt - now) / 1000) : 0;
  }
}
