import { SealError, type Cipher } from './cipher';
import type { Row, Sql, SqlValue } from './database';
import type { SealedTable } from './tables';

const BATCH = 500;

/** A row with what is sealed in it opened. */
export interface OpenedRow {
  row: Row;
  /** By column; each is JSON. */
  opened: Record<string, unknown>;
}

/** Every row of a table, read in batches in the order of its key, so that bots go on meanwhile. */
export async function* eachRow(sql: Sql, { name, primaryKey }: SealedTable): AsyncGenerator<Row> {
  const keys = primaryKey.join(', ');
  let after: SqlValue[] = [];
  for (;;) {
    const onward =
      after.length > 0 ? `WHERE (${keys}) > (${after.map((_value, index) => `$${index + 1}`).join(', ')})` : '';
    const rows = await sql.query(`SELECT * FROM ${name} ${onward} ORDER BY ${keys} LIMIT ${BATCH}`, after);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = primaryKey.map((column) => last[column] ?? null);
  }
}

/** Opens a row; `undefined` when no key opens it. */
export function openRow(row: Row, { sealed }: SealedTable, cipher: Cipher): OpenedRow | undefined {
  const context = sealed.context(row);
  const columns = sealed.columns.filter((column) => row[column] !== null);
  try {
    const entries = columns.map((column): [string, unknown] => [
      column,
      JSON.parse(cipher.open(String(row[column]), context)),
    ]);
    return { row, opened: Object.fromEntries(entries) };
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}
