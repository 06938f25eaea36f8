import { createCipher, generateKey, type Cipher } from '../../../services/storage/cipher';

const KEY = Buffer.alloc(32, 7);
const ROW = 'conversation/1';

let cipher: Cipher;
beforeEach(() => void (cipher = createCipher(KEY)));

describe('what was sealed', () => {
  test.each(['', 'hello', '🙈 ünïcode', '\u0000', 'x'.repeat(1_000_000)])('opens again (%#)', (text) => {
    expect(createCipher(Buffer.from(KEY)).open(cipher.seal(text, ROW), ROW)).toBe(text);
  });

  test('looks different each time and shows nothing of the text', () => {
    const sealed = Array.from({ length: 100 }, () => cipher.seal('anna@example.com', ROW));
    expect(new Set(sealed).size).toBe(100);
    for (const each of sealed) expect(Buffer.from(each.split('.')[1] ?? '', 'base64url').includes('anna')).toBe(false);
  });
});

describe('nothing opens', () => {
  test('with another key, and the message names neither text nor key', () => {
    const stranger = createCipher(Buffer.alloc(32, 8));
    expect(() => stranger.open(cipher.seal('private', ROW), ROW)).toThrow(/^sealed with key [0-9a-f]{8}, which is not/);
  });

  test('with another key that claims to be the right one', () => {
    const stranger = createCipher(Buffer.alloc(32, 8));
    const [ownId] = stranger.seal('', ROW).split('.');
    const [, payload] = cipher.seal('private', ROW).split('.');
    expect(() => stranger.open(`${ownId}.${payload}`, ROW)).toThrow();
  });

  test('in another row', () => {
    expect(() => cipher.open(cipher.seal('private', ROW), 'conversation/2')).toThrow();
  });

  test('when any single bit was flipped', () => {
    const [id, payload = ''] = cipher.seal('private', ROW).split('.');
    const bytes = Buffer.from(payload, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => cipher.open(`${id}.${flipped.toString('base64url')}`, ROW)).toThrow();
    }
  });

  test('when any part of its end is missing', () => {
    const sealed = cipher.seal('private', ROW);
    for (let length = 0; length < sealed.length; length++) {
      expect(() => cipher.open(sealed.slice(0, length), ROW)).toThrow();
    }
  });

  test.each(['', '.', 'clear text', '{"email":"anna@example.com"}', 'null'])('when it was never sealed: %j', (text) => {
    expect(() => cipher.open(text, ROW)).toThrow();
  });
});

describe('fingerprints', () => {
  test('are the same for the same text and key only', () => {
    const print = cipher.fingerprint('order:1001');
    expect(createCipher(Buffer.from(KEY)).fingerprint('order:1001')).toBe(print);
    expect(cipher.fingerprint('order:1002')).not.toBe(print);
    expect(createCipher(Buffer.alloc(32, 8)).fingerprint('order:1001')).not.toBe(print);
  });
});

describe('keys', () => {
  test('derived for different purposes differ, for the same purpose are the same', () => {
    expect(cipher.derive('tokens')).toEqual(createCipher(Buffer.from(KEY)).derive('tokens'));
    expect(cipher.derive('tokens')).not.toEqual(cipher.derive('cookies'));
    expect(cipher.derive('tokens')).not.toEqual(KEY);
  });

  test.each([0, 16, 31, 33])('of %d bytes are refused', (length) => {
    expect(() => createCipher(Buffer.alloc(length))).toThrow('32 bytes');
  });

  test('made fresh have 32 bytes and differ', () => {
    expect(Buffer.from(generateKey(), 'base64')).toHaveLength(32);
    expect(generateKey()).not.toBe(generateKey());
  });
});
