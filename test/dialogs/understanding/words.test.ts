import { Lexicon } from '../../../dialogs/understanding/lexicon';
import { SpellingRepair } from '../../../dialogs/understanding/spelling';
import { wordsOf } from '../../../dialogs/understanding/text';

test.each([
  ["Where's my ORDER #1001?", 'wheres my order 0number ?'],
  ['a refund of $350 or 20 euros', 'a refund of 0money or 0money'],
  ['Grüße, Straße', 'gruesse strasse'],
  ['write to jane@example.com by 5pm', 'write to 0mail by 0time'],
  ['the bill from Mr. Jones', 'the bill from 0person'],
  ['W-2 and 401(k) of 2024', 'w2 and 401k of 0year'],
  ['INC0010023', '0itnumber'],
])('%s', (text, words) => {
  expect(wordsOf(text).join(' ')).toBe(words);
});

describe('spelling', () => {
  const spelling = new SpellingRepair(
    new Map([
      ['order', 9],
      ['older', 1],
      ['vacation', 5],
      ['reimbursement', 3],
      ['my', 20],
    ]),
  );

  test.each([
    ['order', 'order'],
    ['ordr', 'order'],
    ['odrer', 'order'],
    ['vacatoin', 'vacation'],
    ['reimbrusemnt', 'reimbursement'],
    ['mi', 'mi'],
    ['banana', 'banana'],
    ['__proto__', '__proto__'],
  ])('%s is %s', (typed, meant) => {
    expect(spelling.repair(typed)).toBe(meant);
  });
});

test('a lexicon unifies variants, repairs slips and finds the longest concepts', () => {
  const lexicon = new Lexicon({
    replacements: { wanna: 'want to' },
    concepts: { 'days off': 'leave', days: 'time' },
    words: { want: 2, take: 2, days: 3, off: 1, to: 1 },
  });
  expect(lexicon.stepsOf('wanna tkae days off')).toEqual([
    { words: ['want'] },
    { words: ['to'] },
    { words: ['take'] },
    { words: ['days', 'off'], concept: 'leave' },
  ]);
  expect(lexicon.isUnknown('zebra')).toBe(true);
  expect(lexicon.isUnknown('0number')).toBe(false);
});
