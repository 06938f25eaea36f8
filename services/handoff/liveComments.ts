import type { Cipher } from '../storage/cipher';
import type { Database, Sql } from '../storage/database';
import type { AgentComment, LiveKey } from './liveConversation';

interface CommentRow {
  comment_id: string;
  document: string;
}

/** What agents wrote, and whether the user has had it: told in the chat, seen there, or sent by e-mail. */
export class LiveComments {
  readonly #database: Database;
  readonly #cipher: Cipher;

  constructor(database: Database, cipher: Cipher) {
    this.#database = database;
    this.#cipher = cipher;
  }

  /** Whether this was told before; `id` is a comment's or an event's. */
  async has({ handoffId }: LiveKey, id: string): Promise<boolean> {
    const rows = await this.#database.query('SELECT 1 FROM live_comments WHERE handoff_id = $1 AND comment_id = $2', [
      handoffId,
      id,
    ]);
    return rows.length > 0;
  }

  /** Notes a comment that nobody has seen yet. */
  add({ handoffId }: LiveKey, comment: AgentComment, at: number, sql: Sql): Promise<void> {
    return this.#insert(sql, handoffId, comment.id, at, 'unread', comment);
  }

  /** Notes something that was told and needs no reading. */
  addTold({ handoffId }: LiveKey, id: string, at: number, sql: Sql): Promise<void> {
    return this.#insert(sql, handoffId, id, at, 'read', null);
  }

  /** The user was there after all of this. */
  async markRead({ handoffId }: LiveKey, sql: Sql): Promise<void> {
    await sql.query(`UPDATE live_comments SET state = 'read' WHERE handoff_id = $1 AND state = 'unread'`, [handoffId]);
  }

  /** What the user has not seen, as far as can be known, oldest first. */
  async unread({ handoffId }: LiveKey): Promise<AgentComment[]> {
    const rows = await this.#database.query<CommentRow>(
      `SELECT comment_id, document FROM live_comments WHERE handoff_id = $1 AND state = 'unread' ORDER BY at, comment_id`,
      [handoffId],
    );
    return rows.map(
      (row) => JSON.parse(this.#cipher.open(row.document, sealedFor(handoffId, row.comment_id))) as AgentComment,
    );
  }

  async markMailed({ handoffId }: LiveKey, comments: readonly AgentComment[]): Promise<void> {
    for (const { id } of comments)
      await this.#database.query(
        `UPDATE live_comments SET state = 'mailed' WHERE handoff_id = $1 AND comment_id = $2`,
        [handoffId, id],
      );
  }

  async #insert(sql: Sql, handoffId: string, id: string, at: number, state: string, content: AgentComment | null) {
    await sql.query(
      `INSERT INTO live_comments (handoff_id, comment_id, at, state, document) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [handoffId, id, at, state, this.#cipher.seal(JSON.stringify(content), sealedFor(handoffId, id))],
    );
  }
}

function sealedFor(handoffId: string, id: string): string {
  return `${handoffId}/${id}`;
}
