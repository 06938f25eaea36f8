import { readUsage } from '../../bench/processUsage';
import type { Instance } from './instance';
import type { Verdict } from './invariants';

const LOOKS_EVERY_MS = 5_000;
/** The beginning, in which caches fill and code is compiled. */
const WARM_UP = 0.25;
const FEWEST_SAMPLES = 12;
/** A heap breathes by so much without leaking. */
const BREATH = 1.25;
const BREATH_MIB = 24;

/** Watches the memory of one process from one start to its end; begins again when it is another one. */
export class MemoryWatch {
  #samples: number[] = [];
  #pid: number | undefined;
  readonly #timer: NodeJS.Timeout;

  constructor(private readonly instance: Instance) {
    this.#timer = setInterval(() => void this.#look(), LOOKS_EVERY_MS);
  }

  /** Stops to watch, and says whether the memory stayed flat. */
  stop(): Verdict {
    clearInterval(this.#timer);
    const warm = this.#samples.slice(Math.floor(this.#samples.length * WARM_UP));
    const third = Math.ceil(warm.length / 3);
    const [before, after] = [median(warm.slice(0, third)), median(warm.slice(-third))];
    const figures = `${before.toFixed(0)} MiB, later ${after.toFixed(0)} MiB`;
    const isFlat = after <= Math.max(before * BREATH, before + BREATH_MIB);
    const broken =
      this.#samples.length < FEWEST_SAMPLES ? [`only ${this.#samples.length} samples`] : isFlat ? [] : [figures];
    return { name: 'memory stays flat in a process that lives long', of: this.#samples.length, broken, note: figures };
  }

  async #look(): Promise<void> {
    const { pid } = this.instance;
    if (pid !== this.#pid) this.#samples = [];
    this.#pid = pid;
    const usage = pid === undefined ? undefined : await readUsage([pid]);
    if (usage) this.#samples.push(usage.rssMib);
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
