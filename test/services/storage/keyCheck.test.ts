import type { Database } from '../../../services/storage/database';
import { openCipher } from '../../../services/storage/keyCheck';
import { openTestDatabase } from '../../helpers/testDatabase';

const [first, second, third] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte)) as [Buffer, Buffer, Buffer];

let database: Database;
beforeEach(async () => void (database = await openTestDatabase()));
afterEach(() => database.close());

test('a database opens again with its own key, and not with another', async () => {
  await openCipher(database, [first]);
  await expect(openCipher(database, [first])).resolves.toBeDefined();
  await expect(openCipher(database, [second])).rejects.toThrow('encrypted with another key');
});

test('catalogue 25: with both keys it opens, and what was found by a fingerprint still is; 3 orders of keys', async () => {
  const before = await openCipher(database, [first]);
  for (const keys of [
    [second, first],
    [first, second],
    [third, second, first],
  ]) {
    const cipher = await openCipher(database, keys);
    expect(cipher.fingerprint('order 1001')).toBe(before.fingerprint('order 1001'));
    expect(cipher.derive('tokens')).toEqual(before.derive('tokens'));
  }
});

test('two instances that start at once on an empty database make the same fingerprints', async () => {
  const [one, other] = await Promise.all([openCipher(database, [first]), openCipher(database, [first])]);
  expect(one.fingerprint('x')).toBe(other.fingerprint('x'));
});

test('what fingerprints are made with does not come from the key', async () => {
  const other = await openTestDatabase();
  const [one, two] = [await openCipher(database, [first]), await openCipher(other, [first])];
  expect(one.fingerprint('x')).not.toBe(two.fingerprint('x'));
  await other.close();
});
