import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Database } from '../../../services/storage/database';
import { openSqlite } from '../../../services/storage/sqlite';

let folder: string;
let file: string;
let database: Database;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'commit-'));
  file = join(folder, 'bot.db');
  database = await openSqlite(file);
});

afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const insert = (key: string, document = 'x') =>
  database.transaction((sql) =>
    sql.query('INSERT INTO bot_state (key, etag, document, updated_at) VALUES ($1, $2, $3, 0)', [key, 'e', document]),
  );

/** What another connection sees: only what is committed. */
function committed(): string[] {
  const other = new DatabaseSync(file, { readOnly: true });
  const rows = other.prepare('SELECT key FROM bot_state ORDER BY key').all();
  other.close();
  return rows.map((row) => String(row['key']));
}

test('work of the same moment is committed together, and is on the disk once it is done', async () => {
  await Promise.all(['a', 'b', 'c'].map((key) => insert(key)));
  expect(committed()).toEqual(['a', 'b', 'c']);
});

test('one piece of work that fails takes nothing else with it, and leaves nothing of itself', async () => {
  const half = database.transaction(async (sql) => {
    await sql.query(`INSERT INTO bot_state (key, etag, document, updated_at) VALUES ('half', 'e', 'x', 0)`);
    throw new Error('changed my mind');
  });
  const results = await Promise.allSettled([insert('a'), half, insert('a'), insert('b')]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  expect(committed()).toEqual(['a', 'b']);
});

test('a disk that is full: nothing is said to be done that is not, and the next work succeeds again', async () => {
  const [pages] = await database.query<{ page_count: number }>('PRAGMA page_count');
  await database.query(`PRAGMA max_page_count = ${(pages?.page_count ?? 0) + 2}`);
  const results = await Promise.allSettled([insert('small'), insert('huge', 'x'.repeat(1_000_000)), insert('other')]);
  const done = ['small', 'huge', 'other'].filter((_key, index) => results[index]?.status === 'fulfilled');
  expect(done).not.toContain('huge');
  expect(committed()).toEqual([...done].sort());
  await database.query('PRAGMA max_page_count = 1000000');
  await insert('later');
  expect(committed()).toContain('later');
});

test('work on a database that has been closed is refused, and nothing else happens', async () => {
  await database.close();
  await expect(insert('late')).rejects.toThrow();
});
