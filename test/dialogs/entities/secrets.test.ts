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
    ['4111\n1111\n1111\n1111', '•••• 1111'],
    ['4111   1111   1111   1111', '•••• 1111'],
    ['4111/1111/1111/1111', '•••• 1111'],
    ['4111, 1111, 1111, 1111', '•••• 1111'],
    ['4111 - 1111 - 1111 - 1111', '•••• 1111'],
    ['4111_1111_1111_1111', '•••• 1111'],
    ['3782,\r\n822463,\r\n10005', '•••• 0005'],
    ['order 1001, 4111 1111 1111 1111, 12/28', 'order 1001, •••• 1111, 12/28'],
    ['4111 1111 1111 1111\n5555 5555 5555 4444', '•••• 1111\n•••• 4444'],
    ['card4111111111111111', 'card•••• 1111'],
    ['VISA4111111111111111', 'VISA•••• 1111'],
    ['Nr4111111111111111', 'Nr•••• 1111'],
    ['is4111 1111 1111 1111', 'is•••• 1111'],
    ['card_4111111111111111', 'card_•••• 1111'],
    ['卡号4111111111111111', '卡号•••• 1111'],
    ['4111111111111111exp12/29', '•••• 1111exp12/29'],
    ['card4111111111111111exp12/29cvv', 'card•••• 1111exp12/29cvv'],
    ['4242, 4242, 4242, 4242', '•••• 4242'],
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
    '1Z4111111111111111',
    'GM4111111111111111',
    '+4111 1111 1111 1111',
    'orders 4003, 4004, 4005, 4006',
    'orders 4003 4004 4005 4006',
    '4002\n4003\n4004\n4005\n4006\n4007',
    'call 415 555 2603, 415 555 2604',
    '555-0199, 555-0177, 555-0123, 555-0101',
    '6505551234, 4155550123',
    '6/12/2026, 7/12/2026, 8/12/2026',
    'items 4, 1, 1, 1, 2, 5, 3, 1, 1, 1, 6, 1, 1, 1, 1, 0',
    'tickets 41234567, 41234502',
    '550e8400-e29b-41d4-a716-446655440000',
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
    ['my password is correct horse battery staple', 'my password is •••'],
    ['my password is horse purple battery, please reset it', 'my password is •••, please reset it'],
    ['passphrase: correct horse battery staple', 'passphrase: •••'],
    ['Mein Passwort ist Pferd Batterie Klammer. Danke', 'Mein Passwort ist •••. Danke'],
    ['my password is swordfish and it does not work', 'my password is ••• and it does not work'],
    ['my password is hunter2 or hunter3', 'my password is ••• or •••'],
    ['my password is hunter2, maybe Hunter33!', 'my password is •••, maybe •••!'],
    ['my password is hunter2 or swordfish', 'my password is ••• or •••'],
    ['my password was Summer2025, now it is Summer2026', 'my password was •••, now it is •••'],
    ['my password is hunter2 and the old one was swordfish', 'my password is ••• and the old one was •••'],
    ['my old password is hunter2, the new one is hunter3x.', 'my old password is •••, the new one is •••.'],
    ['Mein Passwort ist Geheim1 oder Geheim22', 'Mein Passwort ist ••• oder •••'],
    ['Passwort: Geheim1, das alte war Sommer', 'Passwort: •••, das alte war •••'],
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
  '4001, '.repeat(16_000),
  '4\n\n\n\n'.repeat(20_000),
  'card4111111111111111'.repeat(5_000),
  '4111,    '.repeat(11_000),
  'password is a or '.repeat(6_000),
  `password is x${' correct horse'.repeat(7_000)}`,
  `password is x1${' , or'.repeat(20_000)}`,
  `password is hunter2${' Summer2026'.repeat(9_000)}`,
  `password is hunter2 ${'a1'.repeat(50_000)}`,
])('hostile text %# ends', (text) => {
  expect(() => maskSecrets(text)).not.toThrow();
});
