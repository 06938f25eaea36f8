import type { Cipher } from '../storage/cipher';
import type { Database, Sql } from '../storage/database';
import type { LiveConversation, LiveEnd, LiveKey, LiveState } from './liveConversation';

interface LiveRow {
  conversation_key: string;
  handoff_id: string;
  ticket_id: string;
  state: LiveState;
  ended_by: LiveEnd | null;
  began_at: number;
  last_user_at: number | null;
  last_agent_at: number | null;
  troubled_at: number | null;
  document: string;
}

type Sealed = Pick<LiveConversation, 'ticket' | 'agentName' | 'reference' | 'locale'>;

/** The rows of live conversations. Whoever writes one has the conversation to itself. */
export class LiveStore {
  readonly #database: Database;
  readonly #cipher: Cipher;

  constructor(database: Database, cipher: Cipher) {
    this.#database = database;
    this.#cipher = cipher;
  }

  /** Writes it as it is now, new or not. */
  async save(live: LiveConversation, sql: Sql): Promise<void> {
    const { conversationKey, handoffId, ticket, agentName, reference, locale } = live;
    const sealed: Sealed = { ticket, reference, locale, ...(agentName !== undefined && { agentName }) };
    await sql.query(
      `INSERT INTO live_conversations (conversation_key, handoff_id, ticket_id, state, ended_by, began_at, last_user_at,
         last_agent_at, troubled_at, document)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (conversation_key, handoff_id) DO UPDATE SET ticket_id = excluded.ticket_id, state = excluded.state,
         ended_by = excluded.ended_by, began_at = excluded.began_at, last_user_at = excluded.last_user_at,
         last_agent_at = excluded.last_agent_at, troubled_at = excluded.troubled_at, document = excluded.document`,
      [
        conversationKey,
        handoffId,
        ticket.id,
        live.state,
        live.endedBy ?? null,
        live.beganAt,
        live.lastUserAt ?? null,
        live.lastAgentAt ?? null,
        live.troubledAt ?? null,
        this.#cipher.seal(JSON.stringify(sealed), sealedFor(live)),
      ],
    );
  }

  /** The newest of a conversation, whether it is still live or not. */
  async latest(conversationKey: string): Promise<LiveConversation | undefined> {
    return this.#find('conversation_key = $1', [conversationKey]);
  }

  async find({ conversationKey, handoffId }: LiveKey): Promise<LiveConversation | undefined> {
    return this.#find('conversation_key = $1 AND handoff_id = $2', [conversationKey, handoffId]);
  }

  /** @param number also compared, because two helpdesks may give out the same ids */
  async findByTicket(ticketId: string, number: string): Promise<LiveConversation | undefined> {
    const found = await this.#find('ticket_id = $1', [ticketId]);
    return found?.ticket.number === number ? found : undefined;
  }

  async hasTicket(ticketId: string): Promise<boolean> {
    const rows = await this.#database.query('SELECT 1 FROM live_conversations WHERE ticket_id = $1 LIMIT 1', [
      ticketId,
    ]);
    return rows.length > 0;
  }

  async #find(where: string, parameters: string[]): Promise<LiveConversation | undefined> {
    const [row] = await this.#database.query<LiveRow>(
      `SELECT * FROM live_conversations WHERE ${where} ORDER BY began_at DESC LIMIT 1`,
      parameters,
    );
    return row && this.#toLive(row);
  }

  #toLive(row: LiveRow): LiveConversation {
    const key = { conversationKey: row.conversation_key, handoffId: row.handoff_id };
    const sealed = JSON.parse(this.#cipher.open(row.document, sealedFor(key))) as Sealed;
    return {
      ...key,
      ...sealed,
      state: row.state,
      beganAt: Number(row.began_at),
      ...(row.ended_by !== null && { endedBy: row.ended_by }),
      ...(row.last_user_at !== null && { lastUserAt: Number(row.last_user_at) }),
      ...(row.last_agent_at !== null && { lastAgentAt: Number(row.last_agent_at) }),
      ...(row.troubled_at !== null && { troubledAt: Number(row.troubled_at) }),
    };
  }
}

function sealedFor({ conversationKey, handoffId }: LiveKey): string {
  return `${conversationKey}/${handoffId}`;
}
