import { ConversationLock } from '../../bots/conversationLock';
import { settle } from '../helpers/manualClock';

let lock: ConversationLock;
let log: string[];
beforeEach(() => {
  lock = new ConversationLock();
  log = [];
});

/** A turn that ends when it is told to. */
function turn(key: string, name: string) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const turn = { end: () => resolve(name), fail: reject, interrupted: () => false, done: Promise.resolve('') };
  turn.done = lock.run(key, async (signal) => {
    turn.interrupted = () => signal.aborted;
    log.push(`${name} begins`);
    return promise.finally(() => log.push(`${name} ends`));
  });
  turn.done.catch(() => undefined);
  return turn;
}

test('a turn gets the conversation at once, and its answer is passed on', async () => {
  const only = turn('a', 'only');
  only.end();
  expect(await only.done).toBe('only');
});

test('turns of one conversation run one after the other, first come, first served', async () => {
  const turns = ['1', '2', '3'].map((name) => turn('a', name));
  for (const each of [...turns].reverse()) {
    each.end();
    await settle();
  }
  await Promise.all(turns.map(({ done }) => done));
  expect(log).toEqual(['1 begins', '1 ends', '2 begins', '2 ends', '3 begins', '3 ends']);
});

test('conversations do not wait for each other', async () => {
  turn('a', 'slow');
  const other = turn('b', 'other');
  other.end();
  expect(await other.done).toBe('other');
});

test('a turn that fails passes its error on and lets the next one in', async () => {
  const failing = turn('a', 'failing');
  const next = turn('a', 'next');
  failing.fail(new Error('no'));
  next.end();
  await expect(failing.done).rejects.toThrow('no');
  expect(await next.done).toBe('next');
});

describe('a turn is asked to end', () => {
  test('as soon as another one waits, and not before', async () => {
    const first = turn('a', 'first');
    await settle();
    expect(first.interrupted()).toBe(false);
    turn('a', 'second');
    expect(first.interrupted()).toBe(true);
  });

  test('from its beginning when others wait already, the last one not', async () => {
    const [first, second, third] = [turn('a', '1'), turn('a', '2'), turn('a', '3')];
    first.end();
    await settle();
    expect(second.interrupted()).toBe(true);
    second.end();
    await settle();
    expect(third.interrupted()).toBe(false);
  });

  test('not by another conversation', async () => {
    const first = turn('a', 'first');
    turn('b', 'second');
    await settle();
    expect(first.interrupted()).toBe(false);
  });

  test('not by one that came and went before', async () => {
    const before = turn('a', 'before');
    before.end();
    await before.done;
    const after = turn('a', 'after');
    await settle();
    expect(after.interrupted()).toBe(false);
  });
});

test('of a thousand turns of one conversation never two run at once, none is forgotten, all in order', async () => {
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const turns = Array.from({ length: 1000 }, (_, index) =>
    lock.run('a', async () => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      order.push(index);
      running--;
    }),
  );
  await Promise.all(turns);
  expect(most).toBe(1);
  expect(order).toEqual(turns.map((_turn, index) => index));
});
