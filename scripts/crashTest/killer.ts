import { setTimeout as pause } from 'node:timers/promises';
import type { SeededRandom } from '../understanding/random';
import type { Instance } from './instance';
import type { Ledger, LedgerRow } from './ledger';

/** A kill, and what the bot's books said right after it. */
export interface Kill {
  at: number;
  url: string;
  open: LedgerRow[];
}

/** A process lives on average at least as long as so many of its starts. */
const LIVES_FOR_STARTS = 3;

/** Kills instances at random moments and starts them again at once, until it is told to stop. */
export class Killer {
  readonly kills: Kill[] = [];
  #stopping = false;
  readonly #stop = new AbortController();
  #loops: Promise<void>[] = [];

  constructor(
    private readonly random: SeededRandom,
    private readonly everySeconds: number,
    private readonly ledger: Ledger,
  ) {}

  /** @param spareLastAfterMs from then on the last of them lives, so that its memory can be watched */
  start(instances: readonly Instance[], spareLastAfterMs = Infinity): void {
    const spareAt = performance.now() + spareLastAfterMs;
    this.#loops = instances.map((each) => this.#haunt(each, each === instances.at(-1) ? spareAt : Infinity));
  }

  /** Done when all instances are up again. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#stop.abort();
    await Promise.all(this.#loops);
  }

  async #haunt(instance: Instance, until: number): Promise<void> {
    // The first of its lives is short: also a run that is over soon has met a kill.
    for (let lifeMs = this.everySeconds * 1_000 * this.random.next(); ; lifeMs = this.#lifeMs(instance)) {
      await pause(lifeMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
      if (this.#stopping || performance.now() > until) return;
      const at = Date.now();
      await instance.kill();
      // While the database itself is away the books cannot be read.
      const open = await this.ledger.operations('open').catch(() => []);
      this.kills.push({ at, url: instance.url, open });
      // One that does not start is counted among those that ended by themselves.
      while (!(await comesUp(instance)) && !this.#stopping);
    }
  }

  /**
   * From a tenth of the mean to nearly twice the mean: also while it is just taking up what was left. On a machine that is
   * slow a process lives longer, or nothing would ever be done.
   */
  #lifeMs({ startedWithinMs }: Instance): number {
    const meanMs = Math.max(this.everySeconds * 1_000, startedWithinMs * LIVES_FOR_STARTS);
    return meanMs * (0.1 + 1.8 * this.random.next());
  }
}

async function comesUp(instance: Instance): Promise<boolean> {
  return instance.start().then(
    () => true,
    () => false,
  );
}
