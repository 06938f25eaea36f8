import type { Cipher } from '../storage/cipher';
import type { Row, Sql } from '../storage/database';
import { eachRow, openRow, type OpenedRow } from '../storage/tableRows';
import { sealedTables, tables, type Owner, type SealedTable, type Table } from '../storage/tables';

/** A table whose rows belong to conversations. */
export type OwnedTable = Table & { person: { owner: Owner; where: string } };

/** In the order in which they are removed. */
export const ownedTables = tables.filter(
  ({ person }) => typeof person === 'object' && 'owner' in person,
) as OwnedTable[];

/** Those whose rows are looked through. */
export const wordTables = sealedTables.filter(({ name, person }) => person === 'words' && name !== 'read_cache');

/** What the rows of a conversation are found by, in each of the tables. */
export function ownersOf(conversationKey: string, cipher: Cipher): Record<Owner, string> {
  const [channel = '', conversationId = '', userId = ''] = conversationKey.split('/').map(decodeURIComponent);
  return { conversationKey, conversationId, feedbackUser: feedbackUser(`${channel}/${userId}`, cipher) };
}

/** What feedback is kept under: an employee's address, or the channel and its user. */
export function feedbackUser(user: string, cipher: Cipher): string {
  return cipher.fingerprint(`feedback:${user}`);
}

/** The rows of a conversation in one table, opened as far as keys open them. */
export function rowsOf(conversationKey: string, table: OwnedTable, sql: Sql, cipher: Cipher): Promise<OpenedRow[]> {
  return rowsOfOwner(ownersOf(conversationKey, cipher)[table.person.owner], table, sql, cipher);
}

/** The same by what its rows are found by. */
export async function rowsOfOwner(owner: string, table: OwnedTable, sql: Sql, cipher: Cipher): Promise<OpenedRow[]> {
  const rows = await sql.query(`SELECT * FROM ${table.name} WHERE ${table.person.where}`, [owner]);
  return rows.map((row) => open(row, table, cipher));
}

/** The rows of a table without owners that speak of one of the conversations. */
export async function* rowsAbout(
  conversations: readonly string[],
  table: SealedTable,
  sql: Sql,
  cipher: Cipher,
): AsyncGenerator<OpenedRow> {
  for await (const row of eachRow(sql, table)) {
    const found = open(row, table, cipher);
    const text = JSON.stringify(found.opened);
    if (conversations.some((key) => row['task_key'] === key || text.includes(JSON.stringify(key)))) yield found;
  }
}

function open(row: Row, table: Table, cipher: Cipher): OpenedRow {
  const isSealed = (each: Table): each is SealedTable => each.sealed !== undefined;
  return (isSealed(table) && openRow(row, table, cipher)) || { row, opened: {} };
}
