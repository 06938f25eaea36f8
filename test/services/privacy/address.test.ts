import { isNamedIn, withoutAddress } from '../../../services/privacy/address';

const EMAIL = 'zoe_quill.feather+tag@example.com';

test.each([
  ['as it is', EMAIL],
  ['in capital letters', 'Write to ZOE_Quill.Feather+Tag@Example.COM.'],
  ['behind the backslashes of markdown', 'zoe\\_quill.feather+tag@example.com'],
  ['in a link', 'mailto:zoe_quill.feather%2Btag%40example.com'],
  ['in a link within a link', 'u=mailto%3Azoe_quill.feather%2Btag%40example.com'],
  ['with emphasis', 'it is _zoe_quill.feather+tag@example.com_!'],
  ['with spaces', 'zoe_quill.feather+tag @ example.com'],
  ['in wide letters', 'ｚoe_quill.feather+tag＠example.com'],
])('an address is found and taken out %s', (_name, text) => {
  expect(isNamedIn(EMAIL, { said: [text] })).toBe(true);
  const left = withoutAddress(EMAIL, text) as string;
  expect(left).toContain('[erased]');
  expect(left.normalize('NFKC')).not.toMatch(/feather/i);
});

test.each([
  ['ann@example.com', 'my_ann@example.com'],
  ['ann@example.com', 'joann@example.com'],
  ['ann@example.com', 'ann@example.com.au'],
  ['ann@example.com', 'ann@example.community'],
  ['ann@example.com', 'x.ann@example.com'],
  ['müller@example.com', 'xümüller@example.com'],
  ['a.b@example.com', 'axb@example.com'],
])('%s does not stand in %s', (email, text) => {
  expect(isNamedIn(email, text)).toBe(false);
  expect(withoutAddress(email, text)).toBe(text);
});
