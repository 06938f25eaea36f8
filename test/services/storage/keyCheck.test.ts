import { createCipher } from '../../../services/storage/cipher';
import { checkKey } from '../../../services/storage/keyCheck';
import { openSqlite } from '../../../services/storage/sqlite';

test('a database opens again with its own key, and not with another', async () => {
  const database = await openSqlite(':memory:');
  await checkKey(database, createCipher(Buffer.alloc(32, 1)));
  await expect(checkKey(database, createCipher(Buffer.alloc(32, 1)))).resolves.toBeUndefined();
  await expect(checkKey(database, createCipher(Buffer.alloc(32, 2)))).rejects.toThrow('encrypted with another key');
  await database.close();
});
