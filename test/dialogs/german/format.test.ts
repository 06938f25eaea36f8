import { inLanguage } from '../../../bots/localeAndZone';
import {
  formatDate,
  formatDateRange,
  formatDay,
  formatDistantMoment,
  formatMoment,
  formatMoney,
} from '../../../dialogs/format';

const zone = { timeZone: 'Europe/Berlin' };
const monday = Date.parse('2026-12-07T08:00:00Z');
/** Spaces that do not break are as good as others here. */
const plain = (text: string) => text.replace(/\s/g, ' ');

describe.each(['de', 'de-DE', 'de-DE-x-du', 'de-x-du'])('in %s', (locale) => {
  test('days, times and amounts are written as in German', () => {
    expect(formatDay('2026-01-20T10:00:00Z', { locale, ...zone })).toBe('20. Januar 2026');
    expect(formatDate('2026-12-07', locale)).toBe('Montag, 7. Dezember 2026');
    expect(plain(formatDateRange('2026-12-07', '2026-12-09', locale))).toBe('Montag, 7. – Mittwoch, 9. Dezember 2026');
    expect(formatMoment(monday, { locale, ...zone })).toBe('Montag, 09:00 Uhr MEZ');
    expect(formatDistantMoment(monday, { locale, ...zone })).toBe('7. Dezember um 09:00 Uhr MEZ');
    expect(plain(formatMoney({ amount: '1059.80', currency: 'EUR' }, locale))).toBe('1.059,80 €');
  });
});

test('English times stay as they are', () => {
  expect(plain(formatMoment(monday, { locale: 'en-US', timeZone: 'UTC' }))).toBe('Monday, 8:00 AM UTC');
  expect(plain(formatDistantMoment(monday, { locale: 'en-GB', timeZone: 'UTC' }))).toBe('7 December at 08:00 UTC');
});

test.each([
  ['en-US', 'de', false, 'de-DE'],
  ['en-US', 'de', true, 'de-DE-x-du'],
  ['de-AT', 'de', true, 'de-AT-x-du'],
  ['de-DE-x-du', undefined, true, 'de-DE-x-du'],
  ['de-DE-x-du', undefined, false, 'de-DE'],
  ['de-DE-x-du', 'en', true, 'en-US-x-du'],
])('%s in the language %s, familiar %s, is %s', (locale, language, familiar, expected) => {
  expect(inLanguage(locale, language, familiar)).toBe(expected);
});
