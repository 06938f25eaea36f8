import fc from 'fast-check';
import { stepsOf } from '../security/fuzz/activities';
import { createSystem, HELP, runInProcess } from '../security/fuzz/runInProcess';
import { startHttpBot, type HttpBot } from './httpBot';

/** The same activities each time; a failure prints the shortest list of them that shows it. `npm run fuzz` makes more. */
const REPEATABLE = { seed: 20_260_304, interruptAfterTimeLimit: 50_000 } as const;
const IN_PROCESS = { runs: 45, steps: 145 };
const OVER_HTTP = { runs: 4, steps: 100 };

describe('catalogue 23: whatever a channel sends', () => {
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

describe('catalogue 23: whatever is posted', () => {
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
