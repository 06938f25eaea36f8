import { rotateKey } from '../../../scripts/rotateKey';
import { HandoffStore } from '../../../services/handoff/handoffStore';
import { LiveStore } from '../../../services/handoff/liveStore';
import { createCipher, SealError, type Cipher } from '../../../services/storage/cipher';
import type { Database } from '../../../services/storage/database';
import { openCipher } from '../../../services/storage/keyCheck';
import { countByKey, reseal } from '../../../services/storage/rotation';
import { sealedTables } from '../../../services/storage/tables';
import { TaskStore } from '../../../services/tasks/taskStore';
import { TranscriptStore } from '../../../services/transcript/transcriptStore';
import { OperationStore } from '../../../services/operations/operationStore';
import { everyRow, FIRST_KEY, writeFirstVersion } from '../../helpers/everyTable';
import { ManualClock } from '../../helpers/manualClock';
import { openTestDatabase } from '../../helpers/testDatabase';

const NEW_KEY = Buffer.alloc(32, 8);
const CONVERSATION = 'webchat/conversation-1/user-1';

let database: Database;
beforeEach(async () => {
  database = await openTestDatabase();
  await writeFirstVersion(database);
});
afterEach(() => database.close());

/** Everything that is sealed, in clear, by table, column and row. */
async function opened(cipher: Cipher): Promise<string[]> {
  const rows = await everyRow(database);
  const all = sealedTables.flatMap(({ name, sealed }) =>
    (rows.get(name) ?? []).flatMap((row) =>
      sealed.columns
        .filter((column) => row[column] !== null)
        .map((column) => `${name} ${column} ${cipher.open(String(row[column]), sealed.context(row))}`),
    ),
  );
  return all.sort();
}

/** Runs the script and gives its exit code and what it printed. */
async function run(cipher: Cipher, ...words: string[]) {
  const lines: string[] = [];
  const code = await rotateKey({ database, cipher, print: (line) => lines.push(line) }, words);
  return { code, text: lines.join('\n') };
}

test('catalogue 25: what the first version wrote is read, before and after its key is changed; 21 values of 8 tables', async () => {
  const first = await openCipher(database, [FIRST_KEY]);
  const before = await opened(first);
  expect(before).toHaveLength(21);
  expect(first.fingerprint('x')).toBe(createCipher(FIRST_KEY).fingerprint('x'));
  expect(before.join()).toContain('customer@example.com');

  const both = await openCipher(database, [NEW_KEY, FIRST_KEY]);
  expect(await opened(both)).toEqual(before);
  const { code, text } = await run(both);
  expect(text).toMatch(/transcript: 5 rows[^]*All 21 values.*any older key may go/);
  expect(code).toBe(0);

  const fresh = await openCipher(database, [NEW_KEY]);
  expect(await opened(fresh)).toEqual(before);
  expect(fresh.fingerprint('x')).toBe(first.fingerprint('x'));
  expect(await new TranscriptStore(database, fresh).read(CONVERSATION)).toHaveLength(13);
  expect(await new HandoffStore(database, fresh, new ManualClock()).listOpen()).toHaveLength(1);
  await expect(openCipher(database, [FIRST_KEY])).rejects.toThrow('encrypted with another key');
});

test('catalogue 25: a change of keys that is killed in the middle goes on where it was', async () => {
  const cipher = await openCipher(database, [NEW_KEY, FIRST_KEY]);
  const killed = reseal(database, cipher, ({ table }) => {
    if (table === 'handoffs') throw new Error('killed');
  });
  await expect(killed).rejects.toThrow('killed');
  const counts = await countByKey(database);
  expect(new Set(counts.map(({ keyId }) => keyId)).size).toBe(2);
  // Nobody may drop the old key now, and who does is told so.
  await expect(openCipher(database, [NEW_KEY])).rejects.toThrow('encrypted with another key');
  const done = await reseal(database, cipher);
  expect(done.find(({ table }) => table === 'operations')?.rows).toBe(0);
  expect((await run(cipher, '--check')).code).toBe(0);
});

test('more rows than a batch are all done, whatever their keys look like', async () => {
  const first = await openCipher(database, [FIRST_KEY]);
  const transcripts = new TranscriptStore(database, first);
  await database.transaction(async (sql) => {
    for (let n = 0; n < 450; n++)
      await transcripts.append(sql, `c/${n % 7}`, [{ from: 'user', text: 'hi', at: n % 3 }]);
  });
  const cipher = await openCipher(database, [NEW_KEY, FIRST_KEY]);
  expect((await reseal(database, cipher)).find(({ table }) => table === 'transcript')?.rows).toBe(455);
  expect((await run(cipher, '--check')).code).toBe(0);
});

