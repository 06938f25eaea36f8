import type { Clock } from '../operations/clock';
import type { Cipher } from '../storage/cipher';
import type { Database } from '../storage/database';

/** How long a website's word on who somebody is holds; the page gives it again while it is open. */
export const SIGNED_IN_FOR_MS = 60 * 60_000;

/** A customer whom a website has signed in. */
export interface Visitor {
  /** The website's own key of the user; who it is, even when the address changes. */
  subject: string;
  email: string;
  name?: string;
}

interface VisitorRow {
  expires_at: number;
  document: string;
}

/** Who is behind the random user ids of the chat on websites. */
export class VisitorStore {
  constructor(
    private readonly database: Database,
    private readonly cipher: Cipher,
    private readonly clock: Clock,
  ) {}

  /** Remembers the user of an id, or that they are still there. */
  async remember(userId: string, visitor: Visitor): Promise<void> {
    await this.database.query(
      `INSERT INTO website_visitors (user_id, address_hash, expires_at, document) VALUES ($1, $2, $3, $4)
       ON CONFLICT (user_id) DO UPDATE SET
       address_hash = excluded.address_hash, expires_at = excluded.expires_at, document = excluded.document`,
      [
        userId,
        this.cipher.fingerprint(`email:${visitor.email}`),
        this.clock.now() + SIGNED_IN_FOR_MS,
        this.cipher.seal(JSON.stringify(visitor), contextOf(userId)),
      ],
    );
  }

  /** Who is signed in; `undefined` for everybody else, also when the website has not said it again for an hour. */
  async find(userId: string): Promise<Visitor | undefined> {
    const row = await this.#read(userId);
    return row && row.expires_at > this.clock.now() ? row.visitor : undefined;
  }

  /** Whose id it is or was, in the website's words; `undefined` when it never was anybody's. */
  async subjectOf(userId: string): Promise<string | undefined> {
    return (await this.#read(userId))?.visitor.subject;
  }

  /** Whoever was signed in has left. Whose id it was stays known for a day: nobody else may go on with it. */
  async signOut(userId: string): Promise<void> {
    await this.database.query('UPDATE website_visitors SET expires_at = $2 WHERE user_id = $1', [
      userId,
      this.clock.now(),
    ]);
  }

  /** Removes whoever has this address. Gives how many ids they had. */
  async forget(email: string): Promise<number> {
    const rows = await this.database.query('DELETE FROM website_visitors WHERE address_hash = $1 RETURNING user_id', [
      this.cipher.fingerprint(`email:${email}`),
    ]);
    return rows.length;
  }

  async #read(userId: string): Promise<{ expires_at: number; visitor: Visitor } | undefined> {
    const [row] = await this.database.query<VisitorRow>(
      'SELECT expires_at, document FROM website_visitors WHERE user_id = $1',
      [userId],
    );
    if (!row) return undefined;
    const visitor = JSON.parse(this.cipher.open(row.document, contextOf(userId))) as Visitor;
    return { expires_at: Number(row.expires_at), visitor };
  }
}

function contextOf(userId: string): string {
  return `visitor:${userId}`;
}
