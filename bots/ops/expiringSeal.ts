import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../services/operations/clock';

/** Values that the bot hands out and knows again: nobody else can make them, each is for one purpose, and they expire. */
export class ExpiringSeal {
  readonly #key: Buffer;
  readonly #clock: Clock;

  constructor(key: Buffer, clock: Clock) {
    this.#key = key;
    this.#clock = clock;
  }

  make(purpose: string, forMs: number): string {
    const body = `${this.#clock.now() + forMs}.${randomBytes(16).toString('base64url')}`;
    return `${body}.${this.#sign(body, purpose)}`;
  }

  isValid(value: string, purpose: string): boolean {
    const [expiresAt = '', nonce = '', signature = ''] = value.split('.');
    const expected = this.#sign(`${expiresAt}.${nonce}`, purpose);
    return isSame(signature, expected) && Number(expiresAt) > this.#clock.now();
  }

  #sign(body: string, purpose: string): string {
    return createHmac('sha256', this.#key).update(`${purpose}\n${body}`).digest('base64url');
  }
}

/** Takes the same time however much of both is equal, and however long they are. */
export function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHmac('sha256', 'compared').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
