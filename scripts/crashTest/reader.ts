import { DatabaseSync } from 'node:sqlite';
import { Pool } from 'pg';

/** Runs queries on the bot's database without the bot's own code: what is checked must not be checked by itself. */
export interface Reader {
  query<R>(statement: string): Promise<R[]>;
  close(): Promise<void>;
}

const WAITS_MS = 5_000;

/** @param url as in `DATABASE_URL` */
export function openReadOnly(url: string): Reader {
  return url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length)) : openPostgres(url);
}

function openSqlite(file: string): Reader {
  const database = new DatabaseSync(file, { readOnly: true, timeout: WAITS_MS });
  return {
    query: (statement) => Promise.resolve(database.prepare(statement).all() as never),
    close: () => Promise.resolve(database.close()),
  };
}

function openPostgres(url: string): Reader {
  const pool = new Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined); // the next query gets another connection
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    query: async (statement) => (await pool.query(statement)).rows as never,
    close: () => pool.end(),
  };
}
