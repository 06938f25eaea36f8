import type { Signals } from './signals';

/** A value that both engines store alike. Booleans are 0 and 1, instants are milliseconds since 1970, JSON is text. */
export type SqlValue = string | number | bigint | null;

export type Row = Record<string, SqlValue>;

/** Runs one statement; parameters are written `$1`, `$2`, … as in PostgreSQL. Gives the rows of a query or `RETURNING`. */
export interface Sql {
  query<R extends object = Row>(statement: string, parameters?: readonly SqlValue[]): Promise<R[]>;
}

/** What runs inside a transaction. */
export interface Transaction extends Sql {
  /**
   * Has this name to itself until the transaction ends: for work that reads before it decides what to write, where another
   * process could do the same at the same moment.
   */
  lock(name: string): Promise<void>;
}

/** The one door to the database. The statements used are those that SQLite and PostgreSQL both understand. */
export interface Database extends Sql {
  /**
   * Runs `work` in one transaction: all of it or, when it throws, nothing. Inside, use only the `sql` that is passed in.
   * The transaction should touch nothing but the database: no network, no waiting. It may run again when it met another
   * one in the middle, so it must not count on running once.
   */
  transaction<T>(work: (sql: Transaction) => Promise<T>): Promise<T>;
  /** Ends a `SELECT` that claims rows: what another process claims at the same moment is passed over. */
  readonly skipLocked: 'FOR UPDATE SKIP LOCKED' | '';
  /** True where several processes use the database at once. */
  readonly isShared: boolean;
  /** Tells the other processes on this database, and this one, that something happened. */
  readonly signals: Signals;
  /** What the database's clock says, in milliseconds since 1970. */
  now(): Promise<number>;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
