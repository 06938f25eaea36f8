import { databasesAtRest } from './testDatabase';
import type { Cancel, Clock } from '../../services/operations/clock';

interface Scheduled {
  at: number;
  task: () => void;
}

/** Time that is moved by hand. */
export class ManualClock implements Clock {
  readonly #scheduled = new Set<Scheduled>();
  #now: number;

  constructor(start = Date.UTC(2026, 2, 4, 10, 0)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  schedule(delayMs: number, task: () => void): Cancel {
    const scheduled = { at: this.#now + Math.max(0, delayMs), task };
    this.#scheduled.add(scheduled);
    return () => this.#scheduled.delete(scheduled);
  }

  /** Moves time on, running what falls due at its own moment, and lets everything it started come to rest. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#now = Math.max(this.#now, next.at);
      this.#scheduled.delete(next);
      next.task();
      await settle();
    }
    this.#now = end;
    await settle();
  }

  /** A process that was killed takes its timers with it. */
  forgetTimers(): void {
    this.#scheduled.clear();
  }

  #next(end: number): Scheduled | undefined {
    const due = [...this.#scheduled].filter(({ at }) => at <= end);
    return due.sort((a, b) => a.at - b.at)[0];
  }
}

/** Waits until all work that needs no time has been done. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 8; i++) await new Promise((resolve) => setImmediate(resolve));
  await databasesAtRest();
}
