import { audit } from '../../../scripts/audit';
import { AuditLog } from '../../../services/audit/auditLog';
import { createCipher } from '../../../services/storage/cipher';
import type { Database } from '../../../services/storage/database';
import { removeExpired } from '../../../services/storage/housekeeping';
import { DEFAULT_RETENTION } from '../../../services/storage/retention';
import { ManualClock } from '../../helpers/manualClock';
import { openTestDatabase } from '../../helpers/testDatabase';

const cipher = createCipher(Buffer.alloc(32, 7));
const DAY_MS = 24 * 60 * 60_000;

let database: Database;
let clock: ManualClock;
let log: AuditLog;

beforeEach(async () => {
  database = await openTestDatabase();
  clock = new ManualClock();
  log = new AuditLog(database, cipher, clock);
});
afterEach(() => database.close());

const look = (more: object = {}) => log.read({ limit: 100, ...more });
const found = (record: string) =>
  log.inConversation(
    'webchat/c/u',
    { email: 'ann@example.com', by: 'code' },
    { action: 'commerce.findOrder', record, outcome: 'ok' },
  );

test('who, what, which record, when, outcome and where are found again, and none of them is written in clear', async () => {
  await found('1001');
  await clock.advance(1);
  await log.inConversation('msteams/c/u', undefined, {
    action: 'proof.code',
    subject: 'ann@example.com',
    outcome: 'refused',
  });
  const lines = await look({ who: 'Ann@example.com' });
  expect(lines).toMatchObject([
    { action: 'commerce.findOrder', outcome: 'ok', channel: 'webchat', at: clock.now() - 1, genuine: true },
    { action: 'proof.code', outcome: 'refused', channel: 'msteams' },
  ]);
  expect(await look({ record: '1001' })).toHaveLength(1);
  expect(await look({ record: '1002' })).toHaveLength(0);
  expect(await look({ who: 'msteams/c/u' })).toHaveLength(1);
  expect(JSON.stringify(await database.query('SELECT * FROM audit_log'))).not.toMatch(/ann@|1001|example/);
});

test('the database refuses to change a line, and to remove one before its time', async () => {
  await found('1001');
  await expect(database.query("UPDATE audit_log SET outcome = 'ok'")).rejects.toThrow('only added to');
  await expect(database.query('DELETE FROM audit_log')).rejects.toThrow('only added to');
  await clock.advance((DEFAULT_RETENTION.audit - 1) * DAY_MS);
  await removeExpired(database, clock);
  expect(await look()).toHaveLength(1);
  await clock.advance(2 * DAY_MS);
  await found('1002');
  await removeExpired(database, clock);
  expect(await look()).toHaveLength(1);
});

test('a line that was forged shows, and the script says so', async () => {
  await found('1001');
  await database.query(
    `INSERT INTO audit_log SELECT at + 1, id, actor, action, subject, record, 'forged', channel, mac FROM audit_log`,
  );
  const lines: string[] = [];
  const code = await audit({ database, cipher, print: (line) => lines.push(line) }, ['--record', '1001']);
  expect([code, lines.at(-1)]).toEqual([1, '2 lines, 1 of them CHANGED since they were written']);
});

test.each([['--limit', 'all'], ['--since', 'yesterday'], ['--nonsense']])(
  'the script does not guess: %s %s',
  async (...words) => {
    const lines: string[] = [];
    expect(await audit({ database, cipher, print: (line) => lines.push(line) }, words)).toBe(2);
    expect(lines[0]).toContain('npm run audit -- [--since');
  },
);
