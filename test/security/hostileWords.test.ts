import { withoutMentions } from '../../bots/mentions';
import { findEntities } from '../../dialogs/entities';
import { maskSecrets } from '../../dialogs/entities/secrets';
import { wordsOf } from '../../dialogs/understanding/text';
import { escapeMarkdown } from '../../resources/markdown';
import { maskPersonal } from '../../services/logger';
import { addressesIn } from '../../services/privacy/address';
import { toPlainText } from '../../services/vendors/servicenow/mappingHelpdesk';
import { normalizeEmail, normalizeOrderNumber } from '../../services/verification/normalize';

/** About what an e-mail into a ticket, or a message to the bot, may have at most. */
const LENGTH = 64_000;
const PIECES = [
  ...['\n', ' ', '.', '@', 'a@', 'A', 'a.', 'a-', '1', '1 ', '1/', '<', '<p ', '[', '\\', '"', '%40'],
  ...['\u2028', 'http://a.b/', 'password: ', 'bearer ', 'next monday ', "don't ", '+1 (555) ', '4111 1111 '],
];
const ENDS = ['', 'x', '@', '\0'];
/** Reading a text so often is still no harm. */
const READINGS = 1_000;

const cpuOf = (work: () => unknown): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
};
const read = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');

describe('catalogue 23: words that are made to be looked through for ever cost little more than others', () => {
  const prose = 'Where is my order 1001? '.repeat(LENGTH / 24);
  let yardstick: number;
  beforeAll(() => {
    yardstick = cpuOf(() => {
      for (let time = 0; time < READINGS; time++) read(prose);
    });
  });
  const rules: [string, (text: string) => unknown][] = [
    ['what an address is', normalizeEmail],
    ['what a number is', normalizeOrderNumber],
    [
      'what is found in a message',
      (text) => findEntities(text, { locale: 'en-US', today: '2026-11-27', region: 'US' }),
    ],
    ['what is understood', wordsOf],
    ['what is kept of secrets', maskSecrets],
    ['what is logged', maskPersonal],
    ['what is shown', escapeMarkdown],
    ['what a page says', toPlainText],
    ['whose addresses there are', addressesIn],
  ];

  test.each(rules)('%s', (_rule, apply) => {
    for (const piece of PIECES)
      for (const end of ENDS) {
        const text = piece.repeat(LENGTH / piece.length) + end;
        expect({ piece, end, isCheap: cpuOf(() => apply(text)) < yardstick }).toEqual({ piece, end, isCheap: true });
      }
  });
});

test('catalogue 23: mentions of mentions do not make a message longer', () => {
  const mention = { type: 'mention', text: 'a', mentioned: { id: '29:x', name: 'a'.repeat(400) } };
  const text = 'a'.repeat(1_000);
  expect(withoutMentions({ channelId: 'directline', text, entities: [mention, mention, mention] })).toBe(text);
});
