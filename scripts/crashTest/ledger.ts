import { createCipher, type Cipher } from '../../services/storage/cipher';
import { openReadOnly, type Reader } from './reader';

/** An operation as it stands in the bot's database. */
export interface LedgerRow {
  id: string;
  conversationKey: string;
  call: string;
  protection: string;
  state: string;
  attempts: number;
  dispatchedAt: number;
  closedAt: number | undefined;
}

/** A task that is due later than this was not meant for now. */
const SOON_MS = 60_000;

interface Row {
  id: string;
  conversation_key: string;
  port: string;
  method: string;
  protection: string;
  state: string;
  attempts: number;
  dispatched_at: number | null;
  closed_at: number | null;
}

/** The bot's own books, read from outside and only read. */
export class Ledger {
  readonly #cipher: Cipher;

  private constructor(
    private readonly reader: Reader,
    key: Buffer,
  ) {
    this.#cipher = createCipher(key);
  }

  static open(url: string, key: Buffer): Ledger {
    return new Ledger(openReadOnly(url), key);
  }

  /** All operations that somebody waits for, or those that nobody was told about yet. */
  async operations(which: 'all' | 'open' = 'all'): Promise<LedgerRow[]> {
    const rows = await this.reader.query<Row>(
      `SELECT id, conversation_key, port, method, protection, state, attempts, dispatched_at, closed_at
       FROM operations WHERE silent = 0${which === 'open' ? ' AND closed_at IS NULL' : ''}`,
    );
    return rows.map((row) => ({
      id: row.id,
      conversationKey: row.conversation_key,
      call: `${row.port}.${row.method}`,
      protection: row.protection,
      state: row.state,
      attempts: Number(row.attempts),
      dispatchedAt: Number(row.dispatched_at ?? 0),
      closedAt: row.closed_at === null ? undefined : Number(row.closed_at),
    }));
  }

  /** The operations that an open hand-over names because nobody knows how they ended. */
  async reportedUnknown(): Promise<string[]> {
    const rows = await this.reader.query<{ id: string; document: string }>(
      'SELECT id, document FROM handoffs WHERE closed_at IS NULL',
    );
    return rows.flatMap(({ id, document }) => {
      const { reason, collected } = JSON.parse(this.#cipher.open(document, id)) as {
        reason: string;
        collected: { operationId?: string };
      };
      return reason === 'unknown_outcome' && collected.operationId ? [collected.operationId] : [];
    });
  }

  /** What is still to be done, by kind: due times of operations, and durable tasks but those that are planned for later. */
  async leftToDo(): Promise<string[]> {
    const soon = Date.now() + SOON_MS;
    const tasks = await this.reader.query<{ kind: string; n: number }>(
      `SELECT kind, COUNT(*) AS n FROM tasks WHERE attempts > 0 OR due_at < ${soon} GROUP BY kind`,
    );
    const dueTimes = await this.reader.query<{ kind: string; n: number }>(
      'SELECT kind, COUNT(*) AS n FROM operation_tasks GROUP BY kind',
    );
    return [...tasks, ...dueTimes].map(({ kind, n }) => `${Number(n)} × ${kind}`);
  }

  close(): Promise<void> {
    return this.reader.close();
  }
}
