import fc from 'fast-check';
import { cacheTtl } from '../../../services/cache/cacheTtl';
import { CACHE_SCOPES, eventsMakeOld, madeOldBy, readsByName } from '../../../services/cache/cachedReads';
import { canonicalJson } from '../../../services/cache/canonicalJson';
import { MemoryLayer } from '../../../services/cache/memoryLayer';
import { loadConfig } from '../../../services/config';
import { catalogue } from '../../../services/events/catalogue';
import { vendors } from '../../../services/vendors';
import { ManualClock } from '../../helpers/manualClock';

/** The reads whose answer is the same for everybody. */
const FOR_ALL = ['commerce.searchProducts', 'commerce.getStock', 'helpdesk.searchArticles', 'itsm.listCatalogItems'];

describe('the table of reads', () => {
  test('says of every other read whom its answer is about', () => {
    const forAll = [...readsByName].filter(([, { about }]) => about === undefined).map(([name]) => name);
    expect(forAll.sort()).toEqual([...FOR_ALL].sort());
  });

  test('keeps what people ask the state of for seconds only, and nothing that answers a guess of an order', () => {
    for (const [name, { seconds }] of readsByName) {
      if (/Status|Ticket|Leave(Requests?|Balances)|Order|Shipments|Refunds|Request/.test(name)) {
        expect([name, seconds <= 30]).toEqual([name, true]);
      }
    }
    expect(readsByName.get('commerce.findOrder')?.seconds).toBe(0);
  });

  test('knows every write of every vendor, and nothing that is none', () => {
    for (const { writes } of vendors) {
      for (const [port, methods] of Object.entries(writes)) {
        for (const method of Object.keys(methods)) {
          expect(madeOldBy(`${port}.${method}`)).not.toBe(CACHE_SCOPES);
          expect(readsByName.has(`${port}.${method}`)).toBe(false);
        }
      }
    }
    expect(madeOldBy('commerce.somethingNew')).toBe(CACHE_SCOPES);
  });

  test('knows only events that there are', () => {
    expect(Object.keys(catalogue)).toEqual(expect.arrayContaining(Object.keys(eventsMakeOld)));
  });
});

describe('the settings', () => {
  test('say for how long each read is kept', () => {
    const { CACHE_TTL, READ_CACHE } = loadConfig({ CACHE_TTL: 'commerce.getStock=5, itsm.listCatalogItems=0' });
    expect([...CACHE_TTL]).toEqual([
      ['commerce.getStock', 5],
      ['itsm.listCatalogItems', 0],
    ]);
    expect(READ_CACHE).toBe('on');
  });

  test.each([
    'commerce.getStok=30',
    'commerce.getStock',
    'commerce.getStock=-1',
    'commerce.getStock=99999',
    'toString=1',
  ])('refuse %s with what it must look like', (text) => {
    const { error } = cacheTtl.safeParse(text);
    expect(error?.issues[0]?.message).toMatch(/must look like "commerce.getStock=30.*0 \(not kept\).*finance/);
  });

  test('refuse a write: its answer is never kept', () => {
    expect(cacheTtl.safeParse('commerce.cancelOrder=10').success).toBe(false);
  });
});

describe('a key', () => {
  test('does not depend on the order of the parts, at any depth', () => {
    const one = { email: 'ü@例え.jp', more: [{ a: 1, b: { x: 'é', y: null } }], gone: undefined };
    const other = { more: [{ b: { y: null, x: 'é' }, a: 1 }], email: 'ü@例え.jp' };
    expect(canonicalJson(one)).toBe(canonicalJson(other));
  });

  test('depends on everything else, letter by letter', () => {
    const values = ['é', 'e\u0301', 'É', '\ud800', '\udfff', '\ufffd', '', ' ', null, 0, '0', [], {}, [[]], { a: [] }];
    expect(new Set(values.map((value) => canonicalJson({ value }))).size).toBe(values.length);
  });

  test('is the same for the same JSON only', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const same = canonicalJson(one) === canonicalJson(other);
        expect(JSON.parse(canonicalJson(one))).toEqual(JSON.parse(JSON.stringify(one)));
        // What both keys are read back to is what each was made of.
        if (same) expect(JSON.parse(JSON.stringify(one))).toEqual(JSON.parse(JSON.stringify(other)));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('in memory', () => {
  const answer = (text: string, expiresAt = Infinity) => ({ text, scope: 'orders' as const, expiresAt });

  test('there is never more than the limits, and what was used last stays', () => {
    const memory = new MemoryLayer(new ManualClock(), { entries: 3, characters: 100 });
    for (const key of ['a', 'b', 'c']) memory.keep(key, answer(key), 0);
    expect(memory.get('a')).toBe('a');
    memory.keep('d', answer('d'), 0);
    expect(['a', 'b', 'c', 'd'].map((key) => memory.get(key))).toEqual(['a', undefined, 'c', 'd']);
  });

  test('whatever is kept, forgotten or read: the limits hold, and the count is right', () => {
    const action = fc.record({
      key: fc.integer({ min: 0, max: 9 }).map(String),
      length: fc.integer({ min: 0, max: 120 }),
      what: fc.constantFrom('keep', 'keep', 'get', 'forget'),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const memory = new MemoryLayer(new ManualClock(), { entries: 5, characters: 100 });
        for (const { key, length, what } of actions) {
          if (what === 'keep') memory.keep(key, answer('x'.repeat(length)), memory.epoch('orders'));
          else if (what === 'get') memory.get(key);
          else memory.forget('orders');
          expect(memory.size).toBeLessThanOrEqual(5);
          expect(memory.characters).toBeLessThanOrEqual(100);
        }
        memory.forget('orders');
        expect([memory.size, memory.characters]).toEqual([0, 0]);
      }),
    );
  });

  test('nothing is kept that was read before its scope became old', () => {
    const memory = new MemoryLayer(new ManualClock());
    const begun = memory.epoch('orders');
    memory.forget('orders');
    memory.keep('a', answer('old'), begun);
    expect(memory.get('a')).toBeUndefined();
  });
});
