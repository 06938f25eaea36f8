import { maskSecrets } from '../../../dialogs/entities/secrets';

describe('cards are masked', () => {
  test.each([
    ['4111111111111111', '•••• 1111'],
    ['my card is 4111 1111 1111 1111, thanks', 'my card is •••• 1111, thanks'],
    ['4111-1111-1111-1111', '•••• 1111'],
    ['4111\u00a01111\u00a01111\u00a01111', '•••• 1111'],
    ['4111.1111.1111.1111.', '•••• 1111.'],
    ['4111\u200b1111\u200b1111\u200b1111', '•••• 1111'],
    ['3782 822463 10005', '•••• 0005'],
    ['5555555555554444 and 4111111111111111', '•••• 4444 and •••• 1111'],
    ['5555555555554444 4111111111111111', '•••• 4444 •••• 1111'],
    ['4111 1111 1111 1111 123', '•••• 1111 123'],
    ['4111 1111 1111 1111 12/28', '•••• 1111 12/28'],
    ['order 1001 4111 1111 1111 1111', 'order 1001 •••• 1111'],
    ['4222222222222', '•••• 2222'],
    ['٤١١١ ١١١١ ١١١١ ١١١١', '•••• 1111'],
    ['４１１１１１１１１１１１１１１１', '•••• 1111'],
    ['\u202e4111 1111 1111 1111\u202c', '\u202e•••• 1111\u202c'],
    ['card(4111111111111111)', 'card(•••• 1111)'],
    ['DE00 4111 1111 1111 1111', 'DE00 •••• 1111'],
  ])('%j', (text, expected) => {
    expect(maskSecrets(text)).toEqual({ text: expected, found: ['card'] });
  });

  test.each([
    '',
    'order 1001',
    '4111111111111112',
    '4111 1111 1111 1112',
    '1Z999AA10123456784',
    '9400 1000 0000 0000 0000 00',
    '00340434161094042557',
    '+49 151 23456789',
    '+1 (415) 555-2671',
    'DE89 3704 0044 0532 0130 00',
    'DE89370400440532013000',
    'GB82 WEST 1234 5698 7654 32',
    '41111111111111111111111',
    'x4111111111111111',
    '0000000000000000',
    '2026-12-24 2026-12-31',
  ])('not %j', (text) => {
    expect(maskSecrets(text)).toEqual({ text, found: [] });
  });
});

describe('passwords, PINs and card codes are masked', () => {
  test.each([
    ['my password is hunter2', 'my password is •••'],
    ['My Password Is Hunter2!', 'My Password Is •••!'],
    ['password: hunter2', 'password: •••'],
    ['password:hunter2 please reset', 'password:••• please reset'],
    ['PASSWORD=hunter2', 'PASSWORD=•••'],
    ['pw = s3cret', 'pw = •••'],
    ['pwd -> s3cret', 'pwd -> •••'],
    ['my password is "correct horse battery"', 'my password is •••'],
    ['my password is: hunter2', 'my password is: •••'],
    ['the password for the VPN is hunter2', 'the password for the VPN is •••'],
    ['password Summer2026! does not work', 'password •••! does not work'],
    ['change my password to Summer2026x', 'change my password to •••'],
    ['Mein Passwort ist Geheim1', 'Mein Passwort ist •••'],
    ['Passwort lautet Geheim1.', 'Passwort lautet •••.'],
    ['Kennwort: Geheim1', 'Kennwort: •••'],
    ['my PIN is 1234', 'my PIN is •••'],
    ['PIN 1234', 'PIN •••'],
    ['cvv: 123', 'cvv: •••'],
    ['CVC 123', 'CVC •••'],
    ['Prüfnummer 123', 'Prüfnummer •••'],
    ['my password is كلمة١٢٣', 'my password is •••'],
    ['my password is notworking1', 'my password is •••'],
  ])('%j', (text, expected) => {
    expect(maskSecrets(text)).toEqual({ text: expected, found: ['password'] });
  });

  test.each([
    'I forgot my password',
    'password reset',
    'reset my password please',
    'my password is wrong',
    'my password is wrong!',
    'my password is expired',
    'my password is not working',
    'my password is not accepted',
    "my password isn't working",
    'my password was rejected',
    'the password is locked again',
    'my password does not work',
    'password help',
    'change my password to something better',
    'my password expires tomorrow',
    'Passwort vergessen',
    'mein Passwort ist falsch',
    'mein Passwort ist abgelaufen',
    'mein Passwort ist nicht gültig',
    'Passwort zurücksetzen',
    'shipping: 1234',
    'pin the note',
    'my zip code is 12345',
    'spin 1234',
  ])('not %j', (text) => {
    expect(maskSecrets(text)).toEqual({ text, found: [] });
  });

  test('both at once', () => {
    expect(maskSecrets('card 4111111111111111 cvv 123')).toEqual({
      text: 'card •••• 1111 cvv •••',
      found: ['card', 'password'],
    });
  });
});

test.each(['4111 1111 1111 1111 5555 5555 5555 4444', 'my password is hunter2, pin 1234', '4111111111111111 2223'])(
  'masking %j again changes nothing',
  (text) => {
    const { text: once } = maskSecrets(text);
    expect(maskSecrets(once)).toEqual({ text: once, found: [] });
  },
);

test.each([
  '4'.repeat(100_000),
  '4 '.repeat(50_000),
  '4111 '.repeat(20_000),
  'password '.repeat(11_000),
  'password for '.repeat(8_000),
  'password is "'.repeat(8_000),
  'password' + ' '.repeat(100_000),
  'AB12'.repeat(25_000),
  'AB12 '.repeat(20_000),
])('hostile text %# ends', (text) => {
  expect(() => maskSecrets(text)).not.toThrow();
});
