import { randomUUID } from 'node:crypto';
import type { Database, Sql } from '../services/storage/database';
import type { Activity } from './activity';
import type { Session } from './directLineToken';

/** The tables, in statements that SQLite and PostgreSQL both understand and that may run again. */
export const directLineMigration: string[] = [
  `CREATE TABLE IF NOT EXISTS directline_conversations (
     id TEXT PRIMARY KEY, user_id TEXT NOT NULL, last_seq INTEGER NOT NULL, created_at BIGINT NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS directline_activities (
     conversation_id TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
     created_at BIGINT NOT NULL, PRIMARY KEY (conversation_id, seq))`,
  `CREATE UNIQUE INDEX IF NOT EXISTS directline_activities_by_id ON directline_activities (conversation_id, id)`,
  `CREATE TABLE IF NOT EXISTS directline_files (
     conversation_id TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, content_type TEXT NOT NULL,
     content TEXT NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY (conversation_id, id))`,
];

const NEWS = 'directline.news';
const ACTIVITIES_KEPT = 1000;
const FILES_KEPT = 50;

/** Activities in the order in which a client should see them, and the place to go on from. */
export interface ActivitySet {
  activities: Activity[];
  watermark: string;
}

export interface StoredFile {
  name: string;
  contentType: string;
  content: Buffer;
}

/**
 * What the local Direct Line remembers. Everything is in the database, so that a client goes on where it was after the bot's
 * process has been killed. A watermark is the number of the last activity seen.
 */
export class ActivityStore {
  private constructor(private readonly database: Database) {}

  /** Gives the store over a database, making its tables when they are not there. */
  static async open(database: Database): Promise<ActivityStore> {
    await database.transaction(async (sql) => {
      // Two instances may start at once, and `IF NOT EXISTS` alone does not keep them apart.
      await sql.lock('directline tables');
      for (const statement of directLineMigration) await sql.query(statement);
    });
    return new ActivityStore(database);
  }

  /** Says to all instances that a conversation has something new. */
  announce(conversationId: string): void {
    this.database.signals.send(NEWS, conversationId);
  }

  /** Hears of conversations with something new, wherever it was stored. */
  onNews(hear: (conversationId: string) => void): () => void {
    return this.database.signals.listen(NEWS, hear);
  }

  /** Starts a conversation. Gives false when it had been started before. */
  async start({ conversationId, userId }: Session): Promise<boolean> {
    const rows = await this.database.query(
      `INSERT INTO directline_conversations (id, user_id, last_seq, created_at) VALUES ($1, $2, 0, $3)
       ON CONFLICT (id) DO NOTHING RETURNING id`,
      [conversationId, userId, Date.now()],
    );
    return rows.length > 0;
  }

  async isStarted(conversationId: string): Promise<boolean> {
    const rows = await this.database.query('SELECT id FROM directline_conversations WHERE id = $1', [conversationId]);
    return rows.length > 0;
  }

  /** Adds an activity at the end of a started conversation and gives it with its id and time. */
  async append<A extends Activity>(
    conversationId: string,
    activity: A,
  ): Promise<A & { id: string; timestamp: string }> {
    return this.database.transaction(async (sql) => {
      const seq = await nextSeq(sql, conversationId);
      // The real Direct Line's form, which clients need not understand but people reading logs do.
      const id = `${conversationId}|${String(seq).padStart(7, '0')}`;
      const now = Date.now();
      const stored = { ...activity, id, timestamp: new Date(now).toISOString() };
      await sql.query(
        'INSERT INTO directline_activities (conversation_id, seq, id, body, created_at) VALUES ($1, $2, $3, $4, $5)',
        [conversationId, seq, id, JSON.stringify(stored), now],
      );
      await sql.query('DELETE FROM directline_activities WHERE conversation_id = $1 AND seq <= $2', [
        conversationId,
        seq - ACTIVITIES_KEPT,
      ]);
      return stored;
    });
  }

  /** Changes an activity, so that clients get it once more under its old id and time. Gives false when there is none. */
  async replace(conversationId: string, id: string, activity: Activity): Promise<boolean> {
    return this.database.transaction(async (sql) => {
      const [row] = await sql.query<{ created_at: number }>(
        'SELECT created_at FROM directline_activities WHERE conversation_id = $1 AND id = $2',
        [conversationId, id],
      );
      if (!row) return false;
      const body = { ...activity, id, timestamp: new Date(Number(row.created_at)).toISOString() };
      const seq = await nextSeq(sql, conversationId);
      await sql.query('UPDATE directline_activities SET seq = $1, body = $2 WHERE conversation_id = $3 AND id = $4', [
        seq,
        JSON.stringify(body),
        conversationId,
        id,
      ]);
      return true;
    });
  }

  /** Removes an activity. Gives false when there is none. */
  async remove(conversationId: string, id: string): Promise<boolean> {
    const rows = await this.database.query(
      'DELETE FROM directline_activities WHERE conversation_id = $1 AND id = $2 RETURNING id',
      [conversationId, id],
    );
    return rows.length > 0;
  }

  async has(conversationId: string, id: string): Promise<boolean> {
    const rows = await this.database.query(
      'SELECT id FROM directline_activities WHERE conversation_id = $1 AND id = $2',
      [conversationId, id],
    );
    return rows.length > 0;
  }

  /** The activities after a watermark; from the beginning when it is empty. */
  async listAfter(conversationId: string, watermark: string): Promise<ActivitySet> {
    const rows = await this.database.query<{ seq: number; body: string }>(
      'SELECT seq, body FROM directline_activities WHERE conversation_id = $1 AND seq > $2 ORDER BY seq',
      [conversationId, Number(watermark)],
    );
    return {
      activities: rows.map((row) => JSON.parse(row.body) as Activity),
      watermark: String(rows.at(-1)?.seq ?? Number(watermark)),
    };
  }

  /** Keeps an uploaded file and gives its id. The oldest files of the conversation make room. */
  async addFile(conversationId: string, { name, contentType, content }: StoredFile): Promise<string> {
    const id = randomUUID();
    await this.database.query(
      `INSERT INTO directline_files (conversation_id, id, name, content_type, content, created_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [
        conversationId,
        id,
        name.toWellFormed().replaceAll('\0', ''),
        contentType,
        content.toString('base64'),
        Date.now(),
      ],
    );
    await this.database.query(
      `DELETE FROM directline_files WHERE conversation_id = $1 AND id NOT IN
         (SELECT id FROM directline_files WHERE conversation_id = $1 ORDER BY created_at DESC LIMIT ${FILES_KEPT})`,
      [conversationId],
    );
    return id;
  }

  async findFile(conversationId: string, id: string): Promise<StoredFile | undefined> {
    const [row] = await this.database.query<{ name: string; content_type: string; content: string }>(
      'SELECT name, content_type, content FROM directline_files WHERE conversation_id = $1 AND id = $2',
      [conversationId, id],
    );
    return row && { name: row.name, contentType: row.content_type, content: Buffer.from(row.content, 'base64') };
  }
}

async function nextSeq(sql: Sql, conversationId: string): Promise<number> {
  const [row] = await sql.query<{ last_seq: number }>(
    'UPDATE directline_conversations SET last_seq = last_seq + 1 WHERE id = $1 RETURNING last_seq',
    [conversationId],
  );
  if (!row) throw new Error(`Conversation ${conversationId} has not been started`);
  return row.last_seq;
}
