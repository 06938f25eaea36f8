import type { Clock } from '../services/operations/clock';
import type { Database, Sql } from '../services/storage/database';

/** Remembers who was greeted: channels tell of the same arrival more than once. */
export class WelcomeRegister {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** True for the first call with this conversation, ever or since it was forgotten. */
  async isFirst(conversation: string): Promise<boolean> {
    const rows = await this.#database.query(
      `INSERT INTO welcomed_conversations (conversation_key, welcomed_at) VALUES ($1, $2)
       ON CONFLICT DO NOTHING RETURNING conversation_key`,
      [conversation, this.#clock.now()],
    );
    return rows.length > 0;
  }

  async forget(conversation: string, sql: Sql): Promise<void> {
    await sql.query('DELETE FROM welcomed_conversations WHERE conversation_key = $1', [conversation]);
  }
}
