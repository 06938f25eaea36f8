import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCipher } from '../../../services/storage/cipher';
import type { Database } from '../../../services/storage/database';
import { removeExpired } from '../../../services/storage/housekeeping';
import { openSqlite } from '../../../services/storage/sqlite';
import { GuessLimiter, type GuessSubjects } from '../../../services/verification/guessLimiter';
import { ManualClock } from '../../helpers/manualClock';

const MINUTE = 60_000;
const cipher = createCipher(Buffer.alloc(32, 7));

let folder: string;
let database: Database;
let clock: ManualClock;
let limiter: GuessLimiter;
let count = 0;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bot-guesses-'));
  clock = new ManualClock();
  await open();
});
afterEach(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

async function open(): Promise<void> {
  database = await openSqlite(join(folder, 'bot.db'));
  limiter = new GuessLimiter(database, cipher, clock);
}

const guess = (subjects: GuessSubjects) => limiter.take(`guess-${++count}`, subjects);

/** How many of this many guesses, one after the other, are taken. */
async function countTaken(tries: number, subjects: (index: number) => GuessSubjects): Promise<number> {
  let taken = 0;
  for (let index = 0; index < tries; index++) if ((await guess(subjects(index))).allowed) taken++;
  return taken;
}

/** Somebody who has not guessed before. */
const stranger = (index: number) => ({ user: `user-${index}`, address: `10.0.${index >> 8}.${index & 255}` });

describe('wrong guesses are limited', () => {
  test.each<[string, number, number, (index: number) => GuessSubjects]>([
    ['against one order, whoever guesses', 5, 60, (index) => ({ order: '1001', ...stranger(index) })],
    [
      'of one user, whatever is guessed at',
      5,
      15,
      (index) => ({ order: `${index}000`, user: 'u', address: `a${index}` }),
    ],
    [
      'from one address, whoever guesses',
      20,
      60,
      (index) => ({ ...stranger(index), order: `${index}000`, address: 'a' }),
    ],
  ])('%s: %d, until %d minutes have passed', async (_name, limit, minutes, subjects) => {
    expect(await countTaken(limit + 3, subjects)).toBe(limit);
    await clock.advance(minutes * MINUTE - 1);
    expect(await guess(subjects(100))).toEqual({ allowed: false, waitMs: 1 });
    await clock.advance(1);
    expect(await guess(subjects(101))).toMatchObject({ allowed: true });
  });

  test('as a window that slides: each guess comes back when its own time has passed', async () => {
    for (let i = 0; i < 5; i++) {
      await guess({ user: 'u' });
      await clock.advance(MINUTE);
    }
    expect(await guess({ user: 'u' })).toEqual({ allowed: false, waitMs: 10 * MINUTE });
    await clock.advance(10 * MINUTE);
    expect(await guess({ user: 'u' })).toMatchObject({ allowed: true });
    expect(await guess({ user: 'u' })).toEqual({ allowed: false, waitMs: MINUTE });
  });

  test('and a refused one does not make the wait longer', async () => {
    await countTaken(5, () => ({ order: '1001' }));
    await clock.advance(10 * MINUTE);
    await countTaken(50, () => ({ order: '1001' }));
    expect(await guess({ order: '1001' })).toEqual({ allowed: false, waitMs: 50 * MINUTE });
  });

  test('but not for others', async () => {
    await countTaken(5, () => ({ order: '1001', user: 'u' }));
    expect(await guess({ order: '1002', user: 'another' })).toMatchObject({ allowed: true });
  });

  test('kept apart by kind: a user named like an order is another subject', async () => {
    await countTaken(5, () => ({ order: '1001' }));
    expect(await guess({ user: '1001' })).toMatchObject({ allowed: true });
  });

  test('the longest wait is told when several limits are reached', async () => {
    await countTaken(5, () => ({ order: '1001', user: 'u' }));
    expect(await guess({ order: '1001', user: 'u' })).toEqual({ allowed: false, waitMs: 60 * MINUTE });
  });
});

describe('no way around', () => {
  test('200 wrong guesses of 200 users at 200 addresses: the order is locked after 5', async () => {
    expect(await countTaken(200, (index) => ({ order: '1001', ...stranger(index) }))).toBe(5);
  });

  test.each<[string, GuessSubjects, number]>([
    ['at one order', { order: '1001' }, 5],
    ['of one user', { user: 'u' }, 5],
    ['from one address', { address: 'a' }, 20],
  ])('of many guesses at once %s as few pass as one after the other', async (_name, subjects, limit) => {
    const answers = await Promise.all(Array.from({ length: 4 * limit }, () => guess(subjects)));
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(limit);
  });

  test('a restart forgets nothing', async () => {
    await countTaken(5, () => ({ order: '1001' }));
    await database.close();
    await open();
    expect(await guess({ order: '1001' })).toEqual({ allowed: false, waitMs: 60 * MINUTE });
  });

  test('the answer is the same for an order that exists and one that does not', async () => {
    const answers = async (order: string) => {
      const taken = await countTaken(7, (index) => ({ order, ...stranger(index) }));
      return [taken, await guess({ order })];
    };
    expect(await answers('1001')).toEqual(await answers('999999'));
  });
});

describe('a right guess', () => {
  test('is taken back and leaves no trace', async () => {
    for (let i = 0; i < 20; i++) {
      expect(await limiter.take(`right-${i}`, { order: '1001', user: 'u', address: 'a' })).toEqual({ allowed: true });
      await limiter.forgive(`right-${i}`);
    }
    expect(await database.query('SELECT * FROM guesses')).toEqual([]);
  });

  test('takes no wrong one back with it', async () => {
    await countTaken(4, () => ({ order: '1001' }));
    await limiter.take('right', { order: '1001' });
    await limiter.forgive('right');
    expect(await countTaken(3, () => ({ order: '1001' }))).toBe(1);
  });

  test('or a wrong one that is made again counts once', async () => {
    for (let i = 0; i < 10; i++) expect((await limiter.take('the same', { order: '1001' })).allowed).toBe(true);
    expect(await countTaken(10, () => ({ order: '1001' }))).toBe(4);
  });
});

test('neither what was guessed nor who guessed stands in the database in clear text', async () => {
  await limiter.take('anna ORDER-1001 anna@example.com', { order: 'ORDER-1001', user: 'anna', address: '203.0.113.7' });
  const bytes = Buffer.concat(readdirSync(folder).map((file) => readFileSync(join(folder, file))));
  expect(bytes.includes('guesses')).toBe(true);
  for (const text of ['ORDER-1001', 'anna', '203.0.113.7']) expect(bytes.includes(text)).toBe(false);
});

test('guesses older than a day are removed', async () => {
  await guess({ order: '1001' });
  await clock.advance(24 * 60 * MINUTE + 1);
  await guess({ order: '1002' });
  await removeExpired(database, clock);
  expect(await database.query('SELECT COUNT(*) AS count FROM guesses')).toEqual([{ count: 1 }]);
});

describe('a guess that is called off', () => {
  const subjects = { order: '1001', user: 'u' };
  const rows = () => database.query('SELECT * FROM guesses');

  test('before it was answered is forgotten', async () => {
    await limiter.take('one', subjects);
    await limiter.forget('one');
    expect(await rows()).toEqual([]);
  });

  test('stays when the same one was answered wrong, wherever it came from', async () => {
    await limiter.take('one', { ...subjects, address: 'a' });
    await limiter.keep('one', subjects);
    await limiter.take('one', subjects);
    await limiter.forget('one');
    expect(await rows()).toHaveLength(3);
  });

  test('and is answered wrong after all counts again', async () => {
    await limiter.take('one', subjects);
    await limiter.forget('one');
    await limiter.keep('one', subjects);
    await limiter.forget('one');
    expect(await rows()).toHaveLength(2);
  });

  test('does not outlive a right one', async () => {
    await limiter.keep('one', subjects);
    await limiter.forgive('one');
    expect(await rows()).toEqual([]);
  });
});
