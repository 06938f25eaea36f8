/** A value that both engines store alike. Booleans are 0 and 1, instants are milliseconds since 1970, JSON is text. */
export type SqlValue = string | number | bigint | null;

export type Row = Record<string, SqlValue>;

/** Runs one statement; parameters are written `$1`, `$2`, … as in PostgreSQL. Gives the rows of a query or `RETURNING`. */
export interface Sql {
  query<R extends object = Row>(statement: string, parameters?: readonly SqlValue[]): Promise<R[]>;
}

/** The one door to the database. The statements used are those that SQLite and PostgreSQL both understand. */
export interface Database extends Sql {
  /**
   * Runs `work` in one transaction: all of it or, when it throws, nothing. Inside, use only the `sql` that is passed in.
   * The transaction should touch nothing but the database: no network, no waiting.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Rejects when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
