import { createLogger } from '../../services/logger';
import { openPostgres } from '../../services/storage/postgres';
import { createSchema } from '../helpers/testDatabase';
import { databaseContract } from '../services/storage/databaseContract';

let schema: Promise<string> | undefined;

databaseContract(async () =>
  openPostgres(await (schema ??= createSchema(process.env['TEST_DATABASE_URL'] ?? '')), createLogger('silent')),
);
