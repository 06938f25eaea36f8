import type { Activity } from 'botbuilder';
import fc from 'fast-check';
import { createBot } from '../../bots/createBot';
import { findActivityFault } from '../../bots/incomingActivity';
import { loadConfig } from '../../services/config';
import { createLogger } from '../../services/logger';
import type { OrderProof } from '../../services/ports/commerce';
import { ServiceError } from '../../services/serviceError';
import { Services, type Served } from '../../services/services';
import { createCipher } from '../../services/storage/cipher';
import { openSqlite } from '../../services/storage/sqlite';
import { MemoryChannel } from '../helpers/channel';
import { describe as inWords } from '../helpers/chat';
import { ManualClock, settle } from '../helpers/manualClock';
import { anOrder } from '../helpers/vendor';
import { startHttpBot, type HttpBot } from './httpBot';

/** The same activities each time; a failure prints the shortest list of them that shows it. */
const REPEATABLE = { seed: 20_260_304, interruptAfterTimeLimit: 50_000 } as const;
const IN_PROCESS = { runs: 70, steps: 145 };
const OVER_HTTP = { runs: 4, steps: 100 };
const HELP = 'These words work at any time';

/** Order 1001 is there at once, 1003 fails, 1004 never answers, all others are unknown. */
function createSystem(): Services {
  const call = (input: unknown): Promise<unknown> => {
    const { orderNumber } = input as OrderProof;
    if (orderNumber === '1003') return Promise.reject(new ServiceError('forbidden', 'no'));
    if (orderNumber === '1004') return new Promise(() => undefined);
    return Promise.resolve(orderNumber === '1001' ? anOrder() : undefined);
  };
  const served: Served = { vendor: 'manual', protection: 'read', call, policy: (attempt) => attempt() };
  return new Services(new Map([['commerce.findOrder', served]]));
}

const sensible = fc.constantFrom(
  ...['track an order', '1001', '1002', '1003', '1004', 'a@example.com', 'where is order 1001, a@example.com'],
  ...['1004 and a@example.com', 'sorry, I meant 1001', 'change the e-mail', '1', '2', 'yes', 'no', 'keep waiting'],
  ...['cancel', 'back', 'help', 'agent', 'leave a message', 'menu', 'start over', 'any news', 'try again', 'continue'],
);
const anything = fc.string({ unit: 'binary', maxLength: 60 });
const wild = fc.oneof(
  anything,
  fc.constantFrom('', ' ', '\u0000', '\u202Egnp.exe', '🙈'.repeat(900), 'x'.repeat(30_000), '@'.repeat(5_000)),
  fc.constantFrom('<at>bot</at>', '{"__proto__":{}}', "'; DROP TABLE bot_state;--", '[x](javascript:alert(1))'),
  fc.constantFrom('٣٤٥٦', '%s%n', '1'.repeat(400), '../../etc/passwd', '\uD800'),
);
const nonsense = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  wild,
  fc.constantFrom({ operationId: 'gone' }, { operationId: {} }, { action: { type: 'Action.Execute' } }),
);
const type = fc.oneof(
  { weight: 12, arbitrary: fc.constant('message') },
  ...['event', 'invoke', 'conversationUpdate', 'messageReaction', 'typing', 'installationUpdate'].map(fc.constant),
  ...['endOfConversation', 'messageUpdate', 'messageDelete', 'command', 'handoff', 'trace', 'Message'].map(fc.constant),
  fc.string({ minLength: 1, maxLength: 20 }),
);
const mention = fc.record({
  type: fc.constant('mention'),
  text: wild,
  mentioned: fc.record({ id: fc.constantFrom('bot', 'user') }),
});
const name = fc.constantFrom('adaptiveCard/action', 'signin/verifyState', 'composeExtension/query', 'task/fetch', 'x');
const locale = fc.constantFrom('en-US', 'de', 'en_US', '', 'x', '__proto__', 'constructor', '*', 'en-XX-u-ca-foo');
const timeZone = fc.constantFrom('Europe/Berlin', 'Nowhere/City', '+99:99', '');

/** Everything that a channel, or somebody who poses as one, may fill in. */
const extras = fc.record(
  {
    value: nonsense,
    name: fc.oneof(name, wild),
    attachments: fc.array(fc.record({ contentType: wild, content: nonsense, contentUrl: wild }), { maxLength: 3 }),
    entities: fc.oneof(
      { weight: 9, arbitrary: fc.array(mention, { maxLength: 3 }) },
      fc.constantFrom(null, [null], [{}], [{ type: 7 }], [[]], 'mention', {}),
    ),
    channelData: nonsense,
    locale: fc.oneof(locale, fc.string({ maxLength: 35 })),
    localTimezone: fc.oneof(timeZone, fc.string({ maxLength: 64 })),
    localTimestamp: wild,
    timestamp: fc.oneof(fc.date().map(String), wild),
    membersAdded: fc.array(fc.record({ id: fc.string({ minLength: 1 }) }), { maxLength: 3 }),
    reactionsAdded: fc.array(fc.record({ type: wild })),
    suggestedActions: nonsense,
    replyToId: wild,
    deliveryMode: fc.constantFrom('expectReplies', 'notification', 'ephemeral'),
    id: fc.oneof(fc.constant('again'), anything),
  },
  { requiredKeys: [] },
);
const odd = fc
  .tuple(type, fc.oneof(sensible, wild, fc.constant(null)), extras)
  .map(([kind, text, more]) => ({ type: kind, text, ...more }));

