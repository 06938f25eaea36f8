import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Database } from '../../services/storage/database';
import { openSqlite } from '../../services/storage/sqlite';
import { StorageError } from '../../services/storage/storageError';
import { JobChat, sandboxForTests } from '../helpers/jobChat';

const sandbox = sandboxForTests();

let folder: string;
let file: string;
let job: JobChat;
/** What writes are refused with. */
let refusal: string | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trouble-'));
  file = join(folder, 'bot.db');
  refusal = undefined;
  job = await JobChat.start(sandbox(), 'customer', {}, undefined, switchable(await openSqlite(file)));
});
afterEach(async () => {
  await job.close();
  rmSync(folder, { recursive: true });
});

/** An open file cannot be made full or read-only from outside: what SQLite says then is said here. */
function switchable(database: Database): Database {
  const writes = () => (refusal === undefined ? undefined : Promise.reject(new Error(refusal)));
  return {
    ...{ skipLocked: database.skipLocked, isShared: database.isShared, signals: database.signals },
    query: (statement, parameters) =>
      (statement.startsWith('SELECT') ? undefined : writes()) ?? database.query(statement, parameters),
    transaction: (work) => writes() ?? database.transaction(work),
    now: () => database.now(),
    ping: () => database.ping(),
    close: () => database.close(),
  };
}

function refuseWrites(why: string): () => void {
  refusal = why;
  return () => void (refusal = undefined);
}

/** Each makes trouble and gives the way to end it. */
const troubles = {
  'locked by another process': () => {
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    return () => other.close();
  },
  full: () => refuseWrites('database or disk is full'),
  'read-only': () => refuseWrites('attempt to write a readonly database'),
} satisfies Record<string, () => () => void>;

const tickets = async () => (await sandbox().records('zendesk', 'ticket')).length;

test.each(Object.keys(troubles) as (keyof typeof troubles)[])(
  'catalogue 12: a database that is %s: no false "ticket created", and one ticket when it works again',
  async (trouble) => {
    const before = await tickets();
    const card = await job.say('open an urgent ticket, my screen is black, mail is me@example.com');
    expect(card.join()).toContain('screen is black');
    const end = troubles[trouble]();
    const said = (await job.say('yes')).join();
    expect(said).not.toMatch(/#?\d{4}/);
    expect(said).toMatch(/sorry|reference/i);
    expect(await tickets()).toBe(before);
    end();
    const again = [...(await job.say('yes')), ...(await job.after(3_000))].join();
    expect(again).toMatch(/ticket/i);
    expect(await tickets()).toBe(before + 1);
  },
  60_000,
);

test('catalogue 12: a database that is away for a moment leaves the question open', async () => {
  const asked = await job.say("I'd like a quote for 50 t-shirts, my name is Dana Reyes, dana@example.com");
  expect(asked.join()).toContain('Which company');
  const transaction = jest.spyOn(job.chat.database, 'transaction');
  transaction.mockRejectedValueOnce(new StorageError('the database does not answer'));
  expect((await job.say('Reyes Logistics')).join()).toMatch(/sorry/i);
  expect((await job.say('Reyes Logistics')).join()).toContain('phone number');
});

test('catalogue 12: a database that fails after the ticket was made: told when it works again, and made once', async () => {
  const before = await tickets();
  await sandbox().fault({ vendor: 'zendesk', mode: 'latency', latencyMs: 300, method: 'POST' });
  await job.say('open an urgent ticket, my screen is black, mail is me@example.com');
  await job.begin('yes');
  const end = refuseWrites('database or disk is full');
  for (let looked = 0; looked < 100 && (await tickets()) === before; looked++) await job.sandboxAnswers();
  const meanwhile = (await job.after(20_000)).join();
  expect(meanwhile).not.toMatch(/ticket #?\d{4}/i);
  end();
  const said = (await job.after(60_000)).join();
  expect(said).toMatch(/50\d\d/);
  expect(await tickets()).toBe(before + 1);
}, 60_000);
