import { createReference } from '../logger';
import type { Clock } from '../operations/clock';
import type { Cipher } from '../storage/cipher';
import type { Database, Sql } from '../storage/database';
import type { TranscriptLine } from '../transcript/transcriptStore';

/** `person`: somebody should join the conversation; `message`: somebody should answer a message that was left. */
export type HandoffKind = 'person' | 'message';

/** All that the person who takes over needs to know. */
export interface Handoff {
  /** Short enough to be read out on the phone. */
  id: string;
  kind: HandoffKind;
  conversationKey: string;
  createdAt: number;
  /** Why: a code such as `asked`, `slow_system`, `bad_input`. */
  reason: string;
  /** What had been collected, for example the order number. */
  collected: Record<string, string>;
  transcript: TranscriptLine[];
  /** What the user wrote for the person, of kind `message`. */
  message?: string;
  /** Where the user can be reached. */
  email?: string;
  /** The helpdesk ticket that it is dealt with by, once there is one. */
  ticket?: HandoffTicket;
  /** What the user added after the ticket was written: a comment on it. */
  addition?: string;
  /** Where the conversation is; opaque to the services. */
  reference: unknown;
}

/** A ticket as far as a hand-over needs it. */
export interface HandoffTicket {
  id: string;
  number: string;
  requesterEmail: string;
  /** When the user should hear at the latest (ISO 8601), where the system tells. */
  answerDueAt?: string;
  /** It is a case of HR, and no ticket. */
  isHrCase?: true;
}

export interface HandoffDraft extends Omit<Handoff, 'id' | 'createdAt' | 'ticket' | 'addition'> {
  /** The record's id, known beforehand: a draft that comes again, because the turn was lost, is the same hand-over. */
  id?: string;
}

/** Whoever asks for a person later than this after the last time has something new. */
const SAME_REQUEST_MS = 24 * 60 * 60_000;

/** Done in the transaction that records a new hand-over. */
export type OnOpened = (sql: Sql, handoff: Handoff) => Promise<void>;

interface HandoffRow {
  id: string;
  conversation_key: string;
  kind: HandoffKind;
  created_at: number;
  document: string;
}

/** The hand-overs to people; they outlive every restart until somebody has taken care of them. */
export class HandoffStore {
  readonly #database: Database;
  readonly #cipher: Cipher;
  readonly #clock: Clock;
  readonly #onOpened: OnOpened;

  constructor(database: Database, cipher: Cipher, clock: Clock, onOpened: OnOpened = () => Promise.resolve()) {
    this.#database = database;
    this.#cipher = cipher;
    this.#clock = clock;
    this.#onOpened = onOpened;
  }

  /**
   * Records a hand-over. Asking again for a person, or with the id of one that is there, gives that one, with `isNew` false.
   *
   * @param alongside what else is written in the same transaction when it is new
   */
  async open(
    { id: wanted, ...draft }: HandoffDraft,
    alongside: OnOpened = () => Promise.resolve(),
  ): Promise<{ handoff: Handoff; isNew: boolean }> {
    const createdAt = this.#clock.now();
    return this.#database.transaction(async (sql) => {
      await sql.lock(`handoffs:${draft.conversationKey}`);
      if (draft.kind === 'person') {
        const [row] = await sql.query<HandoffRow>(
          `SELECT * FROM handoffs
           WHERE conversation_key = $1 AND kind = 'person' AND closed_at IS NULL AND created_at > $2
           ORDER BY created_at DESC LIMIT 1`,
          [draft.conversationKey, createdAt - SAME_REQUEST_MS],
        );
        if (row) return { handoff: this.#toHandoff(row), isNew: false };
      }
      const [taken] = await sql.query<HandoffRow>('SELECT * FROM handoffs WHERE id = $1', [wanted ?? '']);
      if (taken?.conversation_key === draft.conversationKey) return { handoff: this.#toHandoff(taken), isNew: false };
      const id = (!taken && wanted) || createReference();
      const { kind, conversationKey, ...document } = draft;
      await sql.query(
        'INSERT INTO handoffs (id, conversation_key, kind, created_at, document) VALUES ($1, $2, $3, $4, $5)',
        [id, conversationKey, kind, createdAt, this.#cipher.seal(JSON.stringify(document), id)],
      );
      const handoff = { ...draft, id, createdAt };
      await this.#onOpened(sql, handoff);
      await alongside(sql, handoff);
      return { handoff, isNew: true };
    });
  }

  /** The last message that was left in a conversation within a day and that nobody has taken care of. */
  async findMessage(conversationKey: string): Promise<Handoff | undefined> {
    const rows = await this.#database.query<HandoffRow>(
      `SELECT * FROM handoffs
       WHERE conversation_key = $1 AND kind = 'message' AND closed_at IS NULL AND created_at > $2
       ORDER BY created_at DESC`,
      [conversationKey, this.#clock.now() - SAME_REQUEST_MS],
    );
    return rows.map((row) => this.#toHandoff(row)).find(({ reason }) => reason !== 'feedback');
  }

  async find(id: string): Promise<Handoff | undefined> {
    const [row] = await this.#database.query<HandoffRow>('SELECT * FROM handoffs WHERE id = $1', [id]);
    return row && this.#toHandoff(row);
  }

  /** Adds what became known later: where the user can be reached, or the ticket. Gives it as it is then. */
  async complete(
    id: string,
    more: Partial<Pick<Handoff, 'email' | 'ticket' | 'message' | 'addition'>>,
  ): Promise<Handoff | undefined> {
    return this.#database.transaction(async (sql) => {
      await sql.lock(`handoff:${id}`);
      const [row] = await sql.query<HandoffRow>('SELECT * FROM handoffs WHERE id = $1', [id]);
      if (!row) return undefined;
      const document = { ...this.#openDocument(row), ...more };
      await sql.query('UPDATE handoffs SET document = $2 WHERE id = $1', [
        id,
        this.#cipher.seal(JSON.stringify(document), id),
      ]);
      return { ...this.#toHandoff(row), ...more };
    });
  }

  /**
   * Marks a hand-over as taken care of. Gives it if it was open until now: of several who close it, one does.
   *
   * @param sql the transaction that it belongs to
   */
  async close(id: string, sql: Sql = this.#database): Promise<Handoff | undefined> {
    const [row] = await sql.query<HandoffRow>(
      'UPDATE handoffs SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL RETURNING *',
      [id, this.#clock.now()],
    );
    return row && this.#toHandoff(row);
  }

  /** The hand-overs that nobody has taken care of, oldest first; at most `limit`. */
  async listOpen(limit = 1_000_000): Promise<Handoff[]> {
    const rows = await this.#database.query<HandoffRow>(
      'SELECT * FROM handoffs WHERE closed_at IS NULL ORDER BY created_at, id LIMIT $1',
      [limit],
    );
    return rows.map((row) => this.#toHandoff(row));
  }

  #toHandoff(row: HandoffRow): Handoff {
    return {
      ...this.#openDocument(row),
      id: row.id,
      kind: row.kind,
      conversationKey: row.conversation_key,
      createdAt: Number(row.created_at),
    };
  }

  #openDocument(row: HandoffRow): Omit<Handoff, 'id' | 'createdAt' | 'kind' | 'conversationKey'> {
    return JSON.parse(this.#cipher.open(row.document, row.id)) as Omit<
      Handoff,
      'id' | 'createdAt' | 'kind' | 'conversationKey'
    >;
  }
}
