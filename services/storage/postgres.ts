import pg from 'pg';
import type { Logger } from '../logger';
import type { Database, Row, Sql, SqlValue, Transaction } from './database';
import { migrate } from './migrations';
import { connectPostgresSignals, type PostgresSignals } from './postgresSignals';
import { StorageError } from './storageError';

/** Connections of one instance: a turn needs one only while a statement runs. */
const CONNECTIONS = 12;
/** How long a statement waits for a connection. */
const CONNECT_WITHIN_MS = 5_000;
/** Statements are small; one that takes longer waits for something that may never come. */
const STATEMENT_WITHIN_MS = 10_000;
/** How long the start waits for a server that is starting itself. */
const SERVER_STARTS_WITHIN_MS = 30_000;
const ASK_AGAIN_MS = 500;
const TRIES = 4;
/** Opening a connection costs the server a process. */
const IDLE_MS = 120_000;

/** Errors after which the same transaction may succeed: https://www.postgresql.org/docs/15/errcodes-appendix.html */
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
/** A table got another column while a prepared statement remembered the old ones. */
const PLAN_IS_OUTDATED = '0A000';
const STARTING_UP = '57P03';
/** Connection exceptions, and what a server says that is being stopped or started. */
const SERVER_STOPS = /^(08|57P)/;
const INT8 = 20;

/** `BIGINT` as a number: instants and counts stay far below 2^53. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : (pg.types.getTypeParser(oid, format) as (value: string) => unknown),
};

/**
 * Opens a PostgreSQL database, waits for a server that is just starting, and brings the tables up to date: of several
 * instances the first one does it, while the others wait.
 *
 * @param url `postgres://user:password@host:port/database`
 * @throws StorageError when it cannot be used; the message holds no password.
 */
export async function openPostgres(url: string, log: Logger): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    query_timeout: STATEMENT_WITHIN_MS,
    idleTimeoutMillis: IDLE_MS,
    keepAlive: true,
    application_name: 'business-chat-bot',
    types,
  });
  // A connection that the server closed while nobody used it: the next statement gets another one.
  pool.on('error', (error) => log.warn('database.connection_lost', { reason: error.name }));
  // One that is lost between two statements of a transaction: the next statement tells.
  pool.on('connect', (client) => client.on('error', () => undefined));
  let signals: PostgresSignals | undefined;
  try {
    await waitForServer(pool, log);
    signals = await connectPostgresSignals(url, pool, log);
    const database = new PostgresDatabase(pool, signals);
    await database.transaction(async (sql) => {
      await sql.lock('migrations');
      await migrate(sql, Date.now(), 'postgres');
    });
    return database;
  } catch (error) {
    await signals?.close();
    await pool.end();
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new StorageError(`The database ${nameOf(url)} cannot be used: ${reason}`, { cause: error });
  }
}

async function waitForServer(pool: pg.Pool, log: Logger): Promise<void> {
  const giveUpAt = performance.now() + SERVER_STARTS_WITHIN_MS;
  for (let isFirst = true; ; isFirst = false) {
    try {
      return void (await pool.query('SELECT 1'));
    } catch (error) {
      const { code = '' } = error as { code?: string };
      const mayCome = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', STARTING_UP].includes(code);
      if (!mayCome || performance.now() > giveUpAt) throw error;
      if (isFirst) log.warn('database.awaited', { reason: code });
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    }
  }
}

class PostgresDatabase implements Database {
  readonly skipLocked = 'FOR UPDATE SKIP LOCKED';
  readonly isShared = true;
  readonly signals: PostgresSignals;
  readonly #pool: pg.Pool;
  /** Statements are prepared once a connection, under these names. */
  readonly #names = new Map<string, string>();

  constructor(pool: pg.Pool, signals: PostgresSignals) {
    this.#pool = pool;
    this.signals = signals;
  }

  query<R extends object = Row>(statement: string, parameters: readonly SqlValue[] = []): Promise<R[]> {
    return this.#withClient((client) => this.#run<R>(client, statement, parameters));
  }

  transaction<T>(work: (sql: Transaction) => Promise<T>): Promise<T> {
    return this.#withClient(async (client) => {
      const query: Sql['query'] = (statement, parameters) => this.#run(client, statement, parameters);
      const lock = async (name: string) => {
        await query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
      };
      await client.query('BEGIN');
      try {
        const result = await work({ query, lock });
        await client.query('COMMIT');
        return result;
      } catch (error) {
        // A connection that is gone rolls back by itself; the first error is the one that is told.
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }

  async now(): Promise<number> {
    const [row] = await this.query<{ now: number }>(
      'SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) AS now',
    );
    return row?.now ?? 0;
  }

  async ping(): Promise<void> {
    await this.query('SELECT 1');
  }

  async close(): Promise<void> {
    await this.signals.close();
    await this.#pool.end();
  }

  async #withClient<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried++) {
      const client = await this.#pool.connect().catch(noAnswer);
      try {
        const result = await work(client);
        client.release();
        return result;
      } catch (error) {
        const { code = '' } = error as { code?: string };
        // Whatever is no answer of the server leaves the connection in an unknown state.
        const isGone = !isServerAnswer(error) || SERVER_STOPS.test(code);
        client.release(isGone || code === PLAN_IS_OUTDATED);
        if (isGone) noAnswer(error);
        if (tried >= TRIES || ![SERIALIZATION_FAILURE, DEADLOCK, PLAN_IS_OUTDATED].includes(code)) throw error;
      }
    }
  }

  async #run<R extends object>(
    client: pg.PoolClient,
    statement: string,
    parameters: readonly SqlValue[] = [],
  ): Promise<R[]> {
    let name = this.#names.get(statement);
    if (name === undefined) this.#names.set(statement, (name = `s${this.#names.size}`));
    // Without values pg would not prepare it; tables are made only once.
    const { rows } = /^(CREATE|ALTER|DROP)/.test(statement)
      ? await client.query<R>(statement)
      : await client.query<R>({ name, text: statement, values: parameters.map(withoutNul) });
    return rows;
  }
}

/** PostgreSQL's text holds everything but this. */
function withoutNul(value: SqlValue): SqlValue {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '') : value;
}

/** Errors of work that is not the database's leave the connection as it was, too. */
function isServerAnswer(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return true;
  const { code } = error as { code?: string };
  const message = error instanceof Error ? error.message : '';
  const isBroken = code?.startsWith('E') || /connection|timeout|terminat/i.test(message);
  return !isBroken;
}

/** @throws StorageError always: so that others can tell an outage from a fault of their own. */
function noAnswer(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new StorageError(`the database does not answer: ${reason}`, { cause: error });
}

/** Host and database, for a message; never the password. */
function nameOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
