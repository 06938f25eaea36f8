import type { Database } from '../../../services/storage/database';
import { tables } from '../../../services/storage/tables';
import { tableNames } from '../../helpers/everyTable';
import { openTestDatabase } from '../../helpers/testDatabase';

const ADVICE =
  'Say in services/storage/tables.ts what it holds, what in it is sealed (so that keys can be changed), and how the rows of ' +
  'a person are found (so that they can be exported and erased); docs/privacy.md tells people the same.';

let database: Database;
beforeAll(async () => void (database = await openTestDatabase()));
afterAll(() => database.close());

test('every table of the schema says what it is for', async () => {
  const missing = (await tableNames(database)).filter((name) => !tables.some((table) => table.name === name));
  expect(missing.map((name) => `${name}: ${ADVICE}`)).toEqual([]);
});

test.each(tables)(
  '$name is there with the columns that it is said to have',
  async ({ name, primaryKey, sealed, person }) => {
    const columns = [...primaryKey, ...(sealed?.columns ?? [])].join(', ');
    await expect(database.query(`SELECT ${columns} FROM ${name} LIMIT 1`)).resolves.toBeDefined();
    if (typeof person === 'object' && 'where' in person)
      await expect(database.query(`SELECT 1 FROM ${name} WHERE ${person.where}`, ['somebody'])).resolves.toEqual([]);
  },
);
