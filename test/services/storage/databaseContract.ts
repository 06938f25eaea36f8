import type { Database } from '../../../services/storage/database';

/** What every engine must do alike. `open` gives another connection to the same empty database each time. */
export function databaseContract(open: () => Promise<Database>): void {
  let database: Database;
  let other: Database;

  beforeAll(async () => {
    [database, other] = [await open(), await open()];
    await database.query(
      'CREATE TABLE things (key TEXT PRIMARY KEY, size BIGINT NOT NULL CHECK (size < 1000000), lease BIGINT)',
    );
  });
  beforeEach(() => database.query('DELETE FROM things'));
  afterAll(async () => {
    await database.close();
    await other.close();
  });

  const add = (key: string, size = 1, sql: Pick<Database, 'query'> = database) =>
    sql.query('INSERT INTO things (key, size) VALUES ($1, $2)', [key, size]);
  const keys = async () =>
    (await other.query<{ key: string }>('SELECT key FROM things ORDER BY key')).map(({ key }) => key);

  test('gives what was stored, in numbers, texts and nothing', async () => {
    await add('ä€🙂', 3);
    const [row] = await database.query<{ key: string; size: number; lease: number | null }>('SELECT * FROM things');
    expect(row).toMatchObject({ key: 'ä€🙂', lease: null });
    expect(Number(row?.size)).toBe(3);
  });

  test('keeps instants in milliseconds', async () => {
    const now = 1_774_000_000_123;
    await database.query('INSERT INTO things (key, size, lease) VALUES ($1, $2, $3)', ['a', 1, now]);
    const [row] = await database.query<{ at: number }>('SELECT MAX(lease) AS at FROM things');
    expect(Number(row?.at)).toBe(now);
  });

  test('uses a parameter more than once, and in any order', async () => {
    await database.query('INSERT INTO things (size, key, lease) VALUES ($2, $1, $2)', ['a', 7]);
    expect(await database.query('SELECT key FROM things WHERE size = $2 AND key = $1', ['a', 7])).toHaveLength(1);
  });

  test('stores text that no database likes', async () => {
    await add("'; DROP TABLE things; --\\");
    await add('nul\0nul');
    expect(await keys()).toHaveLength(2);
  });

  test('a transaction is all or nothing', async () => {
    const work = database.transaction(async (sql) => {
      await add('a', 1, sql);
      await add('b', 9_999_999, sql);
    });
    await expect(work).rejects.toThrow();
    expect(await keys()).toEqual([]);
  });

  test('a transaction whose own work throws leaves nothing, and the next one works', async () => {
    const work = database.transaction(async (sql) => {
      await add('a', 1, sql);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    await database.transaction((sql) => add('b', 1, sql));
    expect(await keys()).toEqual(['b']);
  });

  test('what a conflict passed over is told', async () => {
    const insert = 'INSERT INTO things (key, size) VALUES ($1, 1) ON CONFLICT (key) DO NOTHING RETURNING key';
    expect(await database.query(insert, ['a'])).toHaveLength(1);
    expect(await other.query(insert, ['a'])).toHaveLength(0);
  });

  test('of parallel inserts of one key exactly one wins', async () => {
    const insert = 'INSERT INTO things (key, size) VALUES ($1, 1) ON CONFLICT (key) DO NOTHING RETURNING key';
    const won = await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? database : other).query(insert, ['a'])),
    );
    expect(won.flat()).toHaveLength(1);
  });

  test('a lock keeps reading and writing together', async () => {
    await add('counter', 0);
    const increment = (db: Database) =>
      db.transaction(async (sql) => {
        await sql.lock('counter');
        const [row] = await sql.query<{ size: number }>(`SELECT size FROM things WHERE key = 'counter'`);
        await sql.query(`UPDATE things SET size = $1 WHERE key = 'counter'`, [Number(row?.size) + 1]);
      });
    await Promise.all(Array.from({ length: 40 }, (_, i) => increment(i % 2 && database.isShared ? other : database)));
    const [row] = await other.query<{ size: number }>(`SELECT size FROM things WHERE key = 'counter'`);
    expect(Number(row?.size)).toBe(40);
  });

  test('workers that claim at once never get the same row', async () => {
    for (let i = 0; i < 30; i++) await add(`t${i}`);
    const claim = (db: Database) =>
      db.query<{ key: string }>(
        `UPDATE things SET lease = 1 WHERE key IN
           (SELECT key FROM things WHERE lease IS NULL ORDER BY key LIMIT 4 ${db.skipLocked}) RETURNING key`,
      );
    const claimed = (await Promise.all(Array.from({ length: 6 }, (_, i) => claim(i % 2 ? database : other)))).flat();
    expect(new Set(claimed.map(({ key }) => key)).size).toBe(claimed.length);
    expect(claimed.length).toBeGreaterThan(0);
  });

  test('many transactions at once all end', async () => {
    const count = 200;
    await Promise.all(Array.from({ length: count }, (_, i) => database.transaction((sql) => add(`k${i}`, i, sql))));
    expect(await keys()).toHaveLength(count);
  });

  test('signals are heard by whoever listens, until it stops', async () => {
    const heard: string[] = [];
    const first = Promise.withResolvers<void>();
    const stop = database.signals.listen('greeting', (word) => {
      heard.push(word);
      first.resolve();
    });
    database.signals.send('other', 'nobody');
    database.signals.send('greeting', 'hello you');
    await first.promise;
    stop();
    database.signals.send('greeting', 'again');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(heard).toEqual(['hello you']);
  });

  test('says what time it is', async () => {
    const [before, between, after] = [await database.now(), await other.now(), await database.now()];
    expect(before - 1).toBeLessThanOrEqual(between);
    expect(between - 1).toBeLessThanOrEqual(after);
  });

  test('answers a ping', async () => {
    await expect(database.ping()).resolves.toBeUndefined();
  });
}
