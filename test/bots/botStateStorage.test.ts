import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AutoSaveStateMiddleware, ConversationState, TestAdapter, type StoreItems } from 'botbuilder';
import { Dialog, DialogSet, TextPrompt, WaterfallDialog } from 'botbuilder-dialogs';
import { BotStateStorage, StateConflictError } from '../../bots/botStateStorage';
import { createCipher } from '../../services/storage/cipher';
import type { Database } from '../../services/storage/database';
import { openSqlite } from '../../services/storage/sqlite';

const cipher = createCipher(Buffer.alloc(32, 7));
const nothing = null as never;

let folder: string;
let connections: Database[];
let storage: BotStateStorage;
/** A second store on the same connection, as another turn of this process has it. */
let rival: BotStateStorage;
/** A store on its own connection to the same file, as the next process has it. */
let other: BotStateStorage;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bot-state-'));
  const file = join(folder, 'bot.db');
  connections = [await openSqlite(file), await openSqlite(file)];
  storage = new BotStateStorage(connections[0] as Database, cipher);
  rival = new BotStateStorage(connections[0] as Database, cipher);
  other = new BotStateStorage(connections[1] as Database, cipher);
});
afterEach(async () => {
  for (const connection of connections) await connection.close();
  rmSync(folder, { recursive: true });
});

/** The documents without their eTags. */
async function documents(...keys: string[]): Promise<Record<string, unknown>> {
  const items = (await other.read(keys)) as Record<string, { eTag: string }>;
  return Object.fromEntries(Object.entries(items).map(([key, { eTag: _eTag, ...document }]) => [key, document]));
}

async function eTagOf(key: string): Promise<string> {
  return ((await storage.read([key])) as Record<string, { eTag: string }>)[key]?.eTag ?? '';
}

/** How many of these writes were taken; the others must have been refused for their eTag. */
async function countWins(writes: Promise<void>[]): Promise<number> {
  const outcomes = await Promise.allSettled(writes);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(StateConflictError);
  }
  return outcomes.filter(({ status }) => status === 'fulfilled').length;
}

describe('what Bot Framework asks of every storage', () => {
  test('an unknown key reads as an empty object', async () => {
    expect(await storage.read(['unknown'])).toEqual({});
  });

  test.each<[string, () => Promise<unknown>]>([
    ['reading', () => storage.read(nothing)],
    ['writing', () => storage.write(nothing)],
    ['deleting', () => storage.delete(nothing)],
  ])('null instead of keys is refused when %s', async (_name, act) => {
    await expect(act()).rejects.toThrow(ReferenceError);
  });

  test.each([{}, []])('writing no items (%j) is no fault', async (changes) => {
    await expect(storage.write(changes as StoreItems)).resolves.toBeUndefined();
  });

  test('objects are created, each with an eTag', async () => {
    await storage.write({ plain: { id: 1 }, another: { id: 2, eTag: '*' } });
    expect(await storage.read(['plain', 'another'])).toEqual({
      plain: { id: 1, eTag: expect.stringMatching(/./) as string },
      another: { id: 2, eTag: expect.stringMatching(/./) as string },
    });
  });

  test.each(['!@#$%^&*()~/\\><,.?\';"`~', '', ' ', '🙈', "'; DROP TABLE bot_state;--", 'x'.repeat(5000)])(
    'the key %j is a key',
    async (key) => {
      await storage.write({ [key]: { id: 1 } });
      expect(await documents(key)).toEqual({ [key]: { id: 1 } });
    },
  );

  test.each([{ eTag: undefined }, { eTag: '*' }, {}])('an update with %j overwrites', async (condition) => {
    await storage.write({ item: { count: 1 } });
    await storage.write({ item: { count: 2, ...condition } });
    expect(await documents('item')).toEqual({ item: { count: 2 } });
  });

  test('an update with the eTag that was read is taken, and gives a new eTag', async () => {
    await storage.write({ item: { count: 1 } });
    const first = await eTagOf('item');
    await storage.write({ item: { count: 2, eTag: first } });
    expect(await documents('item')).toEqual({ item: { count: 2 } });
    expect(await eTagOf('item')).not.toBe(first);
  });

  test.each(['stale', ''])('an update with a %j eTag is refused and changes nothing', async (condition) => {
    await storage.write({ item: { count: 1 } });
    const eTag = condition && (await eTagOf('item'));
    await storage.write({ item: { count: 2 } });
    await expect(storage.write({ item: { count: 3, eTag } })).rejects.toThrow(StateConflictError);
    expect(await documents('item')).toEqual({ item: { count: 2 } });
  });

  test('an empty eTag is refused for a new object too', async () => {
    await expect(storage.write({ item: { eTag: '' } })).rejects.toThrow(StateConflictError);
    expect(await storage.read(['item'])).toEqual({});
  });

  test('an object is deleted, and one that is not there is no fault', async () => {
    await storage.write({ item: { count: 1 } });
    await storage.delete(['item', 'unknown']);
    expect(await storage.read(['item'])).toEqual({});
  });

  test('many are written, read and deleted at once', async () => {
    const batch = { one: { count: 10 }, two: { count: 20 }, three: { count: 30 } };
    await storage.write(batch);
    expect(await documents('one', 'two', 'three')).toEqual(batch);
    await storage.delete(['one', 'two', 'three']);
    expect(await storage.read(['one', 'two', 'three'])).toEqual({});
  });

  test('a waterfall with prompts and validation goes on from turn to turn', async () => {
    await converse(
      ['hello', 'hello', 'hi', 'hi', 'Kyle'],
      [['step 1'], ['your name?'], ['too short, try 1'], ['too short, try 2'], ['fine at try 3', 'step 3']],
    );
  });
});

