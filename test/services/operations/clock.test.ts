import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../../services/operations/clock';
import { databaseClock } from '../../../services/storage/databaseClock';
import { ManualClock } from '../../helpers/manualClock';
import { openTestDatabase } from '../../helpers/testDatabase';

const HOUR_MS = 3_600_000;

afterEach(() => jest.restoreAllMocks());

test.each([HOUR_MS, -HOUR_MS])(
  'catalogue 15: the machine’s clock jumps by %i ms, and ours goes on as before',
  async (jumpMs) => {
    const [before, wall] = [systemClock.now(), Date.now()];
    jest.spyOn(Date, 'now').mockReturnValue(wall + jumpMs);
    await pause(5);
    const passed = systemClock.now() - before;
    expect(passed).toBeGreaterThan(0);
    expect(passed).toBeLessThan(HOUR_MS / 2);
  },
);

test('catalogue 15: two instances whose machines disagree by an hour mean the same time', async () => {
  const database = await openTestDatabase();
  const machine = new ManualClock(Date.now());
  const other = new ManualClock(Date.now() + HOUR_MS);
  // The database answers with the same time to both, whatever they think.
  const [one, two] = [await databaseClock(database, machine), await databaseClock(database, other)];
  expect(Math.abs(one.now() - two.now())).toBeLessThan(HOUR_MS / 60);
  await machine.advance(5_000);
  await other.advance(5_000);
  expect(Math.abs(one.now() - two.now())).toBeLessThan(HOUR_MS / 60);
  await database.close();
});

test('catalogue 15: a jump of the database’s clock after the start changes nothing', async () => {
  const database = await openTestDatabase();
  const machine = new ManualClock(Date.now());
  const clock = await databaseClock(database, machine);
  const before = clock.now();
  jest.spyOn(database, 'now').mockResolvedValue(before + HOUR_MS);
  await machine.advance(1_000);
  expect(clock.now() - before).toBe(1_000);
  await database.close();
});
