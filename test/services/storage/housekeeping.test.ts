import { createLogger } from '../../../services/logger';
import { OperationRunner } from '../../../services/operations/operationRunner';
import { OperationStore } from '../../../services/operations/operationStore';
import type { PortMethod, PortName } from '../../../services/ports';
import { Services, type Served } from '../../../services/services';
import { createCipher } from '../../../services/storage/cipher';
import type { Database } from '../../../services/storage/database';
import { keepHouse, removeExpired } from '../../../services/storage/housekeeping';
import { openSqlite } from '../../../services/storage/sqlite';
import { CODE_HOLDS_MS, CodeStore } from '../../../services/verification/codeStore';
import { GuessLimiter } from '../../../services/verification/guessLimiter';
import { ManualClock, settle } from '../../helpers/manualClock';

const cipher = createCipher(Buffer.alloc(32, 7));
let database: Database;
let clock: ManualClock;

beforeEach(async () => {
  database = await openSqlite(':memory:');
  clock = new ManualClock();
});
afterEach(() => database.close());

test('a code that can no longer be used is removed, and no other', async () => {
  const codes = new CodeStore(database, cipher, clock, new GuessLimiter(database, cipher, clock));
  await codes.issue('old', 'one@example.com');
  await clock.advance(CODE_HOLDS_MS);
  await codes.issue('new', 'other@example.com');
  await clock.advance(1);
  await removeExpired(database, clock);
  expect(await database.query('SELECT conversation_key FROM verification_codes')).toEqual([
    { conversation_key: 'new' },
  ]);
});

describe('what was sent with an operation, once its outcome is told', () => {
  const input = { number: '1001', orderNumber: '1001', email: 'customer@example.com', file: 'a picture' };

  async function close<P extends PortName>(port: P, method: PortMethod<P>, silent?: true): Promise<unknown> {
    const store = new OperationStore(database, cipher);
    const served: Served = {
      vendor: 'test',
      protection: 'keyed',
      call: () => Promise.resolve({}),
      policy: (attempt) => attempt(),
    };
    const services = new Services(new Map([[`${port}.${method}`, served]]));
    const times = { inlineWaitMs: 0, stillCheckingAfterMs: 1, offerHumanAfterMs: 2, attemptTimeoutMs: 3 };
    const runner = new OperationRunner({ store, services, clock, times, log: createLogger('silent') });
    const draft = { conversationKey: 'c', dialogId: 'd', receivedAt: clock.now(), reference: {}, silent };
    const { id } = await runner.begin({ ...draft, port, method, input: input as never });
    await settle();
    if (!silent) {
      expect(await store.find(id)).toMatchObject({ input });
      await database.transaction((sql) => store.close(sql, id, clock.now()));
    }
    const closed = await store.find(id);
    expect(closed).toMatchObject({ state: 'succeeded', closedAt: clock.now() });
    return closed?.input;
  }

  test('a file is not kept', async () => expect(await close('helpdesk', 'attachFile')).toBeNull());
  test('nor one that nobody was told of', async () => expect(await close('helpdesk', 'attachFile', true)).toBeNull());
  test('a case for HR is not kept', async () => expect(await close('hr', 'openHrCase')).toBeNull());
  test('anything else is', async () => expect(await close('commerce', 'findOrder')).toEqual(input));
});

test('whoever stops it can close the database at once', async () => {
  const lines: string[] = [];
  const log = createLogger('debug', { write: (line: string) => void lines.push(line) });
  const other = await openSqlite(':memory:');
  await keepHouse(other, clock, log)();
  await other.close();
  await settle();
  expect(lines).toEqual([]);
});
