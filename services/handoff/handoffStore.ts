import { createReference } from '../logger';
import type { Clock } from '../operations/clock';
import type { Cipher } from '../storage/cipher';
import type { Database } from '../storage/database';
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
  /** Where the conversation is; opaque to the services. */
  reference: unknown;
}

export type HandoffDraft = Omit<Handoff, 'id' | 'createdAt'>;

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

  constructor(database: Database, cipher: Cipher, clock: Clock) {
    this.#database = database;
    this.#cipher = cipher;
    this.#clock = clock;
  }

  /** Records a hand-over. Asking again for a person gives the one that is open already, with `isNew` false. */
  async open(draft: HandoffDraft): Promise<{ handoff: Handoff; isNew: boolean }> {
    const id = createReference();
    const createdAt = this.#clock.now();
    return this.#database.transaction(async (sql) => {
      if (draft.kind === 'person') {
        const [row] = await sql.query<HandoffRow>(
          `SELECT * FROM handoffs WHERE conversation_key = $1 AND kind = 'person' AND closed_at IS NULL`,
          [draft.conversationKey],
        );
        if (row) return { handoff: this.#toHandoff(row), isNew: false };
      }
      const { kind, conversationKey, ...document } = draft;
      await sql.query(
        'INSERT INTO handoffs (id, conversation_key, kind, created_at, document) VALUES ($1, $2, $3, $4, $5)',
        [id, conversationKey, kind, createdAt, this.#cipher.seal(JSON.stringify(document), id)],
      );
      return { handoff: { ...draft, id, createdAt }, isNew: true };
    });
  }

  /** The hand-overs that nobody has taken care of, oldest first. */
  async listOpen(): Promise<Handoff[]> {
    const rows = await this.#database.query<HandoffRow>(
      'SELECT * FROM handoffs WHERE closed_at IS NULL ORDER BY created_at, id',
    );
    return rows.map((row) => this.#toHandoff(row));
  }

  #toHandoff(row: HandoffRow): Handoff {
    const document = JSON.parse(this.#cipher.open(row.document, row.id)) as Omit<
      HandoffDraft,
      'kind' | 'conversationKey'
    >;
    return {
      ...document,
      id: row.id,
      kind: row.kind,
      conversationKey: row.conversation_key,
      createdAt: Number(row.created_at),
    };
  }
}
