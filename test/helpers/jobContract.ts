import { JobChat, sandboxForTests, type Role } from './jobChat';

/** The system that does a job; `path` and `method` narrow the faults. */
interface System {
  vendor: string;
  path?: string;
  method?: string;
}
/** How it is known that something was written: by what there then is one more of, or by the request that does it. */
type Counted = { record: string; writes?: undefined } | { record?: undefined; writes: RegExp };

/** A job that writes; without a way to count that, "once" and "not when it is cancelled" would prove nothing. */
interface Writing {
  /** A part of the review card's words. */
  review: string;
  /** The button that sends it. */
  confirm?: string;
  system: System & Counted;
}
/** A job that only looks up, or writes without a card. */
interface Reading {
  review?: undefined;
  confirm?: undefined;
  system: System & Partial<Counted>;
}

/** One job from its first sentence to its end, as a user goes through it. */
export type JobScript = Talk & (Writing | Reading);

interface Talk {
  as: Role;
  settings?: Record<string, string>;
  /** What is said before, so that there is something to do it with. */
  before?: readonly string[];
  /** What opens it, with no details. */
  open: string;
  /** What the bot asks (a part of it), and what the user answers; the last question is the one before review or answer. */
  questions: readonly (readonly [asks: string, answer: string])[];
  /** The same in one sentence; leads to the review card, or to the answer where nothing is written. */
  atOnce?: string;
  /** A part of what is said in the end. */
  done: string;
  /** An answer that cannot be meant, to the question of this number, and a part of what is then said. */
  bad?: readonly [question: number, answer: string, hint: string];
}

/** What every job holds to: told once for all of them. */
export function jobContract(script: JobScript): void {
  const { as, open, questions, review, confirm = 'yes', done, system } = script;
  const sandbox = sandboxForTests();
  let job: JobChat;
  beforeEach(async () => {
    job = await JobChat.start(sandbox(), as, script.settings);
    for (const sentence of script.before ?? []) await job.say(sentence);
  });
  afterEach(() => job.close());

  const { record, writes } = system;
  const written = record !== undefined || writes !== undefined ? 1 : 0;
  async function count(): Promise<number> {
    if (record !== undefined) return (await sandbox().records(system.vendor, record)).length;
    if (!writes) return 0;
    const requests = await sandbox().requests(system.vendor);
    return requests.filter(({ method, path, body }) => writes.test(`${method} ${path} ${JSON.stringify(body)}`)).length;
  }
  const last = (heard: string[]) => heard.join('\n');
  const fault = (settings: { mode: string; [name: string]: unknown }) => {
    const { vendor, path, method } = system;
    return sandbox().fault({ vendor, ...(path && { path }), ...(method && { method }), ...settings });
  };

  /** Answers the first `count` questions; gives what was heard last. */
  async function go(count = questions.length): Promise<string> {
    let heard = last(await job.say(open));
    for (const [asks, answer] of questions.slice(0, count)) {
      expect(heard).toContain(asks);
      heard = last(await job.say(answer));
    }
    return heard;
  }
  /** To where the system is about to be called. */
  async function goToCall(): Promise<void> {
    const heard = await go(review ? questions.length : questions.length - 1);
    if (review) expect(heard).toContain(review);
  }
  const callSentence = () => (review ? confirm : (questions.at(-1)?.[1] ?? open));
  const finish = async () => (review ? (await go(), last(await job.click(confirm))) : go());

  test('does what it is for, once', async () => {
    const before = await count();
    expect(await finish()).toContain(done);
    expect(await count()).toBe(before + written);
  });

  if (script.atOnce) {
    const { atOnce } = script;
    test('asks nothing that was said at once', async () => {
      expect(last(await job.say(atOnce))).toContain(review ?? done);
    });
  }

  const asked = questions.map(([asks], index) => [asks, index] as const);
  (asked.length > 0 ? test.each(asked) : () => undefined)('at “%s” help, cancel and back work', async (asks, index) => {
    const before = await count();
    expect(await go(index)).toContain(asks);
    expect(last(await job.say('help'))).toContain(asks);
    if (index > 0) {
      const [earlier, answer] = questions[index - 1] ?? ['', ''];
      expect(last(await job.say('back'))).toContain(earlier);
      expect(last(await job.say(answer))).toContain(asks);
    }
    expect(last(await job.say('cancel'))).toContain("I've stopped that");
    expect(await count()).toBe(before);
  });

  if (script.bad) {
    const [question, answer, hint] = script.bad;
    test('an answer that cannot be meant is asked again, and a third one offers a person', async () => {
      await go(question);
      expect(last(await job.say(answer))).toContain(hint);
      await job.say(answer);
      expect(last(await job.say(answer))).toContain('[Talk to a person]');
    });
  }

  if (review) {
    test('is done once, however often it is confirmed', async () => {
      const before = await count();
      await go();
      const button = { value: job.buttonValue(confirm) };
      const heard = await Promise.all([job.say(confirm, button), job.say(confirm, button)]);
      heard.push(await job.say(confirm, button), await job.say('yes'), await job.after(1_000));
      expect(heard.flat().filter((text) => text.includes(done))).toHaveLength(1);
      expect(await count()).toBe(before + written);
    });

    test('is not done when it is cancelled on the card, nor by the card afterwards', async () => {
      const before = await count();
      await go();
      const button = { value: job.buttonValue(confirm) };
      expect(last(await job.say('cancel'))).toContain("I've stopped that");
      await job.say(confirm, button);
      expect(await count()).toBe(before);
    });

    test('a no sends nothing and asks what should be different, where something can be', async () => {
      const before = await count();
      await go();
      expect(last(await job.say('no'))).toMatch(/haven't sent anything|I've stopped that/);
      expect(await count()).toBe(before);
    });
  }

  test('when the system is slow it says that it is still at it, and tells the outcome once', async () => {
    const before = await count();
    await goToCall();
    await fault({ mode: 'latency', latencyMs: 400 });
    await job.begin(callSentence());
    const heard = await job.after(5_000, 5_000);
    expect(last(heard)).toContain('still checking');
    await fault({ mode: 'latency', latencyMs: 0 });
    const told = () => heard.filter((text) => text.includes(done)).length;
    // A system that needs many requests for one call needs as much longer.
    for (let waits = 0; waits < 100 && told() === 0; waits++) heard.push(...(await job.after(50, 50)));
    heard.push(...(await job.after(1_000)));
    expect(told()).toBe(1);
    expect(await count()).toBe(before + written);
  });

  test('when the system is down it says so and offers a way out', async () => {
    await goToCall();
    await fault({ mode: 'status', status: 500 });
    await job.begin(callSentence());
    const heard = last(await job.after(16_000));
    expect(heard).not.toContain(done);
    expect(heard).toMatch(/\[Talk to a person\]/);
  });
}
