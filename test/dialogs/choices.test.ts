import { resolveChoice } from '../../dialogs/choices';
import type { Choice, Session } from '../../dialogs/session';

const choices: Choice[] = [
  { title: 'Try again', means: 'yes' },
  { title: 'Keep waiting', text: 'keep waiting please' },
  { title: 'Talk to a person', means: 'no' },
];

const resolve = (text: string, session: Session = { choices }) => resolveChoice(session, text, 'en-US');

describe('after buttons were offered', () => {
  test.each([
    ['its title', 'Try again', 'Try again'],
    ['its title in other letters', ' TRY AGAIN ', 'Try again'],
    ['the title of one that says something else', 'keep waiting', 'keep waiting please'],
    ['its number', '1', 'Try again'],
    ['its number with a point', '2.', 'keep waiting please'],
    ['its number in brackets', '(3)', 'Talk to a person'],
    ['yes', 'yes', 'Try again'],
    ['yes as people say it', 'yeah', 'Try again'],
    ['a polite yes', 'Yes, please!', 'Try again'],
    ['no', 'nope', 'Talk to a person'],
    ['a polite no', 'no, thanks', 'Talk to a person'],
  ])('a button is meant by %s', (_name, text, expected) => {
    expect(resolve(text)).toBe(expected);
  });

  test.each(['4', '0', '12', '1001', '-1', '1 2', 'Try', 'try again later', 'yes but not now', '', ' ', 'Ｘ', '🙂'])(
    'the words stay as they are: %j',
    (text) => {
      expect(resolve(text)).toBe(text);
    },
  );
});

describe('where no button was offered', () => {
  test.each(['1', 'yes', 'no', 'Try again'])('%s stays as it is', (text) => {
    expect(resolve(text, {})).toBe(text);
    expect(resolve(text, { choices: [] })).toBe(text);
  });

  test('that yes or no could mean, they stay as they are', () => {
    expect(resolve('yes', { choices: [{ title: 'Help' }] })).toBe('yes');
  });
});
