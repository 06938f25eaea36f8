import { findDates } from '../../../dialogs/entities/dateRange';

/** A Tuesday. */
const TODAY = '2026-12-01';

/** `2026-12-07..2026-12-09 start,end [flags]`, or nothing. */
function find(text: string, locale: string, prefer?: 'past'): string | undefined {
  const found = findDates({ text, locale, today: TODAY, ...(prefer && { prefer }) });
  if (!found) return undefined;
  const days = found.from === found.to ? found.from : `${found.from}..${found.to}`;
  const flags = found.flags.length > 0 ? ` [${found.flags.join()}]` : '';
  return `${days}${found.halfDays.length > 0 ? ` ${found.halfDays.join()}` : ''}${flags}`;
}

describe('English', () => {
  test.each([
    ['today', '2026-12-01'],
    ['tomorrow', '2026-12-02'],
    ['I would like tomorrow off please', '2026-12-02'],
    ['the day after tomorrow', '2026-12-03'],
    ['on Friday', '2026-12-04'],
    ['Fri', '2026-12-04'],
    ['this Friday', '2026-12-04'],
    ['next Friday', '2026-12-11 [ambiguousWeekday]'],
    ['next Monday', '2026-12-07'],
    ['Friday next week', '2026-12-11'],
    ['next week Thursday', '2026-12-10'],
    ['Tuesday', '2026-12-01 [ambiguousWeekday]'],
    ['next Mon–Wed', '2026-12-07..2026-12-09'],
    ['next Mon-Wed', '2026-12-07..2026-12-09'],
    ['next Monday to Wednesday', '2026-12-07..2026-12-09'],
    ['from Monday through Friday', '2026-12-07..2026-12-11'],
    ['Monday to Monday', '2026-12-07..2026-12-14'],
    ['Dec 24', '2026-12-24'],
    ['Dec. 24', '2026-12-24'],
    ['December 24th, 2026', '2026-12-24'],
    ['24 December', '2026-12-24'],
    ['the 24th of December', '2026-12-24'],
    ['Monday, Dec 7', '2026-12-07'],
    ['Monday, Dec 8', '2026-12-08 [weekdayMismatch]'],
    ['Dec 24 to Jan 2', '2026-12-24..2027-01-02'],
    ['Dec 24 - Jan 2', '2026-12-24..2027-01-02'],
    ['Dec 24 2026 until Jan 2 2027', '2026-12-24..2027-01-02'],
    ['vacation from December 24 through January 2, please', '2026-12-24..2027-01-02'],
    ['from 3rd to 7th of December', '2026-12-03..2026-12-07'],
    ['from the 3rd to the 7th of December', '2026-12-03..2026-12-07'],
    ['from the 3rd to the 7th', '2026-12-03..2026-12-07'],
    ['between December 3 and December 7', '2026-12-03..2026-12-07'],
    ['Dec 3-5', '2026-12-03..2026-12-05'],
    ['Dec 3 to 5', '2026-12-03..2026-12-05'],
    ['3-5 December', '2026-12-03..2026-12-05'],
    ['3 to 7 Dec 2027', '2027-12-03..2027-12-07'],
    ['the 3rd', '2026-12-03'],
    ['first week of March', '2027-03-01..2027-03-05'],
    ['the first week of March', '2027-03-01..2027-03-05'],
    ['the last week of December', '2026-12-28..2027-01-01'],
    ['next week', '2026-12-07..2026-12-11'],
    ['the whole next week', '2026-12-07..2026-12-11'],
    ['this week', '2026-12-01..2026-12-04'],
    ['the rest of the week', '2026-12-01..2026-12-04'],
    ['next weekend', '2026-12-12..2026-12-13'],
    ['next month', '2027-01-01..2027-01-31'],
    ['in March', '2027-03-01..2027-03-31'],
    ['in two days', '2026-12-03'],
    ['in 2 weeks', '2026-12-15'],
    ['two days from Monday', '2026-12-07..2026-12-08'],
    ['3 days starting Dec 7', '2026-12-07..2026-12-09'],
    ['3 days off starting on Friday', '2026-12-04..2026-12-08'],
    ['a week starting Dec 7', '2026-12-07..2026-12-11'],
    ['from Monday for 3 days', '2026-12-07..2026-12-09'],
    ['Dec 7 for three days', '2026-12-07..2026-12-09'],
    ['Monday and Tuesday', '2026-12-07..2026-12-08'],
    ['Friday and Monday', '2026-12-04..2026-12-07'],
    ['Monday and Thursday', '2026-12-07..2026-12-10 [separateDays]'],
    ['Dec 3, 4 and 7', '2026-12-03..2026-12-07'],
    ['tomorrow and Thursday', '2026-12-02..2026-12-03'],
    ['12/24', '2026-12-24'],
    ['12/24/2026', '2026-12-24'],
    ['12/24-12/28', '2026-12-24..2026-12-28'],
    ['3/4', '2027-03-04 [ambiguousDayMonth]'],
    ['2026-12-24', '2026-12-24'],
    ['2026-12-24 to 2026-12-28', '2026-12-24..2026-12-28'],
    ['2026-12-24 – 2027-01-02', '2026-12-24..2027-01-02'],
    ['Feb 29', '2028-02-29'],
    ['‏Dec 24 to Jan 2‏', '2026-12-24..2027-01-02'],
    ['24th-28th Dec', '2026-12-24..2026-12-28'],
    ['the week of Dec 16', '2026-12-14..2026-12-18'],
    ['Thursday and Friday next week', '2026-12-10..2026-12-11'],
    ['2026/12/24', '2026-12-24'],
    ['24-12-2026', '2026-12-24'],
    ['week 51', '2026-12-14..2026-12-18'],
  ])('%j is %s', (text, expected) => {
    expect(find(text, 'en-US')).toBe(expected);
  });

  test.each([
    ['this Friday afternoon', '2026-12-04 single'],
    ['tomorrow morning', '2026-12-02 single'],
    ['on the morning of Dec 3', '2026-12-03 single'],
    ['half a day on Dec 3', '2026-12-03 single'],
    ['a half-day off this Friday', '2026-12-04 single'],
    ['Friday, half day', '2026-12-04 single'],
    ['½ day on Dec 3', '2026-12-03 single'],
    ['Dec 3 (half) to Dec 5', '2026-12-03..2026-12-05 start'],
    ['Dec 3 to Dec 5 (half)', '2026-12-03..2026-12-05 end'],
    ['Dec 3 (half day) to Dec 7 (half day)', '2026-12-03..2026-12-07 start,end'],
    ['Dec 3 to Dec 7, the last day half', '2026-12-03..2026-12-07 end'],
    ['Thursday afternoon to Monday', '2026-12-03..2026-12-07 start'],
    ['Thursday to Monday morning', '2026-12-03..2026-12-07 end'],
    ['good morning, Friday I need a day off', '2026-12-04'],
    ['good afternoon, on Friday please', '2026-12-04'],
    ['half an hour on Friday', '2026-12-04'],
  ])('half days: %j is %s', (text, expected) => {
    expect(find(text, 'en-US')).toBe(expected);
  });

  test.each([
    ['last Friday', '2026-11-27 [past]'],
    ['yesterday', '2026-11-30 [past]'],
    ['3 days ago', '2026-11-28 [past]'],
    ['last week', '2026-11-23..2026-11-27 [past]'],
    ['Dec 3 last year', '2025-12-03 [past]'],
    ['2025-12-03', '2025-12-03 [past]'],
    ['Nov 28', '2027-11-28 [rolledToNextYear]'],
    ['Jan 5', '2027-01-05'],
    ['Nov 30 to Dec 4', '2026-11-30..2026-12-04 [past]'],
    ['Dec 24 to Dec 20', '2026-12-24..2026-12-20 [endBeforeStart]'],
    ['2026-12-24 to 2026-12-20', '2026-12-24..2026-12-20 [endBeforeStart]'],
    ['2026-12-24 to 2028-01-01', undefined],
  ])('of doubt: %j is %s', (text, expected) => {
    expect(find(text, 'en-US')).toBe(expected);
  });

  test.each([
    ['Nov 28', '2026-11-28'],
    ['on Friday', '2026-11-27'],
    ['11/28', '2026-11-28'],
    ['Dec 24', '2025-12-24'],
  ])('looking back: %j is %s', (text, expected) => {
    expect(find(text, 'en-US', 'past')).toBe(expected);
  });

  test.each([
    ['12/24', '2026-12-24'],
    ['24/12', '2026-12-24'],
    ['3/12', '2026-12-03 [ambiguousDayMonth]'],
    ['3/12 to 7/12', '2026-12-03..2026-12-07 [ambiguousDayMonth]'],
  ])('in Britain %j is %s', (text, expected) => {
    expect(find(text, 'en-GB')).toBe(expected);
  });

  test.each([
    ['Christmas', '2026-12-25'],
    ['the second Monday of June', '2027-06-14'],
  ])('by the engine: %j is %s', (text, expected) => {
    expect(find(text, 'en-US')).toBe(expected);
  });

  test.each([
    '',
    'hello',
    'order 1001',
    'I may be wrong',
    'we sat down in the sun',
    'second monitor',
    'it costs 59.80',
    'it costs 12.10 dollars',
    '2 shirts',
    'v1.2.3',
    '3 to 4 items',
    'at 12:30',
    '12/45',
    '2026-02-30',
    'US-1001',
    'March on',
    'Easter Monday',
    'the 2nd half of December',
    '99/99/9999',
  ])('no date in %j', (text) => {
    expect(find(text, 'en-US')).toBeUndefined();
  });
});