/** Runs a dialog whose state goes through the storage; each turn uses another process's store. */
async function converse(said: readonly string[], answers: readonly string[][]): Promise<void> {
  const heard: string[][] = [];
  for (const [turn, text] of said.entries()) {
    const state = new ConversationState(turn % 2 === 0 ? storage : other);
    const dialogs = new DialogSet(state.createProperty('dialogs'));
    dialogs.add(
      new TextPrompt('name', async ({ recognized, attemptCount, context }) => {
        const isLongEnough = (recognized.value ?? '').length > 3;
        await context.sendActivity(`${isLongEnough ? 'fine at' : 'too short,'} try ${attemptCount}`);
        return isLongEnough;
      }),
    );
    dialogs.add(
      new WaterfallDialog('waterfall', [
        (step) => step.context.sendActivity('step 1').then(() => Dialog.EndOfTurn),
        (step) => step.prompt('name', 'your name?'),
        (step) => step.context.sendActivity('step 3').then(() => step.endDialog()),
      ]),
    );
    const adapter = new TestAdapter(async (context) => {
      const dc = await dialogs.createContext(context);
      await dc.continueDialog();
      if (!context.responded) await dc.beginDialog('waterfall');
    }).use(new AutoSaveStateMiddleware(state));
    await adapter.send(text);
    heard.push(adapter.activeQueue.map((activity) => activity.text ?? ''));
  }
  expect(heard).toEqual(answers);
}

describe('several writers', () => {
  test('of two turns with the same eTag exactly one wins', async () => {
    await storage.write({ item: { by: 'nobody' } });
    const eTag = await eTagOf('item');
    const writes = [storage.write({ item: { by: 'one', eTag } }), rival.write({ item: { by: 'another', eTag } })];
    expect(await countWins(writes)).toBe(1);
  });

  test('of two processes with the same eTag the later one loses', async () => {
    await storage.write({ item: { by: 'nobody' } });
    const eTag = await eTagOf('item');
    await storage.write({ item: { by: 'one', eTag } });
    expect(await countWins([other.write({ item: { by: 'another', eTag } })])).toBe(0);
    expect(await documents('item')).toEqual({ item: { by: 'one' } });
  });

  test('an unknown eTag on an absent key succeeds once, however many try at once', async () => {
    const item = { id: 1, eTag: 'token-exchange-id' };
    const writes = Array.from({ length: 10 }, (_, index) => (index % 2 ? storage : rival).write({ exchange: item }));
    expect(await countWins(writes)).toBe(1);
    expect(await countWins([other.write({ exchange: item })])).toBe(0);
  });

  test('no update is lost when many read, change and write', async () => {
    await storage.write({ counter: { count: 0 } });
    const increment = async (store: BotStateStorage): Promise<void> => {
      const { counter } = (await store.read(['counter'])) as { counter: { count: number; eTag: string } };
      await store.write({ counter: { ...counter, count: counter.count + 1 } }).catch((error: unknown) => {
        expect(error).toBeInstanceOf(StateConflictError);
        return increment(store);
      });
    };
    await Promise.all(Array.from({ length: 20 }, (_, index) => increment(index % 2 ? storage : rival)));
    expect(await documents('counter')).toEqual({ counter: { count: 20 } });
  });

  test('one stale item of a batch keeps all of it from being written', async () => {
    await storage.write({ fresh: { count: 1 }, stale: { count: 1 } });
    const changes = { fresh: { count: 2 }, stale: { count: 2, eTag: 'old' } };
    await expect(storage.write(changes)).rejects.toThrow(StateConflictError);
    expect(await documents('fresh', 'stale')).toEqual({ fresh: { count: 1 }, stale: { count: 1 } });
  });

  test('a document is not saved when the work alongside fails, nor the work when its eTag is stale', async () => {
    await storage.write({ item: { count: 1 } });
    const fail = () => Promise.reject(new Error('the work failed'));
    await expect(storage.save('item', { count: 2 }, fail)).rejects.toThrow('the work failed');
    const alongside = storage.save('item', { eTag: 'old' }, async (sql) => {
      await sql.query(`INSERT INTO welcomed_conversations (conversation_key, welcomed_at) VALUES ('c', 1)`);
    });
    await expect(alongside).rejects.toThrow(StateConflictError);
    expect(await documents('item')).toEqual({ item: { count: 1 } });
    expect(await connections[1]?.query('SELECT * FROM welcomed_conversations')).toEqual([]);
  });
});

test('nothing that was said stands in the database files in clear text', async () => {
  await storage.write({ item: { email: 'anna@example.com', note: 'a very private word' } });
  const bytes = Buffer.concat(readdirSync(folder).map((file) => readFileSync(join(folder, file))));
  expect(bytes.includes('bot_state')).toBe(true);
  for (const secret of ['anna@example.com', 'private', 'email']) expect(bytes.includes(secret)).toBe(false);
});
