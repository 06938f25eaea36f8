import { SealError, type Cipher } from './cipher';
import type { Database, Row, Sql, SqlValue } from './database';
import { sealedTables, type SealedTable } from './tables';

/** Rows in one transaction: short enough that a running bot does not notice. */
const BATCH = 200;
/** The letters in front of what is sealed: the id of its key. */
const KEY_ID_LENGTH = 8;

/** How many values of a table are sealed with a key. */
export interface KeyCount {
  table: string;
  keyId: string;
  count: number;
}

/** What became of a table's rows. */
export interface Resealed {
  table: string;
  rows: number;
  /** Rows that no key opens: they are left as they are. */
  unreadable: number;
}

/** How many values there are by table and key. */
export async function countByKey(database: Sql): Promise<KeyCount[]> {
  const counts: KeyCount[] = [];
  for (const { name, sealed } of sealedTables) {
    const perKey = new Map<string, number>();
    for (const column of sealed.columns) {
      const rows = await database.query<{ id: string; n: number }>(
        `SELECT SUBSTR(${column}, 1, ${KEY_ID_LENGTH}) AS id, COUNT(*) AS n FROM ${name}
         WHERE ${column} IS NOT NULL GROUP BY 1`,
      );
      for (const { id, n } of rows) perKey.set(id, (perKey.get(id) ?? 0) + Number(n));
    }
    for (const [keyId, count] of [...perKey].sort()) counts.push({ table: name, keyId, count });
  }
  return counts;
}

/**
 * Seals with the first key whatever another one sealed, a batch at a time, while bots run: a row that somebody changes
 * meanwhile is left to them. Begun again it goes on where it was, because what is done is passed over.
 *
 * @param told hears how far it is after each batch
 */
export async function reseal(
  database: Database,
  cipher: Cipher,
  told: (soFar: Resealed) => unknown = () => undefined,
): Promise<Resealed[]> {
  const all: Resealed[] = [];
  for (const table of sealedTables) all.push(await resealTable(database, cipher, table, told));
  return all;
}

async function resealTable(
  database: Database,
  cipher: Cipher,
  table: SealedTable,
  told: (soFar: Resealed) => unknown,
): Promise<Resealed> {
  const done: Resealed = { table: table.name, rows: 0, unreadable: 0 };
  let after: SqlValue[] | undefined;
  for (;;) {
    const rows = await database.transaction(async (sql) => {
      const batch = await sql.query(...selectOld(table, cipher.keyId, after));
      for (const row of batch) {
        const outcome = await resealRow(sql, cipher, table, row);
        done[outcome] += 1;
      }
      return batch;
    });
    const last = rows.at(-1);
    if (!last) return done;
    after = table.primaryKey.map((column) => last[column] ?? null);
    told(done);
  }
}

/** The next rows with something that the first key did not seal, in the order of their keys. */
function selectOld({ name, primaryKey, sealed }: SealedTable, keyId: string, after?: SqlValue[]): [string, SqlValue[]] {
  const old = sealed.columns.map((column) => `${column} NOT LIKE $1`).join(' OR ');
  const places = primaryKey.map((_column, index) => `$${index + 2}`).join(', ');
  const onward = after ? `AND (${primaryKey.join(', ')}) > (${places})` : '';
  return [
    `SELECT * FROM ${name} WHERE (${old}) ${onward} ORDER BY ${primaryKey.join(', ')} LIMIT ${BATCH}`,
    [`${keyId}.%`, ...(after ?? [])],
  ];
}

async function resealRow(
  sql: Sql,
  cipher: Cipher,
  { name, primaryKey, sealed }: SealedTable,
  row: Row,
): Promise<'rows' | 'unreadable'> {
  const context = sealed.context(row);
  const old = sealed.columns.filter((column) => row[column] !== null);
  const fresh = openAll(
    old.map((column) => String(row[column])),
    context,
    cipher,
  );
  if (!fresh) return 'unreadable';
  const values = [...old, ...primaryKey].map((column) => row[column] ?? null);
  const place = (index: number) => `$${old.length + index + 1}`;
  await sql.query(
    `UPDATE ${name} SET ${old.map((column, index) => `${column} = $${index + 1}`).join(', ')}
     WHERE ${[...old, ...primaryKey].map((column, index) => `${column} = ${place(index)}`).join(' AND ')}`,
    [...fresh, ...values],
  );
  return 'rows';
}

/** All of them sealed anew; `undefined` when one does not open. */
function openAll(sealed: readonly string[], context: string, cipher: Cipher): string[] | undefined {
  try {
    return sealed.map((each) => cipher.seal(cipher.open(each, context), context));
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}
