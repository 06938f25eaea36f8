import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database, Row } from '../../services/storage/database';

const FIRST_VERSION = join(__dirname, '..', 'fixtures', 'storage', 'firstVersion.sql');

/** The key that the first version's rows are sealed with. */
export const FIRST_KEY = Buffer.alloc(32, 7);

/** The names of all tables, as the database itself has them. */
export async function tableNames(database: Database): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    database.isShared
      ? 'SELECT tablename AS name FROM pg_tables WHERE schemaname = CURRENT_SCHEMA ORDER BY 1'
      : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1",
  );
  return rows.map(({ name }) => name);
}

/** Every row of every table. */
export async function everyRow(database: Database): Promise<Map<string, Row[]>> {
  const names = await tableNames(database);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await database.query(`SELECT * FROM ${name}`)] as const)),
  );
}

/** Writes the rows that the first version left into an empty database. Gives how many. */
export async function writeFirstVersion(database: Database): Promise<number> {
  const statements = readFileSync(FIRST_VERSION, 'utf8').trim().split(/;\n/);
  for (const statement of statements) await database.query(statement);
  return statements.length;
}
