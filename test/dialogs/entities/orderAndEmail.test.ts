import { findEntities as findAll } from '../../../dialogs/entities';

/** Order number and address only: what else a text may hold has tests of its own. */
function findEntities(text: string) {
  const { orderNumber, email } = findAll(text, { locale: 'en-US' });
  return { ...(orderNumber && { orderNumber }), ...(email && { email }) };
}

const EMAIL = 'me@example.com';

describe('an order number is found', () => {
  test.each([
    ['1001', '1001'],
    ['where is order 1001', '1001'],
    ['where is order 1001?', '1001'],
    ['Where is my order #1001, please?', '1001'],
    ['order no. 1001', '1001'],
    ['order number: 1001', '1001'],
    ['my order number is 1001', '1001'],
    ['# 1001', '1001'],
    ['(1001)', '1001'],
    ['１００１', '1001'],
    ['order us-1001', 'US-1001'],
    ['us-1001', 'US-1001'],
    ['order - 1001', '1001'],
    ['and 1002?', '1002'],
    ['sorry, I meant 1002', '1002'],
    ['1001 and 1002', '1001'],
    ['I bought 2 shirts with order 1001', '1001'],
    ['1001.', '1001'],
    ['1001, me@example.com', '1001'],
    ['It is 1001🙂', '1001'],
  ])('in %j: %s', (text, expected) => {
    expect(findEntities(text).orderNumber).toBe(expected);
  });

  test.each([
    ...[
      '',
      'where is my order',
      'order 12',
      'since 3 days',
      'it cost 59.80',
      'it cost 1001.50',
      '1,001.50',
      'at 12:30',
    ],
    ...['room B1001x', 'user1001', 'user1001@example.com', 'https://example.com/1001x', '1001@', 'v1.1001.2'],
  ])('not in %j', (text) => {
    expect(findEntities(text).orderNumber).toBeUndefined();
  });
});

describe('an e-mail address is found', () => {
  test.each([
    ['me@example.com', EMAIL],
    ['My e-mail is Me@Example.com.', EMAIL],
    ['<me@example.com>', EMAIL],
    ['(me@example.com)', EMAIL],
    ['[me@example.com]', EMAIL],
    ['"me@example.com"', EMAIL],
    ["'me@example.com'", EMAIL],
    ['mailto:me@example.com', EMAIL],
    ['[me@example.com](mailto:me@example.com)', EMAIL],
    ['me @ example.com', EMAIL],
    ['1001,me@example.com', EMAIL],
    ['ｍｅ＠ｅｘａｍｐｌｅ．ｃｏｍ', EMAIL],
    ['first.last+shop@mail.example.co.uk it was', 'first.last+shop@mail.example.co.uk'],
    ["it is o'neil@example.com", "o'neil@example.com"],
    ['it is 1001@example.com', '1001@example.com'],
  ])('in %j', (text, expected) => {
    expect(findEntities(text).email).toBe(expected);
  });

  test.each(['', '@', 'me@', '@example.com', 'me at example.com', 'me@example', 'ask @anna about it'])(
    'not in %j',
    (text) => {
      expect(findEntities(text).email).toBeUndefined();
    },
  );
});

describe('both are found', () => {
  test.each([
    'where is order 1001, my e-mail is me@example.com',
    'me@example.com 1001',
    '1001 me@example.com',
    'Order: #1001\nE-mail: me@example.com',
  ])('in %j', (text) => {
    expect(findEntities(text)).toEqual({ orderNumber: '1001', email: EMAIL });
  });

  test('digits of the address are no order number', () => {
    expect(findEntities('anna1985@example.com')).toEqual({ email: 'anna1985@example.com' });
    expect(findEntities('anna.1985@example.com')).toEqual({ email: 'anna.1985@example.com' });
  });
});
