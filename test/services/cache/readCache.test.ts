import fc from 'fast-check';
import { ServiceError } from '../../../services/serviceError';
import type { Database } from '../../../services/storage/database';
import { settle } from '../../helpers/manualClock';
import { sandboxForTests } from '../../helpers/jobChat';
import { openTestDatabase } from '../../helpers/testDatabase';
import { behindCache, sandboxBehindCache } from './cachedServices';

const sandbox = sandboxForTests();
let database: Database;
beforeEach(async () => void (database = await openTestDatabase()));
afterEach(() => database.close());

const shirts = { query: 'shirt', limit: 5 };
const callsTo = async (vendor: string) => (await sandbox().requests(vendor)).length;

describe('on a real shop', () => {
  test('the same question is asked once, until its time is over', async () => {
    const { services, clock } = sandboxBehindCache(sandbox(), { database });
    const first = await services.call('commerce', 'searchProducts', shirts);
    expect(first.items.length).toBeGreaterThan(0);
    const asked = await callsTo('shopify');
    await clock.advance(119_999);
    expect(await services.call('commerce', 'searchProducts', { limit: 5, query: 'shirt' })).toEqual(first);
    expect(await callsTo('shopify')).toBe(asked);
    await clock.advance(1);
    expect(await services.call('commerce', 'searchProducts', shirts)).toEqual(first);
    expect(await callsTo('shopify')).toBe(asked * 2);
  });

  test('another question is asked', async () => {
    const { services } = sandboxBehindCache(sandbox(), { database });
    await services.call('commerce', 'searchProducts', shirts);
    const asked = await callsTo('shopify');
    await services.call('commerce', 'searchProducts', { ...shirts, limit: 4 });
    expect(await callsTo('shopify')).toBe(asked * 2);
  });

  test('twenty who ask the same at the same time share one call, and each has an answer of its own', async () => {
    const { services } = sandboxBehindCache(sandbox(), { database });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => services.call('commerce', 'searchProducts', shirts)),
    );
    expect(await callsTo('shopify')).toBe(1);
    answers[0]?.items.splice(0);
    expect(answers[1]?.items.length).toBeGreaterThan(0);
    expect(await services.call('commerce', 'searchProducts', shirts)).toEqual(answers[1]);
  });

  test('who tries again is answered by the shop itself, and the others have that from then on', async () => {
    const { services } = sandboxBehindCache(sandbox(), { database });
    await services.call('commerce', 'searchProducts', shirts);
    const asked = await callsTo('shopify');
    await services.call('commerce', 'searchProducts', shirts, { isRepeat: true });
    expect(await callsTo('shopify')).toBe(asked * 2);
    await services.call('commerce', 'searchProducts', shirts);
    expect(await callsTo('shopify')).toBe(asked * 2);
  });

  test('a failure is not kept', async () => {
    const { services } = sandboxBehindCache(sandbox(), { database });
    await sandbox().fault({ vendor: 'shopify', mode: 'status', status: 503, times: 1 });
    await expect(services.call('commerce', 'searchProducts', shirts)).rejects.toMatchObject({ code: 'unavailable' });
    expect((await services.call('commerce', 'searchProducts', shirts)).items.length).toBeGreaterThan(0);
  });

  test('an order is looked up each time: its number and address are a guess', async () => {
    const { services } = sandboxBehindCache(sandbox(), { database });
    const proof = { orderNumber: '1001', email: 'customer@example.com' };
    await services.call('commerce', 'findOrder', proof);
    const asked = await callsTo('shopify');
    await services.call('commerce', 'findOrder', proof);
    expect(await callsTo('shopify')).toBe(asked * 2);
  });
});

