import { DatabaseSync } from 'node:sqlite';
import type { Row, Sql } from '../../../services/storage/database';
import { migrate, migrations } from '../../../services/storage/migrations';
import { StorageError } from '../../../services/storage/storageError';

let connection: DatabaseSync;
let statements: string[];
let sql: Sql;

beforeEach(() => {
  connection = new DatabaseSync(':memory:');
  statements = [];
  sql = {
    query: <R extends object = Row>(
      statement: string,
      parameters: readonly (string | number | bigint | null)[] = [],
    ) => {
      statements.push(statement);
      const prepared = connection.prepare(statement.replace(/\$(\d+)/g, '?$1'));
      return Promise.resolve(prepared.all(...parameters) as R[]);
    },
  };
});
afterEach(() => connection.close());

function tables(): unknown[] {
  return connection
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
    .all()
    .map(({ name }) => name);
}

test('an empty database gets every table, and each version is noted', async () => {
  await migrate(sql, 123);
  expect(tables()).toEqual(
    expect.arrayContaining(['bot_state', 'guesses', 'handoffs', 'operations', 'seen_activities', 'transcript']),
  );
  const versions = connection.prepare('SELECT version, applied_at FROM schema_migrations ORDER BY version').all();
  expect(versions.map((row) => ({ ...row }))).toEqual(
    migrations.map((_statements, index) => ({ version: index + 1, applied_at: 123 })),
  );
});

test('a database that is up to date is not changed', async () => {
  await migrate(sql, 1);
  const changes = connection.prepare('SELECT total_changes() AS count');
  const before = changes.get();
  statements.length = 0;
  await migrate(sql, 2);
  expect(changes.get()).toEqual(before);
  expect(statements.filter((statement) => /INSERT|DROP|ALTER|CREATE (?!TABLE IF NOT EXISTS)/.test(statement))).toEqual(
    [],
  );
});

test('a database of a newer version is refused with both versions and what to do', async () => {
  await migrate(sql, 1);
  const newer = migrations.length + 1;
  await sql.query('INSERT INTO schema_migrations (version, applied_at) VALUES ($1, 1)', [newer]);
  const refusal = migrate(sql, 2);
  await expect(refusal).rejects.toThrow(StorageError);
  await expect(refusal).rejects.toThrow(
    new RegExp(`newer version.*tables ${newer}.*knows ${migrations.length}.*DATABASE_URL`),
  );
});

test('the statements are such that PostgreSQL understands them too', () => {
  const dialect = /\b(AUTOINCREMENT|WITHOUT ROWID|DATETIME|BLOB|IF NOT EXISTS)\b/i;
  const common = migrations.flat().filter((statement) => typeof statement === 'string');
  expect(common.filter((statement) => dialect.test(statement))).toEqual([]);
});
