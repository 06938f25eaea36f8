import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { systemClock } from '../operations/clock';
import type { Database, Row, SqlValue, Transaction } from './database';
import { migrate } from './migrations';
import { LocalSignals } from './signals';
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
    const database = new SqliteDatabase(connection);
    await database.transaction((sql) => migrate(sql, Date.now()));
    // Only now, so that a file that is refused stays as it is. WAL survives a killed process; FULL also survives a power
    // cut, which a promised answer is worth.
    connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
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

/** Work that waits for the next commit, and whoever waits for it. */
interface WaitingWork {
  work: (sql: Transaction) => Promise<unknown>;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * SQLite on one connection. What is to be written at the same moment is committed together, because a commit waits for the
 * disk: each piece of work is still all or nothing, and done only when it is on the disk. Reads wait while that goes on.
 */
class SqliteDatabase implements Database {
  readonly skipLocked = '';
  readonly isShared = false;
  readonly signals = new LocalSignals();
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #unguarded: Transaction = {
    query: <R extends object = Row>(statement: string, parameters: readonly SqlValue[] = []) =>
      Promise.resolve(this.#run(statement, parameters) as R[]),
    // Nobody else writes while this goes on.
    lock: () => Promise.resolve(),
  };
  #waiting: WaitingWork[] = [];
  /** The commit that is planned or goes on. */
  #commit: Promise<void> | undefined;

  constructor(connection: DatabaseSync) {
    this.#connection = connection;
  }

  async query<R extends object = Row>(statement: string, parameters: readonly SqlValue[] = []): Promise<R[]> {
    if (!statement.startsWith('SELECT')) return this.transaction((sql) => sql.query<R>(statement, parameters));
    // Once is enough: the next commit begins only after whoever waited for this one had their turn.
    await this.#commit;
    return this.#run(statement, parameters) as R[];
  }

  transaction<T>(work: (sql: Transaction) => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#waiting.push({ work, resolve, reject });
    this.#commit ??= this.#commitWaiting();
    return promise as Promise<T>;
  }

  now(): Promise<number> {
    return Promise.resolve(systemClock.now());
  }

  async ping(): Promise<void> {
    await this.query('SELECT 1');
  }

  async close(): Promise<void> {
    while (this.#commit) await this.#commit;
    if (this.#connection.isOpen) this.#connection.close();
  }

  /** Commits everything that this round of the event loop brings. Never rejects. */
  async #commitWaiting(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    const batch = this.#waiting;
    this.#waiting = [];
    try {
      this.#run('BEGIN IMMEDIATE');
      const ends: (() => void)[] = [];
      for (const each of batch) ends.push(await this.#runOne(each));
      this.#run('COMMIT');
      for (const end of ends) end();
    } catch (error) {
      this.#rollBack();
      for (const { reject } of batch) reject(error);
    }
    this.#commit = this.#waiting.length > 0 ? this.#commitWaiting() : undefined;
  }

  /** After a full disk SQLite may have rolled back by itself; whatever fails here must not hide why. */
  #rollBack(): void {
    try {
      if (this.#connection.isOpen && this.#connection.isTransaction) this.#connection.exec('ROLLBACK');
    } catch {
      // The first error is the one that is told.
    }
  }

  /** Runs one piece of work, all of it or nothing. Gives what is to be told once it is on the disk. */
  async #runOne({ work, resolve, reject }: WaitingWork): Promise<() => void> {
    this.#run('SAVEPOINT work');
    try {
      const result = await work(this.#unguarded);
      this.#run('RELEASE work');
      return () => resolve(result);
    } catch (error) {
      if (!this.#connection.isOpen || !this.#connection.isTransaction) throw error;
      this.#run('ROLLBACK TO work');
      this.#run('RELEASE work');
      return () => reject(error);
    }
  }

  #run(statement: string, parameters: readonly SqlValue[] = []): Row[] {
    let prepared = this.#statements.get(statement);
    if (!prepared) {
      prepared = this.#connection.prepare(statement.replace(/\$(\d+)/g, '?$1'));
      this.#statements.set(statement, prepared);
    }
    return prepared.all(...parameters) as Row[];
  }
}
