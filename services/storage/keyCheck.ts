import { randomBytes } from 'node:crypto';
import { createCipher, firstLastingKey, type Cipher } from './cipher';
import type { Database, Sql } from './database';
import { StorageError } from './storageError';

const KNOWN = 'this database opens with this key';
const CHECK = { id: 1, context: 'key check' };
const LASTING = { id: 2, context: 'lasting key' };

/** What a row of `key_check` is sealed for. */
export function keyCheckContext(id: number): string {
  return id === LASTING.id ? LASTING.context : CHECK.context;
}

/**
 * The cipher of a database. What fingerprints are made with is stored in the database itself, sealed: so what was found by
 * them before a change of keys is found after it.
 *
 * @param keys the first one seals, each of them opens
 * @throws StorageError when the database was written with another key: every conversation would fail, and none could say why.
 */
export function openCipher(database: Database, keys: readonly Buffer[]): Promise<Cipher> {
  const cipher = createCipher(keys);
  return database.transaction(async (sql) => {
    await sql.lock('key check');
    const check = await read(sql, CHECK.id);
    if (check === undefined) await write(sql, CHECK.id, cipher.seal(KNOWN, CHECK.context));
    const writtenWith = check === undefined ? undefined : keys.find((key) => opens(key, check));
    if (check !== undefined && !writtenWith) throw anotherKey();
    const stored = await read(sql, LASTING.id);
    if (stored !== undefined) return createCipher(keys, Buffer.from(openLasting(cipher, stored), 'base64'));
    // One of the first versions wrote it: its fingerprints were made with a key of the master key's.
    const lasting = writtenWith ? firstLastingKey(writtenWith) : randomBytes(32);
    await write(sql, LASTING.id, cipher.seal(lasting.toString('base64'), LASTING.context));
    return createCipher(keys, lasting);
  });
}

async function read(sql: Sql, id: number): Promise<string | undefined> {
  const [row] = await sql.query<{ sealed: string }>('SELECT sealed FROM key_check WHERE id = $1', [id]);
  return row?.sealed;
}

async function write(sql: Sql, id: number, sealed: string): Promise<void> {
  await sql.query('INSERT INTO key_check (id, sealed) VALUES ($1, $2)', [id, sealed]);
}

function opens(key: Buffer, check: string): boolean {
  try {
    return createCipher(key).open(check, CHECK.context) === KNOWN;
  } catch {
    return false;
  }
}

function openLasting(cipher: Cipher, sealed: string): string {
  try {
    return cipher.open(sealed, LASTING.context);
  } catch {
    throw anotherKey();
  }
}

function anotherKey(): StorageError {
  return new StorageError(
    'The data was encrypted with another key. Set DATA_ENCRYPTION_KEY to that key (in development: restore ' +
      'data/encryption.key), or to "new key,old key" while keys are changed, or name another database in DATABASE_URL.',
  );
}
