import type { Logger } from '../logger';
import { calledOff } from '../operations/abort';
import type { Cancel, Clock } from '../operations/clock';

/** A system is asked instead when the database takes longer than this. */
const LIMIT_MS = 500;

/** Runs what the cache wants of the database, so that no call suffers when that is slow or down. */
export class Patience {
  readonly #clock: Clock;
  readonly #log: Logger;
  #failing = false;

  constructor(clock: Clock, log: Logger) {
    this.#clock = clock;
    this.#log = log;
  }

  /** Gives `undefined` when it failed or took too long; the log is told once until it works again. */
  async try<T>(work: () => Promise<T>): Promise<T | undefined> {
    let cancel: Cancel = () => undefined;
    try {
      const late = new Promise<never>((_, reject) => {
        cancel = this.#clock.schedule(LIMIT_MS, () => reject(calledOff('the database is slow')));
      });
      const result = await Promise.race([work(), late]);
      this.#failing = false;
      return result;
    } catch (error) {
      if (!this.#failing) this.#log.warn('cache.unavailable', { reason: (error as Error).name });
      this.#failing = true;
      return undefined;
    } finally {
      cancel();
    }
  }
}
