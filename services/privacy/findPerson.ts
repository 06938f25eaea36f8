import type { Cipher } from '../storage/cipher';
import type { Database, Row } from '../storage/database';
import { eachRow, openRow, type OpenedRow } from '../storage/tableRows';
import { sealedTables, type SealedTable } from '../storage/tables';
import { isNamedIn } from './address';
import { ownAddresses } from './ownAddresses';

/** What is worked on. */
export interface PrivacyTools {
  database: Database;
  cipher: Cipher;
}

/** A row that no column says is the person's. */
export interface FoundRow extends OpenedRow {
  table: SealedTable;
  /** It is about them, though in no conversation: a website has signed them in. */
  isOwn: boolean;
}

/** Where somebody is found. */
export interface Person {
  email: string;
  /** The keys of the conversations that are theirs. */
  conversations: string[];
  /** Rows elsewhere that their address stands in. */
  mentions: FoundRow[];
  /** Rows that no key opens, so that nobody can say. */
  unreadable: number;
}

/** The tables that can hold something of somebody; the cache is emptied as a whole. */
export const personalTables = sealedTables.filter(
  ({ name, person }) => name !== 'read_cache' && (typeof person !== 'object' || !('nobody' in person)),
);

/**
 * Reads everything that is stored, because what is sealed cannot be searched. A conversation is somebody's when their address
 * was proved in it, given as theirs, or answered for by a system.
 */
export async function findPerson(email: string, tools: PrivacyTools): Promise<Person> {
  const conversations = new Set<string>();
  const named: FoundRow[] = [];
  let unreadable = 0;
  for (const table of personalTables)
    for await (const row of eachRow(tools.database, table)) {
      const found = openRow(row, table, tools.cipher);
      if (!found) unreadable++;
      else if (isNamedIn(email, found.opened)) {
        const conversation = conversationOf(row);
        const isOwn = ownAddresses(table.name, found.opened, row).includes(email);
        if (isOwn && conversation) conversations.add(conversation);
        else named.push({ ...found, table, isOwn });
      }
    }
  const isElsewhere = ({ row, table }: FoundRow) => table.person === 'words' || !conversations.has(conversationOf(row));
  return { email, conversations: [...conversations], mentions: named.filter(isElsewhere), unreadable };
}

/** The key of the conversation that a row belongs to, where it names one. */
function conversationOf(row: Row): string {
  return String(row['conversation_key'] ?? row['key'] ?? '');
}
