import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Database, Row, Sql, SqlValue } from './database';
import { migrate } from './migrations';
import { StorageError } from './storageError';

const IN_MEMORY = ':memory:';

/**
 * Opens the embedded database, creating it when it is not there, and brings its tables up to date.
 *
 * @param path a file, or `:memory:`.
 * @throws StorageError when the file is damaged, belongs to something else or is newer than this program; it is left as it is.
 */
export async function openSqlite(path: string): Promise<Database> {
  let connection: DatabaseSync | undefined;
  try {
    if (path !== IN_MEMORY) mkdirSync(dirname(path), { recursive: true });
    connection = new DatabaseSync(path, { timeout: 2000 });
    checkIntegrity(connection);
    // WAL survives a killed process; FULL also survives a power cut, which a promised answer is worth.
    connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
    const database = new SqliteDatabase(connection);
    await database.transaction((sql) => migrate(sql, Date.now()));
    return database;
  } catch (error) {
    connection?.close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new StorageError(`The data file ${path} cannot be used: ${reason}`, { cause: error });
  }
}

function checkIntegrity(connection: DatabaseSync): void {
  const advice = 'Restore it from a backup, or move it away and start again with an empty one.';
  try {
    const result = connection.prepare('PRAGMA quick_check(1)').get();
    if (result?.['quick_check'] !== 'ok') throw new Error(String(result?.['quick_check']));
  } catch (error) {
    throw new StorageError(`it is damaged or not a database (${(error as Error).message}). ${advice}`, {
      cause: error,
    });
  }
  const tables = connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  if (tables.length > 0 && !tables.some((table) => table['name'] === 'schema_migrations')) {
    throw new StorageError(`it belongs to another program. Name another file in DATABASE_URL.`);
  }
}

/** SQLite on one connection. A transaction has the connection to itself: everything else waits for its turn. */
class SqliteDatabase implements Database {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #unguarded: Sql = {
    query: <R extends object = Row>(statement: string, parameters: readonly SqlValue[] = []) =>
      Promise.resolve(this.#run(statement, parameters) as R[]),
  };
  #busy: Promise<void> | undefined;

  constructor(connection: DatabaseSync) {
    this.#connection = connection;
  }

  async query<R extends object = Row>(statement: string, parameters: readonly SqlValue[] = []): Promise<R[]> {
    while (this.#busy) await this.#busy;
    return this.#run(statement, parameters) as R[];
  }

  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    while (this.#busy) await this.#busy;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#busy = promise;
    try {
      this.#connection.exec('BEGIN IMMEDIATE');
      const result = await work(this.#unguarded);
      this.#connection.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK');
      throw error;
    } finally {
      this.#busy = undefined;
      resolve();
    }
  }

  async ping(): Promise<void> {
    await this.query('SELECT 1');
  }

  async close(): Promise<void> {
    while (this.#busy) await this.#busy;
    if (this.#connection.isOpen) this.#connection.close();
  }

  #run(statement: string, parameters: readonly SqlValue[]): Row[] {
    let prepared = this.#statements.get(statement);
    if (!prepared) {
      prepared = this.#connection.prepare(statement.replace(/\$(\d+)/g, '?$1'));
      this.#statements.set(statement, prepared);
    }
    return prepared.all(...parameters) as Row[];
  }
}