describe('German', () => {
  test.each([
    ['morgen', '2026-12-02'],
    ['Morgen früh', '2026-12-02 single'],
    ['übermorgen', '2026-12-03'],
    ['am Freitag', '2026-12-04'],
    ['am Fr', '2026-12-04'],
    ['nächsten Freitag', '2026-12-11 [ambiguousWeekday]'],
    ['kommenden Freitag', '2026-12-04'],
    ['nächsten Montag bis Mittwoch', '2026-12-07..2026-12-09'],
    ['Mo–Mi', '2026-12-07..2026-12-09'],
    ['Montag in der nächsten Woche', '2026-12-07'],
    ['Freitag nächster Woche', '2026-12-11'],
    ['vom 3. bis 7. Dezember', '2026-12-03..2026-12-07'],
    ['vom 3. bis zum 7. Dezember 2026', '2026-12-03..2026-12-07'],
    ['3.–7. Dezember', '2026-12-03..2026-12-07'],
    ['24.12.–2.1.', '2026-12-24..2027-01-02'],
    ['24.12. bis 2.1.', '2026-12-24..2027-01-02'],
    ['24.12 - 2.1', '2026-12-24..2027-01-02'],
    ['vom 24.12.2026 bis zum 02.01.2027', '2026-12-24..2027-01-02'],
    ['24.-28.12.', '2026-12-24..2026-12-28'],
    ['am 24.12', '2026-12-24'],
    ['24. Dezember', '2026-12-24'],
    ['Urlaub am 3. März', '2027-03-03'],
    ['nächste Woche', '2026-12-07..2026-12-11'],
    ['diese Woche', '2026-12-01..2026-12-04'],
    ['letzte Woche', '2026-11-23..2026-11-27 [past]'],
    ['in der ersten Woche im März', '2027-03-01..2027-03-05'],
    ['erste Märzwoche oder nächste Woche', '2026-12-07..2026-12-11'],
    ['7./8. Dezember', '2026-12-07..2026-12-08'],
    ['21., 22. und 23. Dezember', '2026-12-21..2026-12-23'],
    ['die Woche vom 14.12.', '2026-12-14..2026-12-18'],
    ['Donnerstag und Freitag nächste Woche', '2026-12-10..2026-12-11'],
    ['KW 51', '2026-12-14..2026-12-18'],
    ['im März', '2027-03-01..2027-03-31'],
    ['in zwei Wochen', '2026-12-15'],
    ['vor drei Tagen', '2026-11-28 [past]'],
    ['gestern', '2026-11-30 [past]'],
    ['halber Tag am Freitag', '2026-12-04 single'],
    ['einen halben Tag frei am Freitag', '2026-12-04 single'],
    ['Freitagnachmittag', '2026-12-04 single'],
    ['Freitag Nachmittag', '2026-12-04 single'],
    ['3.12. (halb) bis 5.12.', '2026-12-03..2026-12-05 start'],
    ['vom 3.12. bis 7.12., letzter Tag halb', '2026-12-03..2026-12-07 end'],
    ['zwei Tage ab Montag', '2026-12-07..2026-12-08'],
    ['ab Montag für 3 Tage', '2026-12-07..2026-12-09'],
    ['ab dem 7.12. drei Tage', '2026-12-07..2026-12-09'],
    ['Montag und Dienstag', '2026-12-07..2026-12-08'],
    ['Montag und Donnerstag', '2026-12-07..2026-12-10 [separateDays]'],
    ['Guten Morgen, am Freitag bitte', '2026-12-04'],
    ['zwischen dem 3. und 7. Dezember', '2026-12-03..2026-12-07'],
    ['3/12', '2026-12-03 [ambiguousDayMonth]'],
    ['tomorrow', '2026-12-02'],
    ['2026-12-24', '2026-12-24'],
  ])('%j is %s', (text, expected) => {
    expect(find(text, 'de-DE')).toBe(expected);
  });

  test('is understood in an English conversation as well', () => {
    expect(find('übermorgen bis Freitag', 'en-US')).toBe('2026-12-03..2026-12-04');
  });

  test.each(['', 'Hallo', 'Guten Tag', 'so ist es', 'Bestellung 1001', 'das kostet 12.10 €', 'um 14 Uhr', 'die do mi'])(
    'no date in %j',
    (text) => {
      expect(find(text, 'de-DE')).toBeUndefined();
    },
  );
});

describe('hostile texts end', () => {
  test.each([
    '1'.repeat(100_000),
    '1.'.repeat(50_000),
    '1/'.repeat(50_000),
    'Mon and '.repeat(12_500),
    'half '.repeat(20_000),
    'the '.repeat(25_000),
    'day after '.repeat(10_000),
    'christmas of '.repeat(8_000),
    '٣'.repeat(100_000),
  ])('%#', (text) => {
    expect(() => find(text, 'en-US')).not.toThrow();
    expect(() => find(text, 'de-DE')).not.toThrow();
  });
});
