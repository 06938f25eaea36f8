import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../operations/clock';
import type { Cipher } from '../storage/cipher';
import type { Database, Sql } from '../storage/database';
import { actorOf, auditPrint, channelOf, PRINT_LENGTH, type ProvedIdentity } from './actor';

/** Something that was done. */
export interface AuditDraft {
  /** As `actorOf` gives it; `BOT` or `OPERATOR`. */
  actor: string;
  /** `port.method` of a business system, or such as `proof.code`, `sign_in`, `handoff.requested`, `privacy.erase`. */
  action: string;
  /** The address of the person that it is about; only a fingerprint is kept. */
  subject?: string;
  /** The record's id or number; only a fingerprint is kept. */
  record?: string;
  /** `ok`, `none` where nothing was found, `refused`, or the code of an error. */
  outcome: string;
  /** The channel, or `script`. */
  channel: string;
  /** Known beforehand where the same may be written twice: the second time nothing happens. */
  id?: string;
  /** When it happened; now where absent. */
  at?: number;
}

/** A line of the log. */
export interface AuditEntry {
  at: number;
  id: string;
  actor: string;
  action: string;
  subject: string | null;
  record: string | null;
  outcome: string;
  channel: string;
  /** False when the line is not as it was written. */
  genuine: boolean;
}

/** What is looked for. */
export interface AuditQuestion {
  since?: number;
  /** An address, or the key of a conversation: whoever did something, or whom it was about. */
  who?: string;
  record?: string;
  action?: string;
  limit: number;
}

type Row = Omit<AuditEntry, 'genuine'> & { mac: string };

/**
 * Who did what, with which record, when, and how it ended. It is only added to: the database refuses to change a line, or to
 * remove one before its time. Each carries a keyed hash of itself, so that one that was changed or forged shows.
 */
export class AuditLog {
  readonly #database: Database;
  readonly #cipher: Cipher;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(database: Database, cipher: Cipher, clock: Pick<Clock, 'now'>) {
    this.#database = database;
    this.#cipher = cipher;
    this.#clock = clock;
  }

  /** @param sql the transaction of what was done */
  async write({ subject, record, ...draft }: AuditDraft, sql: Sql = this.#database): Promise<void> {
    const row = {
      at: draft.at ?? this.#clock.now(),
      id: draft.id ?? randomUUID(),
      actor: draft.actor,
      action: draft.action,
      subject: this.#print(subject),
      record: this.#print(record),
      outcome: draft.outcome,
      channel: draft.channel,
    };
    await sql.query(
      `INSERT INTO audit_log (at, id, actor, action, subject, record, outcome, channel, mac)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
      [...Object.values(row), this.#mac(row)],
    );
  }

  /** The same for what is done in a conversation, by whoever has proved to be there. */
  inConversation(
    conversationKey: string,
    identity: ProvedIdentity | undefined,
    draft: Omit<AuditDraft, 'actor' | 'channel'>,
    sql?: Sql,
  ): Promise<void> {
    const actor = actorOf(this.#cipher, conversationKey, identity);
    return this.write({ ...draft, actor, channel: channelOf(conversationKey) }, sql);
  }

  /** The lines that answer a question, oldest first; of more than `limit` the newest. */
  async read({ since = 0, who, record, action, limit }: AuditQuestion): Promise<AuditEntry[]> {
    const [whoPrint, recordPrint] = [this.#print(who), this.#print(record)];
    const rows = await this.#database.query<Row>(
      `SELECT * FROM audit_log WHERE at >= $1
         AND (CAST($2 AS TEXT) IS NULL OR subject = $2 OR SUBSTR(actor, LENGTH(actor) - ${PRINT_LENGTH - 1}) = $2)
         AND (CAST($3 AS TEXT) IS NULL OR record = $3) AND (CAST($4 AS TEXT) IS NULL OR action = $4)
       ORDER BY at DESC, id LIMIT $5`,
      [since, whoPrint, recordPrint, action ?? null, limit],
    );
    return rows.reverse().map(({ mac, ...row }) => {
      const entry = { ...row, at: Number(row.at) };
      return { ...entry, genuine: isSame(mac, this.#mac(entry)) };
    });
  }

  #print(text: string | undefined): string | null {
    return text === undefined ? null : auditPrint(this.#cipher, text);
  }

  #mac({ at, id, actor, action, subject, record, outcome, channel }: Omit<Row, 'mac'>): string {
    const line = JSON.stringify([at, id, actor, action, subject, record, outcome, channel]);
    return this.#cipher.fingerprint(`audit line:${line}`);
  }
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
