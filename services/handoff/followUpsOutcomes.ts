import type { Clock } from '../operations/clock';
import type { Database } from '../storage/database';

const TOPIC = 'followUps';

/** The turns that wait for a follow-up. */
export class Outcomes {
  readonly #database: Pick<Database, 'signals'>;
  readonly #clock: Clock;
  readonly #awaited = new Map<string, number>();

  constructor(database: Pick<Database, 'signals'>, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  isAwaited(id: string): boolean {
    return this.#awaited.has(id);
  }

  /** Says that an attempt has ended, well or not, whichever instance waits for it. */
  tell(id: string): void {
    this.#database.signals.send(TOPIC, id);
  }

  /** Waits from now on for the end of an attempt: for `waitMs`, or until `stop` is aborted. */
  wait(id: string, waitMs: number, stop: AbortSignal): { promise: Promise<void>; stop: () => void } {
    this.#awaited.set(id, (this.#awaited.get(id) ?? 0) + 1);
    let end: () => void = () => undefined;
    const promise = new Promise<void>((resolve) => (end = resolve));
    const stopListening = this.#database.signals.listen(TOPIC, (word) => word === id && end());
    const cancel = this.#clock.schedule(waitMs, end);
    stop.addEventListener('abort', end, { once: true });
    if (stop.aborted) end();
    return {
      promise,
      stop: () => {
        stopListening();
        cancel();
        stop.removeEventListener('abort', end);
        this.#release(id);
      },
    };
  }

  #release(id: string): void {
    const left = (this.#awaited.get(id) ?? 1) - 1;
    if (left > 0) this.#awaited.set(id, left);
    else this.#awaited.delete(id);
  }
}
