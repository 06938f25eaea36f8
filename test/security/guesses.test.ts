import type { Activity } from 'botbuilder';
import { JobChat, sandboxForTests } from '../helpers/jobChat';
import { openTestDatabase } from '../helpers/testDatabase';

const OWNER = 'customer@example.com';
const TRIES = 200;

const sandbox = sandboxForTests();
/** Of several ways to say the same, always the first. */
beforeEach(() => void jest.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => jest.restoreAllMocks());

/** Somebody in a conversation of their own. */
const user = (index: number): Partial<Activity> => ({
  conversation: { id: `conversation-${index}` } as Activity['conversation'],
  from: { id: `user-${index}`, name: '' },
});
const requests = async (vendor: string) =>
  (await sandbox().requests(vendor)).map(({ method, path, body }) => ({ method, path, body: JSON.stringify(body) }));

describe(`catalogue 19: ${TRIES} wrong guesses over ${TRIES} users and two instances`, () => {
  let instances: JobChat[];
  beforeEach(async () => {
    const database = await openTestDatabase();
    const start = () => JobChat.start(sandbox(), 'customer', {}, undefined, database);
    instances = [await start(), await start()];
  });
  afterEach(async () => {
    for (const { chat } of instances) {
      const stopped = chat.bot.stop(0);
      await chat.clock.advance(1);
      await stopped;
    }
    await instances[0]?.chat.database.close();
  });
  const say = async (index: number, text: string) =>
    (await (instances[index % 2] as JobChat).say(text, user(index))).join('\n');

  test.each([
    ['an order', 'shopify', (index: number) => `where is order 1001? my mail is wrong${index}@example.com`, 5],
    ['a ticket', 'zendesk', (index: number) => `status of ticket 5001? my mail is wrong${index}@example.com`, 5],
    ['an address', 'shopify', (index: number) => `where is order ${2000 + index}? my mail is ${OWNER}`, 10],
  ])(
    'at %s: the system is asked at most a few times, and the right one is not let in either',
    async (name, vendor, guess, limit) => {
      const before = (await requests(vendor)).length;
      for (let index = 0; index < TRIES; index++) await say(index, guess(index));
      const asked = (await requests(vendor)).length - before;
      expect(asked).toBeGreaterThanOrEqual(limit);
      // Finding nothing may take a look-up more than one.
      expect(asked).toBeLessThanOrEqual(3 * limit);
      const right =
        name === 'a ticket' ? `status of ticket 5001? my mail is ${OWNER}` : `where is order 1001? my mail is ${OWNER}`;
      const heard = await say(TRIES, right);
      expect(heard).not.toMatch(/\(card\) Order 1001|Zip of my backpack/);
      expect(heard).toMatch(/code|several tries/);
    },
  );
});

describe('catalogue 19: who guesses learns nothing from', () => {
  /** All that somebody can tell from outside: what is said, and what the systems are asked, with the guess left out. */
  async function observe(number: string, email: string, sentence: string, vendor: string) {
    await sandbox().reset();
    const job = await JobChat.start(sandbox(), 'customer');
    const before = (await requests(vendor)).length;
    const said = await job.say(`${sentence} ${number}? my mail is ${email}`);
    const asked = (await requests(vendor)).slice(before);
    const counted = (await job.chat.database.query('SELECT * FROM guesses')).length;
    const statements = (await job.chat.database.query('SELECT kind FROM operation_tasks')).length;
    await job.close();
    const plain = (text: string) =>
      text
        .replaceAll(number, 'NUMBER')
        .replaceAll(email, 'MAIL')
        .replace(/c\d+@x\.example/g, 'MAIL');
    return {
      said: said.map(plain),
      calls: asked.map(({ method, path }) => plain(`${method} ${path}`)),
      counted,
      statements,
    };
  }

  test.each([
    [
      'an order that there is not and a wrong address',
      'where is order',
      'shopify',
      ['9999', 'a@x.example'],
      ['1001', 'a@x.example'],
    ],
    ['a wrong address and a known one', 'where is order', 'shopify', ['9999', 'a@x.example'], ['9999', OWNER]],
    ['another’s order and none', 'where is order', 'shopify', ['1003', OWNER], ['9999', OWNER]],
    [
      'a ticket that there is not and a wrong address',
      'status of ticket',
      'zendesk',
      ['9999', 'a@x.example'],
      ['5001', 'a@x.example'],
    ],
    [
      'a ticket and an address of somebody else',
      'status of ticket',
      'zendesk',
      ['5001', 'other@example.com'],
      ['9999', 'other@example.com'],
    ],
  ] as const)('%s: the same words, calls and steps', async (_name, sentence, vendor, one, other) => {
    const [first, second] = [
      await observe(one[0], one[1], sentence, vendor),
      await observe(other[0], other[1], sentence, vendor),
    ];
    expect(first.said.join()).toContain("couldn't find");
    expect(second).toEqual(first);
  });
});
