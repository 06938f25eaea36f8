import type { Clock } from '../operations/clock';
import type { Mail } from '../mail/mail';
import type { TicketDraft } from '../ports/helpdesk';
import type { HrCaseDraft } from '../ports/hr';
import type { Cipher } from '../storage/cipher';
import type { Database, Sql } from '../storage/database';

/** Where a hand-over is passed on to, as it was written when it was made: what is sent again must be the same. */
export type FollowUpTarget =
  | { to: 'helpdesk'; ticket: TicketDraft }
  | { to: 'hr'; hrCase: HrCaseDraft }
  /** To HR, where no system takes its cases. */
  | { to: 'hrMail'; mail: Mail };

export type FollowUpDraft = FollowUpTarget & {
  /** The user's language, for what they are told later. */
  locale: string;
  /** The user is told nothing of it. */
  silent?: true;
};

/**
 * `waiting`: the user may still say where they can be reached; `queued`: passed on in its turn; `delivered`; `dead`: refused
 * for good, or given up after days: a person has to look.
 */
export type FollowUpState = 'waiting' | 'queued' | 'delivered' | 'dead';

/** A hand-over on its way to the people who deal with it. */
export interface FollowUp {
  handoffId: string;
  conversationKey: string;
  state: FollowUpState;
  createdAt: number;
  /** When the last attempt began: it may have reached the system. */
  sentAt?: number;
  deliveredAt?: number;
  /** When the user was told, or nobody has to be. */
  toldAt?: number;
  draft: FollowUpDraft;
}

interface FollowUpRow {
  handoff_id: string;
  conversation_key: string;
  state: FollowUpState;
  created_at: number;
  sent_at: number | null;
  delivered_at: number | null;
  told_at: number | null;
  document: string;
}

/** The rows of follow-ups. */
export class FollowUpsStore {
  readonly #database: Database;
  readonly #cipher: Cipher;
  readonly #clock: Clock;

  constructor(database: Database, cipher: Cipher, clock: Clock) {
    this.#database = database;
    this.#cipher = cipher;
    this.#clock = clock;
  }

  async insert(
    sql: Sql,
    { handoffId, conversationKey, state, draft }: Pick<FollowUp, 'handoffId' | 'conversationKey' | 'state' | 'draft'>,
  ): Promise<void> {
    await sql.query(
      `INSERT INTO follow_ups (handoff_id, conversation_key, state, created_at, document) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [handoffId, conversationKey, state, this.#clock.now(), this.#seal(handoffId, draft)],
    );
  }

  async find(handoffId: string, sql: Sql = this.#database): Promise<FollowUp | undefined> {
    const [row] = await sql.query<FollowUpRow>('SELECT * FROM follow_ups WHERE handoff_id = $1', [handoffId]);
    return row && this.#toFollowUp(row);
  }

  /** Those that a person has to look at, oldest first: until their hand-over is closed. */
  async listDead(): Promise<FollowUp[]> {
    const rows = await this.#database.query<FollowUpRow>(
      `SELECT f.* FROM follow_ups AS f JOIN handoffs AS h ON h.id = f.handoff_id
       WHERE f.state = 'dead' AND h.closed_at IS NULL ORDER BY f.created_at, f.handoff_id`,
    );
    return rows.map((row) => this.#toFollowUp(row));
  }

  /** Puts one that waited into the queue. Gives false when it is not there any more. */
  async release(sql: Sql, handoffId: string): Promise<boolean> {
    const rows = await sql.query(
      "UPDATE follow_ups SET state = 'queued' WHERE handoff_id = $1 AND state = 'waiting' RETURNING handoff_id",
      [handoffId],
    );
    return rows.length > 0;
  }

  /** Writes it anew, as if it were left now. Gives false, and changes nothing, once it may have been sent. */
  async rewrite(sql: Sql, handoffId: string, draft: FollowUpDraft): Promise<boolean> {
    const rows = await sql.query(
      `UPDATE follow_ups SET document = $2, created_at = $3
       WHERE handoff_id = $1 AND state = 'waiting' AND sent_at IS NULL RETURNING handoff_id`,
      [handoffId, this.#seal(handoffId, draft), this.#clock.now()],
    );
    return rows.length > 0;
  }

  /** Lets it wait again, so that others pass it. */
  async setAside(sql: Sql, handoffId: string): Promise<void> {
    await sql.query("UPDATE follow_ups SET state = 'waiting' WHERE handoff_id = $1 AND state = 'queued'", [handoffId]);
  }

  async markSent(handoffId: string): Promise<void> {
    await this.#database.query('UPDATE follow_ups SET sent_at = $2 WHERE handoff_id = $1', [
      handoffId,
      this.#clock.now(),
    ]);
  }

  async markDelivered(sql: Sql, handoffId: string): Promise<void> {
    await sql.query("UPDATE follow_ups SET state = 'delivered', delivered_at = $2 WHERE handoff_id = $1", [
      handoffId,
      this.#clock.now(),
    ]);
  }

  async markDead(handoffId: string): Promise<void> {
    await this.#database.query("UPDATE follow_ups SET state = 'dead' WHERE handoff_id = $1", [handoffId]);
  }

  async markTold(handoffId: string, sql: Sql = this.#database): Promise<void> {
    await sql.query('UPDATE follow_ups SET told_at = $2 WHERE handoff_id = $1 AND told_at IS NULL', [
      handoffId,
      this.#clock.now(),
    ]);
  }

  #toFollowUp(row: FollowUpRow): FollowUp {
    return {
      handoffId: row.handoff_id,
      conversationKey: row.conversation_key,
      state: row.state,
      createdAt: Number(row.created_at),
      ...(row.sent_at !== null && { sentAt: Number(row.sent_at) }),
      ...(row.delivered_at !== null && { deliveredAt: Number(row.delivered_at) }),
      ...(row.told_at !== null && { toldAt: Number(row.told_at) }),
      draft: JSON.parse(this.#cipher.open(row.document, row.handoff_id)) as FollowUpDraft,
    };
  }

  #seal(handoffId: string, draft: FollowUpDraft): string {
    return this.#cipher.seal(JSON.stringify(draft), handoffId);
  }
}
