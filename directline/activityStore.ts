import { randomUUID } from 'node:crypto';
import type { Cipher } from '../services/storage/cipher';
import type { Database, Sql } from '../services/storage/database';
import type { Activity } from './activity';
import type { Session } from './directLineToken';

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

type SealedFile = Omit<StoredFile, 'content'> & { base64: string };

/**
 * What the local Direct Line remembers, encrypted. Everything is in the database, so that a client goes on where it was after
 * the bot's process has been killed. A watermark is the number of the last activity seen.
 */
export class ActivityStore {
  constructor(
    private readonly database: Database,
    private readonly cipher: Cipher,
  ) {}

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
        [conversationId, seq, id, this.seal(stored, conversationId, id), now],
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
        this.seal(body, conversationId, id),
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
    const rows = await this.database.query<{ seq: number; id: string; body: string }>(
      'SELECT seq, id, body FROM directline_activities WHERE conversation_id = $1 AND seq > $2 ORDER BY seq',
      [conversationId, Number(watermark)],
    );
    return {
      activities: rows.map(({ id, body }) => this.unseal<Activity>(body, conversationId, id)),
      watermark: String(rows.at(-1)?.seq ?? Number(watermark)),
    };
  }

  /** Keeps an uploaded file and gives its id. The oldest files of the conversation make room. */
  async addFile(conversationId: string, { name, contentType, content }: StoredFile): Promise<string> {
    const id = randomUUID();
    const file = { name: name.toWellFormed().replaceAll('\0', ''), contentType, base64: content.toString('base64') };
    await this.database.query(
      'INSERT INTO directline_files (conversation_id, id, document, created_at) VALUES ($1, $2, $3, $4)',
      [conversationId, id, this.seal(file, conversationId, id), Date.now()],
    );
    await this.database.query(
      `DELETE FROM directline_files WHERE conversation_id = $1 AND id NOT IN
         (SELECT id FROM directline_files WHERE conversation_id = $1 ORDER BY created_at DESC LIMIT ${FILES_KEPT})`,
      [conversationId],
    );
    return id;
  }

  async findFile(conversationId: string, id: string): Promise<StoredFile | undefined> {
    const [row] = await this.database.query<{ document: string }>(
      'SELECT document FROM directline_files WHERE conversation_id = $1 AND id = $2',
      [conversationId, id],
    );
    if (!row) return undefined;
    const { base64, ...file } = this.unseal<SealedFile>(row.document, conversationId, id);
    return { ...file, content: Buffer.from(base64, 'base64') };
  }

  private seal(value: object, conversationId: string, id: string): string {
    return this.cipher.seal(JSON.stringify(value), `${conversationId}/${id}`);
  }

  private unseal<T>(sealed: string, conversationId: string, id: string): T {
    return JSON.parse(this.cipher.open(sealed, `${conversationId}/${id}`)) as T;
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
