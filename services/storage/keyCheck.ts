import type { Cipher } from './cipher';
import type { Database } from './database';
import { StorageError } from './storageError';

const KNOWN = 'this database opens with this key';

/**
 * Makes sure that the database was written with this key; a new one is marked with it.
 *
 * @throws StorageError when it was another one: every conversation would fail, and none could say why.
 */
export async function checkKey(database: Database, cipher: Cipher): Promise<void> {
  await database.query('INSERT INTO key_check (id, sealed) VALUES (1, $1) ON CONFLICT DO NOTHING', [
    cipher.seal(KNOWN, 'key check'),
  ]);
  const [row] = await database.query<{ sealed: string }>('SELECT sealed FROM key_check WHERE id = 1');
  try {
    if (cipher.open(row?.sealed ?? '', 'key check') === KNOWN) return;
  } catch {
    // The same as a wrong text: another key.
  }
  throw new StorageError(
    'The data was encrypted with another key. Set DATA_ENCRYPTION_KEY to that key (in development: restore ' +
      'data/encryption.key), or name another database in DATABASE_URL.',
  );
}
