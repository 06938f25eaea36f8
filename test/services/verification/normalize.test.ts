import { normalizeEmail, normalizeOrderNumber } from '../../../services/verification/normalize';

describe('an order number', () => {
  test.each([
    ['1001', '1001'],
    ['# 1001 ', '1001'],
    ['#1001', '1001'],
    ['ORDER 1001', '1001'],
    ['order #1001', '1001'],
    ['order no. 1001', '1001'],
    ['Order Number: 1001', '1001'],
    ['order nr 1001', '1001'],
    ['my order is 1001', '1001'],
    ["it's 1001!", '1001'],
    ['1001.', '1001'],
    ['10 01', '1001'],
    ['order - 1001', '1001'],
    ['１００１', '1001'],
    ['＃１００１', '1001'],
    ['№ 1001', '1001'],
    ['us-1001', 'US-1001'],
    ['US1001', 'US1001'],
    ['1001\n', '1001'],
    ['\u00a01001\u200b', '1001'],
    ['123', '123'],
    ['123456789012', '123456789012'],
  ])('typed as %j is %s', (text, expected) => {
    expect(normalizeOrderNumber(text)).toBe(expected);
  });

  test.each(
    [
      [
        '',
        ' ',
        '#',
        'order',
        '12',
        '1234567890123',
        'hello',
        'abcde1001',
        '1001a',
        '10-01',
        '1001-1002',
        '1001 or 1002',
      ],
      [
        'me@example.com',
        'name:1001 OR name:1002',
        '1001*',
        '1001"',
        "1001' OR '1'='1",
        '<1001>',
        '10\u00d701',
        '٣٤٥٦',
        '🙈1001',
      ],
    ].flat(),
  )('is not %j', (text) => {
    expect(normalizeOrderNumber(text)).toBeUndefined();
  });

  test('that is normalised stays as it is', () => {
    for (const number of ['1001', 'US-1001']) expect(normalizeOrderNumber(number)).toBe(number);
  });
});

describe('an e-mail address', () => {
  test.each([
    ['me@example.com', 'me@example.com'],
    ['  Me@Example.COM ', 'me@example.com'],
    ['me @ example . com', 'me@example.com'],
    ['me@example.com.', 'me@example.com'],
    ['me@example.com!', 'me@example.com'],
    ['me@example.com,', 'me@example.com'],
    ['<me@example.com>', 'me@example.com'],
    ['mailto:me@example.com', 'me@example.com'],
    ['<mailto:me@example.com>', 'me@example.com'],
    ['first.last+shop@mail.example.co.uk', 'first.last+shop@mail.example.co.uk'],
    ['ｍｅ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'me@example.com'],
    ["o'neil@example.com", "o'neil@example.com"],
    ['me@sub-domain.example.com', 'me@sub-domain.example.com'],
    ['me@xn--bcher-kva.example', 'me@xn--bcher-kva.example'],
  ])('typed as %j is %s', (text, expected) => {
    expect(normalizeEmail(text)).toBe(expected);
  });

  test.each(
    [
      ['', 'me', '@', 'me@', '@example.com', 'me@example', 'me@@example.com', 'me@exa mple.com', 'a@b.c d@e.f'],
      ['me@-example.com', 'me@example-.com', 'me@.com', 'me@example..com', '1001', 'me@example.com OR email:*'],
      ['a@example.com,b@example.com', `${'x'.repeat(250)}@example.com`, 'me"@example.com', '<script>@example.com'],
    ].flat(),
  )('is not %j', (text) => {
    expect(normalizeEmail(text)).toBeUndefined();
  });
});
