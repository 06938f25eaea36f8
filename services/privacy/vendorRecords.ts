import type { Database, Row } from '../storage/database';
import { openRow } from '../storage/tableRows';
import { sealedTables } from '../storage/tables';
import type { PrivacyTools } from './findPerson';

/** What a business system has of somebody, because the bot wrote it there. */
export interface VendorRecords {
  port: string;
  method: string;
  /** Ids or numbers of the records, where the system told them. */
  records: string[];
}

const NAMES = ['number', 'returnNumber', 'ticketId', 'id'];
/** Where answers have the record one level down. */
const INSIDE = ['record', 'request', 'ticket'];

/** The records that were written for somebody in these conversations: erasing them is up to those systems. */
export async function vendorRecords(conversations: readonly string[], tools: PrivacyTools): Promise<VendorRecords[]> {
  const found = new Map<string, VendorRecords>();
  for (const key of conversations)
    for (const { port, method, record } of await writesOf(key, tools)) {
      const name = `${port}.${method}`;
      const known = found.get(name) ?? { port, method, records: [] };
      found.set(name, { ...known, records: [...new Set([...known.records, ...record])] });
    }
  return [...found.values()];
}

async function writesOf(key: string, { database, cipher }: PrivacyTools) {
  const rows = await readWrites(key, database);
  const table = sealedTables.find(({ name }) => name === 'operations');
  return rows.map((row) => ({
    port: String(row['port']),
    method: String(row['method']),
    record: recordsIn(table && openRow(row, table, cipher)?.opened['result']),
  }));
}

function readWrites(key: string, database: Database): Promise<Row[]> {
  return database.query(
    `SELECT * FROM operations WHERE conversation_key = $1 AND protection <> 'read' AND state IN ('succeeded', 'unknown')
     ORDER BY received_at`,
    [key],
  );
}

function recordsIn(result: unknown): string[] {
  if (typeof result !== 'object' || result === null) return [];
  const fields = result as Record<string, unknown>;
  const name = NAMES.map((each) => fields[each]).find((each) => typeof each === 'string');
  return typeof name === 'string' ? [name] : INSIDE.flatMap((each) => recordsIn(fields[each]));
}