describe('who waits', () => {
  const slow = () => {
    const calls: { signal: AbortSignal; answer: (result: unknown) => void; fail: (error: Error) => void }[] = [];
    const call = (_input: unknown, options?: { signal?: AbortSignal }) => {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      const signal = options?.signal ?? new AbortController().signal;
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      calls.push({ signal, answer: resolve, fail: reject });
      return promise;
    };
    return { calls, ...behindCache({ 'commerce.searchProducts': { call } }, { database }) };
  };
  const ask = ({ services }: ReturnType<typeof slow>, signal?: AbortSignal) =>
    services.call('commerce', 'searchProducts', shirts, { ...(signal && { signal }) });

  test('may leave without ending the call of the others', async () => {
    const shop = slow();
    const leaving = new AbortController();
    const gone = expect(ask(shop, leaving.signal)).rejects.toMatchObject({ message: 'the user has gone' });
    const staying = ask(shop, new AbortController().signal);
    await settle();
    leaving.abort(new Error('the user has gone'));
    await gone;
    expect(shop.calls.map(({ signal }) => signal.aborted)).toEqual([false]);
    shop.calls[0]?.answer({ items: [] });
    expect(await staying).toEqual({ items: [] });
  });

  test('ends the call when nobody is left, and the next one makes a new one', async () => {
    const shop = slow();
    const [one, other] = [new AbortController(), new AbortController()];
    const both = [ask(shop, one.signal), ask(shop, other.signal)].map((call) => expect(call).rejects.toThrow('gone'));
    await settle();
    one.abort(new Error('gone'));
    other.abort(new Error('gone'));
    await Promise.all(both);
    expect(shop.calls[0]?.signal.aborted).toBe(true);
    const next = ask(shop);
    await settle();
    shop.calls[1]?.answer({ items: [] });
    expect(await next).toEqual({ items: [] });
  });

  test('does not join a call that hangs for seconds', async () => {
    const shop = slow();
    const first = ask(shop);
    await settle();
    await shop.clock.advance(3_001);
    const second = ask(shop);
    await settle();
    expect(shop.calls).toHaveLength(2);
    shop.calls[1]?.answer({ items: [] });
    expect(await second).toEqual({ items: [] });
    shop.calls[0]?.fail(new ServiceError('unavailable', 'down'));
    await expect(first).rejects.toMatchObject({ code: 'unavailable', origin: { vendor: 'manual' } });
  });

  test('shares a failure, which is told to each', async () => {
    const shop = slow();
    const all = [1, 2, 3].map(() => expect(ask(shop)).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 7 }));
    await settle();
    shop.calls[0]?.fail(new ServiceError('rate_limited', 'slow down', { retryAfterMs: 7 }));
    await Promise.all(all);
    expect(shop.calls).toHaveLength(1);
  });

  test('who has gone already asks nothing', async () => {
    const shop = slow();
    await expect(ask(shop, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    expect(shop.calls).toHaveLength(0);
  });
});

describe('nobody gets the answer of another', () => {
  test('whatever two inputs are, in memory and in the database', async () => {
    // As JSON: an answer's words lose their control characters on the way.
    const echo = { call: (input: unknown) => Promise.resolve({ for: JSON.stringify(input) }) };
    const names = ['helpdesk.getTicket', 'itsm.getRequestStatus', 'commerce.searchProducts'] as const;
    const shared = Object.fromEntries(names.map((name) => [name, echo]));
    const text = fc.oneof(fc.constantFrom('a', 'A', 'é', 'e\u0301', '1', ' 1', '\u0000', '__proto__'), fc.string());
    const input = fc.dictionary(fc.constantFrom('number', 'requesterEmail', 'email', 'query'), text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...names), input), { maxLength: 30 }), async (calls) => {
        // Two instances: what one keeps the other finds in the database.
        const instances = [behindCache(shared, { database }), behindCache(shared, { database })];
        for (const [index, [name, asked]] of calls.entries()) {
          const [port = '', method = ''] = name.split('.');
          const answer = await instances[index % 2]?.services.callByName(port, method, asked);
          expect(answer).toEqual({ for: JSON.stringify(asked) });
        }
        for (const { cache } of instances) cache.stop();
      }),
      { numRuns: 60 },
    );
  });

  test('an input that does not say whose it is is not kept at all', async () => {
    let calls = 0;
    const call = () => Promise.resolve(++calls);
    const { services } = behindCache({ 'hr.getLeaveBalances': { call } }, { database });
    for (const input of [{}, { employeeId: '' }, null, {}]) await services.callByName('hr', 'getLeaveBalances', input);
    expect(calls).toBe(4);
  });

  test('that there is nothing is not kept: it may be there a moment later', async () => {
    const answers = [undefined, { number: '5001' }];
    const call = () => Promise.resolve(answers.shift());
    const { services } = behindCache({ 'helpdesk.getTicket': { call } }, { database });
    const input = { number: '5001', requesterEmail: 'customer@example.com' };
    expect(await services.call('helpdesk', 'getTicket', input)).toBeUndefined();
    expect(await services.call('helpdesk', 'getTicket', input)).toMatchObject({ number: '5001' });
    expect(await services.call('helpdesk', 'getTicket', input)).toMatchObject({ number: '5001' });
  });
});
