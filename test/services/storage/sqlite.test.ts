import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Database, Sql } from '../../../services/storage/database';
import { openSqlite } from '../../../services/storage/sqlite';
import { StorageError } from '../../../services/storage/storageError';

let folder: string;
let file: string;
const opened: Database[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bot-sqlite-'));
  file = join(folder, 'bot.db');
});
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close();
  rmSync(folder, { recursive: true });
});

async function open(path = file): Promise<Database> {
  const database = await openSqlite(path);
  opened.push(database);
  return database;
}

const greet = `INSERT INTO welcomed_conversations (conversation_key, welcomed_at) VALUES ($1, $2)`;

async function greeted(database: Database): Promise<unknown[]> {
  const rows = await database.query('SELECT conversation_key AS name FROM welcomed_conversations ORDER BY welcomed_at');
  return rows.map(({ name }) => name);
}

describe('a transaction', () => {
  test('is done as a whole', async () => {
    const database = await open();
    const result = await database.transaction(async (sql) => {
      await sql.query(greet, ['a', 1]);
      await sql.query(greet, ['b', 2]);
      return 'done';
    });
    expect([result, await greeted(database)]).toEqual(['done', ['a', 'b']]);
  });

  test.each([
    ['its work throws', () => Promise.reject(new Error('no'))],
    ['a statement of it fails', (sql: Sql) => sql.query(greet, ['a', 9])],
    ['a statement of it is no SQL', (sql: Sql) => sql.query('SELEC')],
  ])('does nothing when %s, and the next one works', async (_name, fail) => {
    const database = await open();
    const work = database.transaction(async (sql) => {
      await sql.query(greet, ['a', 1]);
      await fail(sql);
    });
    await expect(work).rejects.toThrow();
    expect(await greeted(database)).toEqual([]);
    await database.transaction((sql) => sql.query(greet, ['b', 2]));
    expect(await greeted(database)).toEqual(['b']);
  });

  test('has the connection to itself: queries and other transactions wait', async () => {
    const database = await open();
    const order: string[] = [];
    const first = database.transaction(async (sql) => {
      await sql.query(greet, ['a', 1]);
      await new Promise((resolve) => setImmediate(resolve));
      order.push('first');
      throw new Error('undone');
    });
    const read = greeted(database).then((names) => order.push(`read ${names.length}`));
    const second = database.transaction(async (sql) => {
      await sql.query(greet, ['b', 2]);
      order.push('second');
    });
    await expect(first).rejects.toThrow('undone');
    await Promise.all([read, second]);
    expect([order[0], order.length]).toEqual(['first', 3]);
    expect(order).not.toContain('read 2');
    expect(await greeted(database)).toEqual(['b']);
  });

  test('of many at once none is lost', async () => {
    const database = await open();
    await database.query(greet, ['counter', 0]);
    const increment = () =>
      database.transaction(async (sql) => {
        const [row] = await sql.query<{ count: number }>('SELECT welcomed_at AS count FROM welcomed_conversations');
        await Promise.resolve();
        await sql.query('UPDATE welcomed_conversations SET welcomed_at = $1', [(row?.count ?? 0) + 1]);
      });
    await Promise.all(Array.from({ length: 50 }, increment));
    expect(await database.query('SELECT welcomed_at AS count FROM welcomed_conversations')).toEqual([{ count: 50 }]);
  });

  test('closing waits for the one that runs', async () => {
    const database = await open();
    const work = database.transaction(async (sql) => {
      await new Promise((resolve) => setImmediate(resolve));
      await sql.query(greet, ['a', 1]);
    });
    await database.close();
    await work;
    expect(await greeted(await open())).toEqual(['a']);
  });
});

describe('the file', () => {
  test('is made with its folders, and holds the data after it was opened again', async () => {
    const deep = join(folder, 'new', 'folder', 'bot.db');
    const first = await open(deep);
    await first.query(greet, ['a', 1]);
    await first.close();
    expect(await greeted(await open(deep))).toEqual(['a']);
  });

  test('is whole after a connection was never closed', async () => {
    const killed = await open();
    await killed.query(greet, ['a', 1]);
    expect(await greeted(await open())).toEqual(['a']);
  });

  test('does not answer a ping once it is closed', async () => {
    const database = await open();
    await expect(database.ping()).resolves.toBeUndefined();
    await database.close();
    await expect(database.ping()).rejects.toThrow();
    await expect(database.close()).resolves.toBeUndefined();
  });
});

/** A file of the bot with enough rows to have inner pages. */
async function makeFile(): Promise<Buffer> {
  const database = await open();
  for (let i = 0; i < 300; i++) await database.query(greet, [`conversation ${i} ${'x'.repeat(100)}`, i]);
  await database.close();
  return readFileSync(file);
}

function makeForeign(sql: string): void {
  const connection = new DatabaseSync(file);
  connection.exec(sql);
  connection.close();
}

describe('a file that cannot be used is refused with a helpful message and left as it is', () => {
  test.each<[string, () => Promise<void> | void, RegExp]>([
    [
      'of text',
      () => writeFileSync(file, 'this is not a database, but a letter\n'.repeat(200)),
      /not a database.*backup/s,
    ],
    [
      'with damaged pages',
      async () => writeFileSync(file, (await makeFile()).fill(0xff, 4096, 20_000)),
      /damaged.*backup/s,
    ],
    [
      'cut in half',
      async () => {
        const whole = await makeFile();
        writeFileSync(file, whole.subarray(0, whole.length / 2));
      },
      /damaged.*backup/s,
    ],
    ['of another program', () => makeForeign('CREATE TABLE invoices (id)'), /another program.*DATABASE_URL/],
    [
      'of a newer version',
      async () => {
        const newer = await open();
        await newer.query('INSERT INTO schema_migrations (version, applied_at) VALUES (999, 1)');
        await newer.close();
      },
      /newer version.*DATABASE_URL/,
    ],
    [
      'of a newer version, restored from a backup without a write-ahead log',
      () =>
        makeForeign(
          'CREATE TABLE schema_migrations (version, applied_at); INSERT INTO schema_migrations VALUES (999, 1)',
        ),
      /newer version.*DATABASE_URL/,
    ],
  ])('%s', async (_name, prepare, message) => {
    await prepare();
    const before = readFileSync(file);
    const refusal = openSqlite(file);
    await expect(refusal).rejects.toThrow(StorageError);
    await expect(refusal).rejects.toThrow(message);
    await expect(refusal).rejects.toThrow(file);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['bot.db']);
  });

  test('a folder', async () => {
    await expect(openSqlite(folder)).rejects.toThrow(StorageError);
  });
});

test('an empty file is as good as none', async () => {
  writeFileSync(file, '');
  expect(await greeted(await open())).toEqual([]);
});
