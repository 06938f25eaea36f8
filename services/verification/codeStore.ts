import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../operations/clock';
import type { Cipher } from '../storage/cipher';
import type { Database, Sql, Transaction } from '../storage/database';
import type { GuessAnswer, GuessLimiter } from './guessLimiter';

/** How long a code can be used. */
export const CODE_HOLDS_MS = 10 * 60_000;
/** Wrong tries that a code stands. */
const TRIES = 3;
/** Instead of the tries: it was right. */
const USED = -1;
/** The turn that used a code may be lost, and comes again within this time. */
const REPEATED_MS = 60_000;
const DIGITS = 6;

/** `used`: too many wrong tries, too late, or there is none: a new code is needed. */
export type CodeAnswer = { right: true } | { right: false; triesLeft: number };

/** Done in the transaction that checks a code. */
export type OnChecked = (sql: Sql, tried: { conversationKey: string; email: string; right: boolean }) => Promise<void>;

interface CodeRow {
  address_hash: string;
  code_hash: string;
  expires_at: number;
  tries: number;
}

/** One-time codes that prove an e-mail address; one a conversation, kept as fingerprints only. */
export class CodeStore {
  constructor(
    private readonly database: Database,
    private readonly cipher: Cipher,
    private readonly clock: Clock,
    private readonly limiter: GuessLimiter,
    private readonly onChecked: OnChecked = () => Promise.resolve(),
  ) {}

  /** Makes a new code, which takes the place of the one before; or tells how long to wait. */
  async issue(
    conversationKey: string,
    email: string,
    clientAddress?: string,
  ): Promise<{ code: string } | Extract<GuessAnswer, { allowed: false }>> {
    const now = this.clock.now();
    const asked = { codeTo: email, codeBy: conversationKey, ...(clientAddress && { codeFrom: clientAddress }) };
    const limited = await this.limiter.take(`code ${conversationKey} ${now} ${randomInt(2 ** 32)}`, asked);
    if (!limited.allowed) return limited;
    const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
    await this.database.query(
      `INSERT INTO verification_codes (conversation_key, address_hash, code_hash, expires_at, tries)
       VALUES ($1, $2, $3, $4, 0) ON CONFLICT (conversation_key) DO UPDATE SET
       address_hash = excluded.address_hash, code_hash = excluded.code_hash, expires_at = excluded.expires_at, tries = 0`,
      [conversationKey, this.#emailHash(email), this.#codeHash(conversationKey, code), now + CODE_HOLDS_MS],
    );
    return { code };
  }

  /** Checks a code and counts the try; a right one cannot be used again but by its message, sent once more. */
  check(conversationKey: string, email: string, code: string): Promise<CodeAnswer> {
    return this.database.transaction(async (sql) => {
      const answer = await this.#check(sql, conversationKey, email, code);
      await this.onChecked(sql, { conversationKey, email, right: answer.right });
      return answer;
    });
  }

  async #check(sql: Transaction, conversationKey: string, email: string, code: string): Promise<CodeAnswer> {
    await sql.lock(`code:${conversationKey}`);
    const [row] = await sql.query<CodeRow>('SELECT * FROM verification_codes WHERE conversation_key = $1', [
      conversationKey,
    ]);
    const now = this.clock.now();
    if (!row || row.expires_at <= now || row.tries >= TRIES) return { right: false, triesLeft: 0 };
    const right =
      isSame(row.code_hash, this.#codeHash(conversationKey, code)) && isSame(row.address_hash, this.#emailHash(email));
    if (row.tries === USED) return right ? { right } : { right, triesLeft: 0 };
    const tries = right ? USED : row.tries + 1;
    const expiresAt = right ? now + REPEATED_MS : row.expires_at;
    await sql.query('UPDATE verification_codes SET tries = $2, expires_at = $3 WHERE conversation_key = $1', [
      conversationKey,
      tries,
      expiresAt,
    ]);
    return right ? { right } : { right, triesLeft: TRIES - tries };
  }

  #emailHash(email: string): string {
    return this.cipher.fingerprint(`email:${email}`);
  }

  #codeHash(conversationKey: string, code: string): string {
    return this.cipher.fingerprint(`code:${conversationKey}:${code}`);
  }
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
