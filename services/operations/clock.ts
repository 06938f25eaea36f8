/** Stops a scheduled task; harmless when it has run already. */
export type Cancel = () => void;

/** The only source of time. Tests replace it with one that is moved by hand. */
export interface Clock {
  /** Milliseconds since 1970. While the process lives it never jumps, whatever happens to the machine's clock. */
  now(): number;
  schedule(delayMs: number, task: () => void): Cancel;
}

/** Longer delays overflow `setTimeout`, which would then fire at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Math.round(performance.timeOrigin + performance.now()),
  schedule(delayMs, task) {
    const timer = setTimeout(task, Math.min(Math.max(0, delayMs), MAX_DELAY_MS));
    return () => clearTimeout(timer);
  },
};
