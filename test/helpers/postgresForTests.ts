import { startPostgres, type PostgresServer } from '../../scripts/postgresServer';
import trainModel from './trainedModel';

declare global {
  var postgresForTests: PostgresServer | undefined;
}

/** A server for all tests of the project `postgres`; the workers find it by `TEST_DATABASE_URL`. */
export default async function start(): Promise<void> {
  trainModel();
  globalThis.postgresForTests = await startPostgres();
  process.env['TEST_DATABASE_URL'] = globalThis.postgresForTests.url;
}
