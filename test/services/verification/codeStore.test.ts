import { createCipher } from '../../../services/storage/cipher';
import type { Database } from '../../../services/storage/database';
import { openTestDatabase } from '../../helpers/testDatabase';
import { CodeStore } from '../../../services/verification/codeStore';
import { GuessLimiter } from '../../../services/verification/guessLimiter';
import { ManualClock } from '../../helpers/manualClock';

const EMAIL = 'customer@example.com';

let database: Database;
let clock: ManualClock;
let codes: CodeStore;
let code: string;

beforeEach(async () => {
  database = await openTestDatabase();
  clock = new ManualClock();
  const cipher = createCipher(Buffer.alloc(32, 7));
  codes = new CodeStore(database, cipher, clock, new GuessLimiter(database, cipher, clock));
  const issued = await codes.issue('c', EMAIL);
  code = 'code' in issued ? issued.code : '';
});
afterEach(() => database.close());

const wrong = () => (code === '000000' ? '111111' : '000000');
const USED_UP = { right: false, triesLeft: 0 };

test('a code stands three tries', async () => {
  expect(await codes.check('c', EMAIL, wrong())).toEqual({ right: false, triesLeft: 2 });
  expect(await codes.check('c', EMAIL, wrong())).toEqual({ right: false, triesLeft: 1 });
  expect(await codes.check('c', EMAIL, wrong())).toEqual(USED_UP);
  expect(await codes.check('c', EMAIL, code)).toEqual(USED_UP);
});

test('a right one is right once more within a minute, when its message comes again, and not later', async () => {
  expect(await codes.check('c', EMAIL, code)).toEqual({ right: true });
  expect(await codes.check('c', EMAIL, wrong())).toEqual(USED_UP);
  expect(await codes.check('c', 'attacker@example.com', code)).toEqual(USED_UP);
  expect(await codes.check('d', EMAIL, code)).toEqual(USED_UP);
  expect(await codes.check('c', EMAIL, code)).toEqual({ right: true });
  await clock.advance(60_000);
  expect(await codes.check('c', EMAIL, code)).toEqual(USED_UP);
});

test('is right for its address only', async () => {
  expect(await codes.check('c', 'attacker@example.com', code)).toEqual({ right: false, triesLeft: 2 });
});
