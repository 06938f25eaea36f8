import type { Logger } from '../logger';
import type { Clock } from '../operations/clock';
import type { BreakerStore, OpenBreaker } from './breakerStore';

/** What a lost word of another process costs at most. */
const LOOK_EVERY_MS = 1000;

export interface BreakerBoardOptions {
  clock: Clock;
  log: Logger;
  /** Longer than any call may take: whoever tries a system and dies keeps the others from it for so long. */
  probeLeaseMs: number;
  /** Absent where a process is alone. */
  store?: BreakerStore;
}

/**
 * Which systems count as down, as this process knows it. It is kept in memory, so that a call costs no query; what others
 * write is heard at once, and looked up once a second at most. A database that fails keeps nobody from calling: each process
 * then goes by what it sees itself.
 */
export class BreakerBoard {
  readonly #options: BreakerBoardOptions;
  #open = new Map<string, OpenBreaker>();
  #lookedAt = -Infinity;
  #looking = false;
  #lookAgain = false;
  /** Grows with every change of our own, so that a look from before it does not undo it. */
  #changes = 0;
  #writing = 0;

  constructor(options: BreakerBoardOptions) {
    this.#options = options;
    options.store?.listen(() => this.#look());
  }

  /** `undefined` for a system that is not known to be down. */
  find(vendor: string): OpenBreaker | undefined {
    if (this.#options.clock.now() - this.#lookedAt >= LOOK_EVERY_MS) this.#look();
    return this.#open.get(vendor);
  }

  open(vendor: string, openUntil: number): void {
    this.#open.set(vendor, { vendor, openUntil, probeUntil: 0 });
    this.#options.log.warn('breaker.opened', { vendor });
    this.#write((store) => store.open(vendor, openUntil));
  }

  close(vendor: string): void {
    if (this.#open.delete(vendor)) this.#options.log.info('breaker.closed', { vendor });
    this.#write((store) => store.close(vendor));
  }

  release(vendor: string): void {
    const known = this.#open.get(vendor);
    if (known) this.#open.set(vendor, { ...known, probeUntil: 0 });
    this.#write((store) => store.releaseProbe(vendor));
  }

  /** Whether this call may be made: it is the one that tries the system, or that is not down any more. */
  async claimProbe(vendor: string): Promise<boolean> {
    const { clock, probeLeaseMs, store } = this.#options;
    const now = clock.now();
    const known = this.#open.get(vendor);
    if (!known) return true;
    if (Math.max(known.openUntil, known.probeUntil) > now) return false;
    // At once, so that of many calls in this process one asks the database.
    this.#open.set(vendor, { ...known, probeUntil: now + probeLeaseMs });
    if (!store) return true;
    const claimed = await this.#change(() => store.claimProbe(vendor, now, now + probeLeaseMs));
    if (claimed !== false) return true;
    await this.#refresh();
    return !this.#open.has(vendor);
  }

  #write(write: (store: BreakerStore) => Promise<void>): void {
    const { store } = this.#options;
    if (store) void this.#change(() => write(store));
  }

  /** Writes a change; `undefined` when the database fails. */
  async #change<T>(write: () => Promise<T>): Promise<T | undefined> {
    this.#changes++;
    this.#writing++;
    try {
      return await write();
    } catch (error) {
      this.#options.log.error('breaker.not_shared', error);
      return undefined;
    } finally {
      this.#writing--;
    }
  }

  #look(): void {
    this.#lookedAt = this.#options.clock.now();
    if (this.#looking) this.#lookAgain = true;
    else void this.#refresh();
  }

  async #refresh(): Promise<void> {
    const { store, log } = this.#options;
    if (!store) return;
    this.#looking = true;
    try {
      const changes = this.#changes;
      const rows = await store.read();
      if (changes === this.#changes && this.#writing === 0) this.#open = new Map(rows.map((row) => [row.vendor, row]));
    } catch (error) {
      log.error('breaker.unreadable', error);
    }
    this.#looking = false;
    const again = this.#lookAgain;
    this.#lookAgain = false;
    if (again) void this.#refresh();
  }
}
