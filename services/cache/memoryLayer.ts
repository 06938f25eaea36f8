import type { Clock } from '../operations/clock';
import type { CacheScope } from './cachedReads';

/** An answer as it is kept. */
export interface KeptAnswer {
  /** JSON: whoever reads it gets an object of its own. */
  text: string;
  scope: CacheScope;
  expiresAt: number;
}

/** How much is kept in this process. */
export interface MemoryLimits {
  entries: number;
  /** Of all texts together, in characters. */
  characters: number;
}

const DEFAULT_LIMITS: MemoryLimits = { entries: 1_000, characters: 4_000_000 };

/** The answers that this process has at hand, those used last; the others go when there is no room. */
export class MemoryLayer {
  readonly #clock: Clock;
  readonly #limits: MemoryLimits;
  /** In the order of their use, which a Map keeps. */
  readonly #kept = new Map<string, KeptAnswer>();
  readonly #epochs = new Map<CacheScope, number>();
  #characters = 0;

  constructor(clock: Clock, limits: MemoryLimits = DEFAULT_LIMITS) {
    this.#clock = clock;
    this.#limits = limits;
  }

  get size(): number {
    return this.#kept.size;
  }

  /** All texts together, in characters. */
  get characters(): number {
    return this.#characters;
  }

  get(key: string): string | undefined {
    const found = this.#kept.get(key);
    if (!found) return undefined;
    this.#remove(key, found);
    if (found.expiresAt <= this.#clock.now()) return undefined;
    this.#put(key, found);
    return found.text;
  }

  /** Grows whenever a scope becomes old. */
  epoch(scope: CacheScope): number {
    return this.#epochs.get(scope) ?? 0;
  }

  /** Keeps an answer, unless its scope has become old since the read began at `epoch`. */
  keep(key: string, answer: KeptAnswer, epoch: number): void {
    if (epoch !== this.epoch(answer.scope) || answer.text.length > this.#limits.characters) return;
    const before = this.#kept.get(key);
    if (before) this.#remove(key, before);
    this.#put(key, answer);
    for (const [oldest, kept] of this.#kept) {
      if (this.#kept.size <= this.#limits.entries && this.#characters <= this.#limits.characters) return;
      this.#remove(oldest, kept);
    }
  }

  forget(scope: CacheScope): void {
    this.#epochs.set(scope, this.epoch(scope) + 1);
    for (const [key, kept] of this.#kept) if (kept.scope === scope) this.#remove(key, kept);
  }

  #put(key: string, answer: KeptAnswer): void {
    this.#kept.set(key, answer);
    this.#characters += answer.text.length;
  }

  #remove(key: string, answer: KeptAnswer): void {
    this.#kept.delete(key);
    this.#characters -= answer.text.length;
  }
}
