import { randomUUID } from 'node:crypto';
import type { Cipher } from '../storage/cipher';
import type { Database, Sql } from '../storage/database';

/** Lines that a hand-over carries at most. */
const LINES_KEPT = 200;
/** A pasted novel is not needed whole. */
const LONGEST_LINE = 4_000;

export interface TranscriptLine {
  from: 'user' | 'bot';
  text: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Between an employee and HR: it is kept from whoever takes over the conversation. */
  confidential?: true;
}

/** What was said in each conversation, encrypted, for the person who takes over. */
export class TranscriptStore {
  readonly #database: Database;
  readonly #cipher: Cipher;

  constructor(database: Database, cipher: Cipher) {
    this.#database = database;
    this.#cipher = cipher;
  }

  /** Adds what was said in one turn, within the transaction that saves it: one row, because each costs a sealing. */
  async append(sql: Sql, conversationKey: string, lines: readonly TranscriptLine[]): Promise<void> {
    const [first] = lines;
    if (!first) return;
    const id = randomUUID();
    const document = JSON.stringify(
      lines.map((line) => ({
        ...line,
        text: line.text.slice(0, LONGEST_LINE),
      })),
    );
    await sql.query('INSERT INTO transcript (conversation_key, at, id, document) VALUES ($1, $2, $3, $4)', [
      conversationKey,
      first.at,
      id,
      this.#cipher.seal(document, id),
    ]);
  }

  /** The last lines of a conversation, oldest first; confidential ones only for the user's own eyes. */
  async read(conversationKey: string, { alsoConfidential = false } = {}): Promise<TranscriptLine[]> {
    const rows = await this.#database.query<{ id: string; document: string }>(
      'SELECT id, document FROM transcript WHERE conversation_key = $1 ORDER BY at DESC, id LIMIT $2',
      [conversationKey, LINES_KEPT],
    );
    const turns = rows
      .reverse()
      .map(({ id, document }) => JSON.parse(this.#cipher.open(document, id)) as TranscriptLine[]);
    const lines = turns.flat().filter(({ confidential }) => alsoConfidential || !confidential);
    return lines.slice(-LINES_KEPT);
  }
}
