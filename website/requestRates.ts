import type { Clock } from '../services/operations/clock';
import type { Cipher } from '../services/storage/cipher';
import type { Database } from '../services/storage/database';
import { ChannelError } from './channelError';

const WINDOW_MS = 60_000;

/**
 * How often something may be asked for in a minute, counted over all instances. Once the limit is reached this instance
 * refuses by itself: a flood does not reach the database.
 */
export class RequestRates {
  readonly #usedUp = new Set<string>();
  #windowAt = 0;

  constructor(
    private readonly database: Database,
    private readonly cipher: Cipher,
    private readonly clock: Clock,
  ) {}

  /** @throws ChannelError 429 with the time to wait when `subject` has asked more than `limit` times in this minute. */
  async spend(subject: string, limit: number): Promise<void> {
    const now = this.clock.now();
    const windowAt = now - (now % WINDOW_MS);
    if (windowAt !== this.#windowAt) this.#usedUp.clear();
    this.#windowAt = windowAt;
    if (!this.#usedUp.has(subject) && (await this.#count(subject, windowAt)) <= limit) return;
    this.#usedUp.add(subject);
    const retryAfterS = Math.ceil((windowAt + WINDOW_MS - now) / 1000);
    const message = `Too many requests. Try again in ${retryAfterS} s.`;
    throw new ChannelError(429, 'TooManyRequests', message, { retryAfterS });
  }

  async #count(subject: string, windowAt: number): Promise<number> {
    const [row] = await this.database.query<{ used: number }>(
      `INSERT INTO request_counts (subject, window_at, used) VALUES ($1, $2, 1)
       ON CONFLICT (subject, window_at) DO UPDATE SET used = request_counts.used + 1 RETURNING used`,
      [this.cipher.fingerprint(`rate:${subject}`), windowAt],
    );
    return Number(row?.used ?? 0);
  }
}
