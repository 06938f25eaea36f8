import { createLogger } from '../../services/logger';
import { openPostgres } from '../../services/storage/postgres';
import { createSchema } from '../helpers/testDatabase';
import { databaseContract } from '../services/storage/databaseContract';

let schema: Promise<string> | undefined;

const open = async () =>
  openPostgres(await (schema ??= createSchema(process.env['TEST_DATABASE_URL'] ?? '')), createLogger('silent'));

databaseContract(open);

test('the audit log cannot be emptied either', async () => {
  const database = await open();
  await database.query(`INSERT INTO audit_log (at, id, actor, action, outcome, channel, mac)
    VALUES (1, 'line', 'bot', 'sign_in', 'ok', 'script', '')`);
  for (const statement of ['TRUNCATE audit_log', 'DELETE FROM audit_log'])
    await expect(database.query(statement)).rejects.toThrow('only added to');
  await database.close();
});