/** What one user does next: says something, or lets time pass. */
interface Step {
  user: string;
  activity?: object;
  waitMs?: number;
}

const user = fc.constantFrom('a', 'b', 'c');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 500, arbitrary: fc.record({ user, activity: fc.record({ text: sensible }) }) },
  { weight: 100, arbitrary: fc.record({ user, activity: fc.record({ text: wild }) }) },
  { weight: 500, arbitrary: fc.record({ user, activity: odd }) },
  { weight: 60, arbitrary: fc.record({ user, waitMs: fc.constantFrom(1_000, 6_000, 20_000) }) },
  { weight: 1, arbitrary: fc.record({ user, waitMs: fc.constant(31 * 60_000) }) },
);
const stepsOf = (average: number) => fc.array(step, { minLength: 1, maxLength: 2 * average, size: 'max' });

/** Runs a bot of its own; gives what failed in it and what it said. */
async function runInProcess(steps: readonly Step[]) {
  const failures: string[] = [];
  const log = createLogger('error', { write: (line: string) => void failures.push(line) });
  const database = await openSqlite(':memory:');
  const channel = new MemoryChannel();
  const clock = new ManualClock();
  const cipher = createCipher(Buffer.alloc(32, 7));
  const config = loadConfig({ COMPANY_TIME_ZONE: 'UTC' });
  const bot = createBot({ config, database, cipher, services: createSystem(), adapter: channel, clock, log });
  await bot.start();
  for (const { user, activity, waitMs } of [...steps, { user: 'new', activity: { text: 'help' }, waitMs: 0 }]) {
    if (waitMs) await clock.advance(waitMs);
    const incoming = channel.incoming({ conversation: { id: user } as Activity['conversation'], ...activity });
    if (!activity || findActivityFault(incoming) !== undefined) continue;
    channel.deliver(incoming, (context) => bot.handler.run(context)).catch((error) => failures.push(String(error)));
    await settle();
  }
  // The longest that a turn waits for a system.
  await clock.advance(20_000);
  const stopped = bot.stop(0);
  await clock.advance(0);
  await stopped;
  await database.close();
  // The system refuses 1003 and never answers 1004: that is no failure of the bot's own.
  const unexpected = failures.filter((line) => !line.includes('"operation.failed"'));
  return { failures: unexpected, said: channel.sent.map(inWords) };
}

describe('whatever a channel sends', () => {
  const beginnings = new Set<string>();

  test('the bot deals with it without a failure of its own and still answers', async () => {
    await fc.assert(
      fc.asyncProperty(stepsOf(IN_PROCESS.steps), async (steps) => {
        const run = await runInProcess(steps);
        expect(run.failures).toEqual([]);
        expect(run.said.join()).toContain(HELP);
        for (const line of run.said) beginnings.add(line.slice(0, 18));
      }),
      { ...REPEATABLE, numRuns: IN_PROCESS.runs },
    );
  }, 60_000);

  test.each([
    ...['Sure. What is the ', 'And which e-mail a', '(card) Order 1001:', "I couldn't find an", "I'm sorry, I can't"],
    ...["I'm still checking", 'This is taking lon', 'What should I tell', "I've told our team", 'Welcome back! We w'],
    ...['That button belong', 'That is a lot at o', 'Thank you for the '],
  ])('the activities got as far as "%s…"', (beginning) => {
    expect([...beginnings]).toContain(beginning);
  });
});

describe('whatever is posted', () => {
  let bot: HttpBot;
  beforeAll(async () => {
    const quick = { INLINE_WAIT_MS: '50', STILL_CHECKING_AFTER_MS: '100', OFFER_HUMAN_AFTER_MS: '200' };
    bot = await startHttpBot(createSystem(), { ...quick, ATTEMPT_TIMEOUT_MS: '300' });
  });
  afterAll(() => bot.stop());

  test('is answered with a status below 500, and the bot goes on', async () => {
    await fc.assert(
      fc.asyncProperty(stepsOf(OVER_HTTP.steps), async (steps) => {
        bot.logged.length = 0;
        const posts = steps.flatMap(({ user, activity }) =>
          activity ? [bot.post(bot.activity({ conversation: { id: user }, ...activity }))] : [],
        );
        const statuses = (await Promise.all(posts)).map(({ status }) => status);
        // 501 is how Bot Framework says that an invoke is not for this bot.
        expect(statuses.filter((status) => status >= 500 && status !== 501)).toEqual([]);
        expect(bot.logged).not.toContain('turn.failed');
        expect((await bot.ask('help')).join()).toContain(HELP);
      }),
      { ...REPEATABLE, numRuns: OVER_HTTP.runs },
    );
  }, 60_000);
});
