import type { Sql } from '../storage/database';

/** A write of which nobody knows whether it was done, until a person has taken care of it. */
export interface UnknownOperation {
  id: string;
  conversationKey: string;
  port: string;
  method: string;
  /** Milliseconds since 1970. */
  receivedAt: number;
  /** How long nobody has known. */
  ageMs: number;
  logReference?: string;
  /** The hand-over with all that is known; absent while it is being written, and for what nobody waited for. */
  handoffId?: string;
}

interface UnknownRow {
  id: string;
  conversation_key: string;
  port: string;
  method: string;
  received_at: number;
  settled_at: number;
  log_reference: string | null;
  handoff_id: string | null;
}

/** The writes whose outcome nobody knows and nobody has looked into, oldest first. */
export async function listUnknown(database: Sql, now: number): Promise<UnknownOperation[]> {
  const rows = await database.query<UnknownRow>(
    `SELECT o.id, o.conversation_key, o.port, o.method, o.received_at, o.settled_at, o.log_reference, o.handoff_id
     FROM operations AS o LEFT JOIN handoffs AS h ON h.id = o.handoff_id AND h.conversation_key = o.conversation_key
     WHERE o.state = 'unknown' AND o.looked_into_at IS NULL AND h.closed_at IS NULL ORDER BY o.settled_at, o.id`,
  );
  return rows.map((row) => ({
    ...{ id: row.id, conversationKey: row.conversation_key, port: row.port, method: row.method },
    receivedAt: Number(row.received_at),
    ageMs: now - Number(row.settled_at),
    ...(row.log_reference !== null && { logReference: row.log_reference }),
    ...(row.handoff_id !== null && { handoffId: row.handoff_id }),
  }));
}

/** Notes that a person has found out what became of a write. Gives its hand-over, if it has one; false where none waits. */
export async function markLookedInto(sql: Sql, id: string, now: number): Promise<{ handoffId?: string } | false> {
  const [row] = await sql.query<Pick<UnknownRow, 'handoff_id'>>(
    `UPDATE operations SET looked_into_at = $2 WHERE id = $1 AND state = 'unknown' AND looked_into_at IS NULL
     RETURNING handoff_id`,
    [id, now],
  );
  if (!row) return false;
  return row.handoff_id === null ? {} : { handoffId: row.handoff_id };
}