test('a bot that writes meanwhile loses nothing', async () => {
  const [old, cipher] = [await openCipher(database, [FIRST_KEY]), await openCipher(database, [NEW_KEY, FIRST_KEY])];
  const handoffs = new HandoffStore(database, old, new ManualClock());
  const [handoff] = await handoffs.listOpen();
  await Promise.all([handoffs.complete(handoff?.id ?? '', { message: 'meanwhile' }), reseal(database, cipher)]);
  await run(cipher);
  expect((await new HandoffStore(database, cipher, new ManualClock()).find(handoff?.id ?? ''))?.message).toBe(
    'meanwhile',
  );
});

test('a key that is missing is named by its id, and nothing is said to be removable', async () => {
  await openCipher(database, [FIRST_KEY]);
  const stranger = createCipher([NEW_KEY]);
  const { code, text } = await run(stranger);
  expect(code).toBe(1);
  expect(text).toContain('21 of 21 values');
  expect(text).toContain(createCipher(FIRST_KEY).keyId);
  expect(text).not.toContain('may go');
});

describe('catalogue 25: one flipped bit in any sealed column of any table, or a wrong key: 42 values', () => {
  test('gives a typed error and nothing else', async () => {
    const cipher = await openCipher(database, [FIRST_KEY]);
    const rows = await everyRow(database);
    let tried = 0;
    for (const { name, sealed } of sealedTables)
      for (const row of rows.get(name) ?? [])
        for (const value of sealed.columns.map((column) => row[column]).filter((each) => each !== null)) {
          const context = sealed.context(row);
          expect(() => cipher.open(flipped(String(value)), context)).toThrow(SealError);
          expect(() => createCipher(NEW_KEY).open(String(value), context)).toThrow(SealError);
          tried += 2;
        }
    expect(tried).toBe(42);
  });

  test('stores fail with it, and the change of keys leaves the row as it was', async () => {
    const cipher = await openCipher(database, [FIRST_KEY]);
    for (const [table, column] of [
      ['transcript', 'document'],
      ['operations', 'input'],
      ['handoffs', 'document'],
      ['live_conversations', 'document'],
    ] as const)
      await damage(table, column);
    const clock = new ManualClock();
    await expect(new TranscriptStore(database, cipher).read(CONVERSATION)).rejects.toThrow(SealError);
    const [{ id = '' } = {}] = await database.query<{ id: string }>('SELECT id FROM operations');
    await expect(new OperationStore(database, cipher).find(id)).rejects.toThrow(SealError);
    await expect(new HandoffStore(database, cipher, clock).listOpen()).rejects.toThrow(SealError);
    await expect(new LiveStore(database, cipher).latest(CONVERSATION)).rejects.toThrow(SealError);
    const { code, text } = await run(await openCipher(database, [NEW_KEY, FIRST_KEY]));
    expect([code, text]).toEqual([1, expect.stringContaining('transcript: 5 with the key')]);
  });

  test('a damaged task is set aside, and those after it are done', async () => {
    const cipher = await openCipher(database, [FIRST_KEY]);
    const store = new TaskStore(database, cipher, new ManualClock(1), 'one');
    await database.query('DELETE FROM tasks');
    await store.add({ kind: 'k', key: 'c', payload: 1, inOrder: true, id: '1' });
    await damage('tasks', 'document');
    await store.add({ kind: 'k', key: 'c', payload: 2, inOrder: true, id: '2' });
    expect(await store.claimDue(5, 10, 10)).toEqual([]);
    expect(await store.claimDue(5, 10, 10)).toMatchObject([{ id: '2', payload: 2 }]);
    expect(await database.query('SELECT id, reason FROM dead_letters')).toEqual([{ id: '1', reason: 'SealError' }]);
  });

  async function damage(table: string, column: string): Promise<void> {
    for (const row of await database.query(`SELECT * FROM ${table}`))
      await database.query(`UPDATE ${table} SET ${column} = $1 WHERE ${column} = $2`, [
        flipped(String(row[column])),
        row[column] ?? null,
      ]);
  }
});

/** The same with one bit of its last byte changed. */
function flipped(sealed: string): string {
  const [id, payload = ''] = sealed.split('.');
  const bytes = Buffer.from(payload, 'base64url');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return `${id}.${bytes.toString('base64url')}`;
}
