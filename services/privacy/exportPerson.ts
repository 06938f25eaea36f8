import type { Row, SqlValue } from '../storage/database';
import type { OpenedRow } from '../storage/tableRows';
import type { Table } from '../storage/tables';
import { feedbackUser, ownedTables, rowsAbout, rowsOf, rowsOfOwner, wordTables } from './conversationRows';
import { findPerson, type FoundRow, type PrivacyTools } from './findPerson';

/** A row as it is given to the person: nothing in it is sealed any more. */
type ExportedRow = Record<string, unknown>;

/** Everything that is known of somebody. */
export interface PersonExport {
  exportedAt: string;
  email: string;
  conversations: { conversation: string; records: Record<string, ExportedRow[]> }[];
  /** What is to be done later, and could not be done, in these conversations; an employee's feedback; a website's sign-in. */
  more: Record<string, ExportedRow[]>;
  /** How many rows of other people's conversations name the address; what others said is not given. */
  namedElsewhere: Record<string, number>;
  /** Rows that no key opens. */
  unreadable: number;
}

/** Gives everything that is known of the person with an address. */
export async function exportPerson(email: string, tools: PrivacyTools): Promise<PersonExport> {
  const { conversations, mentions, unreadable } = await findPerson(email, tools);
  const given = new Set<string>();
  const note = (table: Table, found: OpenedRow): ExportedRow => {
    given.add(nameOf(table, found.row));
    return toExport(found, table);
  };
  const exported: PersonExport['conversations'] = [];
  for (const conversation of conversations) {
    const records: Record<string, ExportedRow[]> = {};
    for (const table of ownedTables) {
      const rows = await rowsOf(conversation, table, tools.database, tools.cipher);
      if (rows.length > 0) records[table.name] = rows.map((found) => note(table, found));
    }
    exported.push({ conversation, records });
  }
  const more: PersonExport['more'] = {};
  for (const table of wordTables)
    for await (const found of rowsAbout(conversations, table, tools.database, tools.cipher))
      (more[table.name] ??= []).push(note(table, found));
  for (const table of ownedTables.filter(({ person }) => person.owner === 'feedbackUser'))
    for (const found of await rowsOfOwner(feedbackUser(email, tools.cipher), table, tools.database, tools.cipher))
      (more[table.name] ??= []).push(note(table, found));
  for (const { table, ...found } of mentions.filter(({ isOwn }) => isOwn))
    (more[table.name] ??= []).push(note(table, found));
  const namedElsewhere = countByTable(mentions.filter(({ table, row }) => !given.has(nameOf(table, row))));
  return { exportedAt: new Date().toISOString(), email, conversations: exported, more, namedElsewhere, unreadable };
}

function toExport({ row, opened }: OpenedRow, { sealed }: Table): ExportedRow {
  const clear = Object.entries(row).filter(([name, value]) => value !== null && !sealed?.columns.includes(name));
  return { ...Object.fromEntries(clear), ...opened };
}

function nameOf({ name, primaryKey }: Table, row: Row): string {
  return JSON.stringify([name, ...primaryKey.map((column): SqlValue | undefined => row[column])]);
}

function countByTable(rows: readonly FoundRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { table } of rows) counts[table.name] = (counts[table.name] ?? 0) + 1;
  return counts;
}
