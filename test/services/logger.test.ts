import { createLogger, createReference, maskPersonal } from '../../services/logger';

interface Line {
  level: number;
  msg: string;
  [field: string]: unknown;
}

let written: string[];
beforeEach(() => void (written = []));

const destination = { write: (line: string) => void written.push(line) };
const log = createLogger('debug', destination);
const lastLine = () => JSON.parse(written.at(-1) ?? '{}') as Line;

describe('a line', () => {
  test.each(['debug', 'info', 'warn'] as const)('of level %s has the event, its fields and the time', (level) => {
    log[level]('order.found', { vendor: 'shopify', elapsedMs: 12, reference: undefined });
    expect(lastLine()).toEqual({
      level: { debug: 20, info: 30, warn: 40 }[level],
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      msg: 'order.found',
      vendor: 'shopify',
      elapsedMs: 12,
    });
  });

  test('holds no field that is not on the list', () => {
    const fields = { text: 'private words', email: 'a@b.example', headers: { authorization: 'x' }, vendor: 'shopify' };
    log.error('order.failed', new Error('no'), fields);
    expect(Object.keys(lastLine()).sort()).toEqual(
      ['errorMessage', 'errorName', 'level', 'msg', 'stack', 'time', 'vendor'].sort(),
    );
    expect(written.join()).not.toContain('private');
  });

  test.each([
    ['error', ['error']],
    ['warn', ['warn', 'error']],
    ['silent', []],
  ] as const)('is left out below the level %s', (level, expected) => {
    const quiet = createLogger(level, destination);
    quiet.debug('debug');
    quiet.info('info');
    quiet.warn('warn');
    quiet.error('error', new Error('no'));
    expect(written.map((line) => (JSON.parse(line) as Line).msg)).toEqual(expected);
  });

  test('stays one line whatever is in it', () => {
    log.warn('odd', { reason: 'first\nsecond {"msg":"forged"}' });
    expect(written.join('').trimEnd().split('\n')).toHaveLength(1);
    expect(lastLine().msg).toBe('odd');
  });
});

describe('masked is', () => {
  test.each([
    ['anna@example.com is unknown', '[e-mail] is unknown'],
    ['<Anna.Smith+shop@mail.example.co.uk>', '<[e-mail]>'],
    ['"anna@example.com","bob@example.com"', '"[e-mail]","[e-mail]"'],
    ['card 4111 1111 1111 1111 refused', 'card [number] refused'],
    ['call 0170-1234567 please', 'call [number] please'],
    ['Bearer eyJhbGciOi.J9.x-y_z', 'Bearer [secret]'],
    ['token=shpat_0123abcd', 'token=[secret]'],
    ['password: hunter2', 'password: [secret]'],
    ['API key  AIzaSy', 'API key  [secret]'],
    ['Authorization: Bearer abc.def', 'Authorization: Bearer [secret]'],
    ['{"access_token":"shpat_0123abcd"}', '{"access_token":"[secret]"}'],
    ['{"password": "hunter2"}', '{"password": "[secret]"}'],
    ['https://x.example/?access_token=shpat_0123', 'https://x.example/?access_token=[secret]'],
  ])('%s', (text, masked) => {
    expect(maskPersonal(text)).toBe(masked);
  });

  test.each(['order 1001 not found', 'HTTP 503 after 30000 ms', 'no column named x', 'at 12:30'])(
    'nothing of %s',
    (text) => {
      expect(maskPersonal(text)).toBe(text);
    },
  );
});

describe('an error', () => {
  test('is masked in its message, its causes and its stack', () => {
    const cause = new Error('token=shpat_1 for bob@example.com', { cause: new Error('4111 1111 1111 1111') });
    const error = new TypeError('no anna@example.com', { cause });
    error.stack = `TypeError: no anna@example.com\n    at find (anna@example.com:1)\n    at password=hunter2`;
    log.error('order.failed', error);
    expect(lastLine()).toMatchObject({
      errorName: 'TypeError',
      errorMessage: 'no [e-mail] ← token=[secret] for [e-mail] ← [number]',
    });
    expect(written.join()).not.toMatch(/example\.com|shpat|4111|hunter2/);
  });

  test('with many lines in its message is masked in all of them', () => {
    log.error('order.failed', new Error('one\ntwo anna@example.com\nthree'));
    expect(written.join()).not.toContain('example.com');
  });

  test('that causes itself ends', () => {
    const error = new Error('round');
    error.cause = error;
    log.error('order.failed', error);
    expect(String(lastLine()['errorMessage'])).toMatch(/^round( ← round)+$/);
  });

  test.each([
    ['anna@example.com', '[e-mail]'],
    [undefined, 'undefined'],
    [null, 'null'],
    [{ email: 'anna@example.com' }, '[object Object]'],
  ])('that is none (%j) is masked too', (thrown, message) => {
    log.error('order.failed', thrown);
    expect(lastLine()['errorMessage']).toBe(message);
  });

  test('in a field is masked', () => {
    log.warn('order.failed', { reason: 'bob@example.com, Bearer abc' });
    expect(lastLine()['reason']).toMatch(/^\[e-mail],? Bearer \[secret]$/);
  });
});

test('a reference is short, readable aloud and not repeated', () => {
  const references = Array.from({ length: 1000 }, createReference);
  for (const reference of references) expect(reference).toMatch(/^[2-9A-HJ-NP-Z]{6}$/);
  // Of a billion: two of a thousand are the same in one run of two thousand.
  expect(new Set(references).size).toBeGreaterThanOrEqual(998);
});
