import { saysTitle } from '../../dialogs/commands';

test.each<[string, string, boolean]>([
  ['Send it to HR', 'Send it to HR', true],
  ['send it to hr!', 'Send it to HR', true],
  ['yes, cancel it please', 'Cancel the order', true],
  ['cancel the order', 'Cancel the order', true],
  ['yes please do', 'Cancel the order', true],
  ['please', 'Cancel the order', false],
  ['', 'Cancel the order', false],
  ['cancel the other order', 'Cancel the order', false],
  ['start the return tomorrow', 'Start the return', false],
  ['I want to change the order', 'Cancel the order', false],
])('%j said for "%s": %s', (text, title, expected) => {
  expect(saysTitle(text, title, 'en-US')).toBe(expected);
});
