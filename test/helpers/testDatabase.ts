import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createLogger } from '../../services/logger';
import type { Database } from '../../services/storage/database';
import { openPostgres } from '../../services/storage/postgres';
import { openSqlite } from '../../services/storage/sqlite';

/** Statements under way, of all databases of this worker. */
let underWay = 0;

/** The addresses of schemas that nobody uses any more: to empty one is ten times faster than to make all its tables. */
const free = new Set<string>();

/** An empty database: SQLite in memory, or a schema of its own on the PostgreSQL that `TEST_DATABASE_URL` names. */
export async function openTestDatabase(): Promise<Database> {
  const server = process.env['TEST_DATABASE_URL'];
  if (!server) return openSqlite(':memory:');
  const address = (await takeFree()) ?? (await createSchema(server));
  const database = counted(await openPostgres(address, createLogger('silent')));
  return { ...database, close: () => database.close().then(() => void free.add(address)) };
}

async function takeFree(): Promise<string | undefined> {
  const [address] = free;
  if (address === undefined) return undefined;
  free.delete(address);
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  await client.query('SET session_replication_role = replica'); // the audit log is guarded by triggers
  await client.query(`DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema()
      AND tablename NOT IN ('schema_migrations', 'audit_retention')
    LOOP EXECUTE format('DELETE FROM %I', name); END LOOP; END $$`);
  await client.query('UPDATE audit_retention SET removable_before = 0');
  await client.end();
  return address;
}

/** The address of an empty schema on a PostgreSQL server. */
export async function createSchema(server: string): Promise<string> {
  const schema = `test_${randomBytes(8).toString('hex')}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`CREATE SCHEMA ${schema}`);
  await client.end();
  return `${server}?options=-csearch_path%3D${schema}`;
}

/** Waits until no database of this worker has anything to do; at once where there is none but SQLite. */
export async function databasesAtRest(): Promise<void> {
  for (let quiet = 0; process.env['TEST_DATABASE_URL'] && quiet < 3; quiet = underWay === 0 ? quiet + 1 : 0)
    await new Promise((resolve) => (underWay === 0 ? setImmediate(resolve) : setTimeout(resolve, 1)));
}

/** Frees what a killed process held, as the next one does; on a shared database that takes seconds, which few tests are about. */
export async function noticeDeath(database: Database): Promise<void> {
  for (const table of ['operation_tasks', 'tasks', 'conversation_leases'])
    await database.query(`UPDATE ${table} SET lease_until = 0`);
}

function counted(database: Database): Database {
  const count = async <T>(work: Promise<T>): Promise<T> => {
    underWay++;
    try {
      return await work;
    } finally {
      underWay--;
    }
  };
  return {
    skipLocked: database.skipLocked,
    isShared: database.isShared,
    signals: database.signals,
    query: (statement, parameters) => count(database.query(statement, parameters)),
    transaction: (work) => count(database.transaction(work)),
    now: () => database.now(),
    ping: () => database.ping(),
    close: () => database.close(),
  };
}
