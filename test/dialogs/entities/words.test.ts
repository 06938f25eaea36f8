import { findPhone, normalizePhone } from '../../../dialogs/entities/phoneEntity';
import { findPriority } from '../../../dialogs/entities/priorityEntity';
import { findQuantity } from '../../../dialogs/entities/quantity';
import { wordsIn } from '../../../dialogs/entities/words';
import english from '../../../resources/locales/en/entities.json';

test('each language has each list', () => {
  for (const key of Object.keys(english) as (keyof typeof english)[]) expect(wordsIn('de', key)).toBeInstanceOf(Array);
});

describe('priority', () => {
  test.each([
    ['this is urgent', 'urgent'],
    ['I need it ASAP', 'urgent'],
    ['a.s.a.p. please', 'urgent'],
    ["I can't work at all", 'urgent'],
    ['I can’t work', 'urgent'],
    ['high priority', 'high'],
    ['high', 'high'],
    ['it is important', 'high'],
    ["it can't wait", 'high'],
    ['normal', 'normal'],
    ['medium priority please', 'normal'],
    ['no rush', 'low'],
    ['not urgent', 'low'],
    ["it isn't urgent", 'low'],
    ['it is not that urgent', 'normal'],
    ['not very important', 'normal'],
    ['not low priority', 'normal'],
    ['not high', 'normal'],
    ['it can wait', 'low'],
    ['low', 'low'],
    ['whenever you can', 'low'],
    ['P1', 'urgent'],
    ['prio 2', 'high'],
    ["It does not print, it's urgent", 'urgent'],
    ['no, it is urgent', 'urgent'],
    ['dringend', 'urgent'],
    ['Es ist sehr dringend!', 'urgent'],
    ['Ich kann nicht arbeiten', 'urgent'],
    ['das ist wichtig', 'high'],
    ['hohe Priorität', 'high'],
    ['hoch', 'high'],
    ['mittel', 'normal'],
    ['eilt nicht', 'low'],
    ['nicht dringend', 'low'],
    ['nicht so dringend', 'normal'],
    ['keine Eile', 'low'],
    ['kann warten', 'low'],
    ['kann nicht warten', 'high'],
  ])('%j is %s', (text, expected) => {
    expect(findPriority(text)).toBe(expected);
  });

  test.each(['', 'my printer is broken', 'the monitor has a high resolution and low light', 'p10', 'insurgent'])(
    'none in %j',
    (text) => {
      expect(findPriority(text)).toBeUndefined();
    },
  );
});

describe('quantity', () => {
  test.each([
    ['two of them', 2],
    ['2', 2],
    ['2x', 2],
    ['x3', 3],
    ['both', 2],
    ['all', 'all'],
    ['all of them', 'all'],
    ['just one', 1],
    ['one', 1],
    ['return 2 shirts', 2],
    ['twenty pieces', 20],
    ['zwei Stück', 2],
    ['beide', 2],
    ['alle', 'all'],
    ['nur eins', 1],
    ['eine', 1],
    ['zwölf', 12],
    ['٣', undefined],
    ['３', 3],
    ['for 3 days 2 shirts', 2],
  ])('%j is %s', (text, expected) => {
    expect(findQuantity(text)).toBe(expected);
  });

  test.each([
    '',
    '0',
    '21',
    '1001',
    '3 days',
    '2.50',
    '10 %',
    '12:30',
    '5 €',
    'not at all',
    'a shirt',
    'someone',
    'US-12',
  ])('none in %j', (text) => {
    expect(findQuantity(text)).toBeUndefined();
  });
});

describe('phone', () => {
  test.each([
    ['+1 415 555 2671', 'US', '+14155552671'],
    ['call me at (415) 555-2671 please', 'US', '+14155552671'],
    ['415-555-2671', 'US', '+14155552671'],
    ['4155552671', 'US', '+14155552671'],
    ['my number is 030 901820', 'DE', '+4930901820'],
    ['0049 30 901820', 'DE', '+4930901820'],
    ['+49 (0)30 901820', 'US', '+4930901820'],
    ['0151/23456789', 'DE-BY', '+4915123456789'],
    ['020 7946 0958', 'GB', '+442079460958'],
    ['\u202a+1 415 555 2671\u202c', 'US', '+14155552671'],
  ])('in %j (%s)', (text, region, expected) => {
    expect(findPhone(text, region)?.phone).toBe(expected);
  });

  test.each([
    ['order 1001', 'US'],
    ['#4155552671', 'US'],
    ['1Z999AA10123456784', 'US'],
    ['2026-12-24', 'DE'],
    ['24.12.2026', 'DE'],
    ['1001 1002', 'DE'],
    ['12345678', 'DE'],
    ['4111 1111 1111 1111', 'US'],
    ['INC0010001', 'US'],
    ['123', 'XX'],
    ['', ''],
  ])('not in %j (%s)', (text, region) => {
    expect(findPhone(text, region)).toBeUndefined();
  });

  test('a bare answer', () => {
    expect(normalizePhone('(415) 555-2671', 'US')).toBe('+14155552671');
    expect(normalizePhone('hello', 'US')).toBeUndefined();
  });
});
