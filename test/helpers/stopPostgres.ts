import './postgresForTests';

export default async function stop(): Promise<void> {
  await globalThis.postgresForTests?.stop();
  delete process.env['TEST_DATABASE_URL'];
}
