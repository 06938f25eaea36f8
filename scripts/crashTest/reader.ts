import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';

/** Runs queries on the bot's database without the bot's own code: what is checked must not be checked by itself. */
export interface Reader {
  query<R>(statement: string): Promise<R[]>;
  close(): Promise<void>;
}

const WAITS_MS = 5_000;

/** @param url as in `DATABASE_URL` */
export async function openReadOnly(url: string): Promise<Reader> {
  return url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length)) : openPostgres(url);
}

function openSqlite(file: string): Reader {
  const database = new DatabaseSync(file, { readOnly: true, timeout: WAITS_MS });
  return {
    query: (statement) => Promise.resolve(database.prepare(statement).all() as never),
    close: () => Promise.resolve(database.close()),
  };
}

async function openPostgres(url: string): Promise<Reader> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined); // the next query tells
  await client.connect();
  return {
    query: async (statement) => (await client.query(statement)).rows as never,
    close: () => client.end(),
  };
}
