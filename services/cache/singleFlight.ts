import { abortable, calledOff } from '../operations/abort';
import type { Clock } from '../operations/clock';

/** Whoever asks later than this gets a call of its own: one that hangs must not keep those who try again. */
const JOIN_MS = 3_000;

interface Flight<T> {
  group: string;
  begunAt: number;
  waiting: number;
  abort: AbortController;
  result: Promise<T>;
}

/** One call for all who ask the same at the same time. It is called off only when nobody waits for it any more. */
export class SingleFlight<T> {
  readonly #clock: Clock;
  readonly #flights = new Map<string, Flight<T>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * @param group what `forget` names
   * @param signal the caller's own; it rejects at once with its reason
   */
  async do(
    key: string,
    group: string,
    signal: AbortSignal | undefined,
    call: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    signal?.throwIfAborted();
    const flight = this.#joinable(key) ?? this.#begin(key, group, call);
    flight.waiting++;
    if (!signal) return flight.result;
    const leave = () => this.#leave(key, flight);
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await abortable(flight.result, signal);
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  /** What is under way goes on for those who wait; nobody else joins it. */
  forget(group: string): void {
    for (const [key, flight] of this.#flights) if (flight.group === group) this.#flights.delete(key);
  }

  #joinable(key: string): Flight<T> | undefined {
    const flight = this.#flights.get(key);
    return flight && this.#clock.now() - flight.begunAt <= JOIN_MS ? flight : undefined;
  }

  #begin(key: string, group: string, call: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const abort = new AbortController();
    const result = call(abort.signal);
    const flight = { group, begunAt: this.#clock.now(), waiting: 0, abort, result };
    this.#flights.set(key, flight);
    const end = () => this.#remove(key, flight);
    result.then(end, end);
    return flight;
  }

  #leave(key: string, flight: Flight<T>): void {
    if (--flight.waiting > 0) return;
    this.#remove(key, flight);
    flight.abort.abort(calledOff('nobody waits for it any more'));
  }

  #remove(key: string, flight: Flight<T>): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key);
  }
}
