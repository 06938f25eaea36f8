import { affordable, daysAfter, findOverlap, isTooMuch } from '../../../dialogs/hr/leaveChecks';
import { amountOf, listOfAmounts } from '../../../dialogs/hr/leaveAmount';
import { describeSpan, toSpan, type LeaveSpan } from '../../../dialogs/hr/leaveDates';
import { isUnsure, meaningsOf } from '../../../dialogs/hr/leaveMeanings';
import { leaveNotes } from '../../../dialogs/hr/leaveRequestFields';
import { toSubject } from '../../../dialogs/hr/hrCaseFields';
import { findDates } from '../../../dialogs/entities/dateRange';
import { formatDate, formatDateRange, formatDateRangeShort } from '../../../dialogs/format';
import type { LeaveBalance, LeaveRequest } from '../../../services/ports/hr';

const vacation: LeaveBalance = {
  absenceTypeId: 'v',
  kind: 'vacation',
  name: 'Vacation',
  unit: 'days',
  remaining: 12.5,
};
const sick: LeaveBalance = { absenceTypeId: 's', kind: 'sick', name: 'Sick Leave', unit: 'days', remaining: 1 };
const hours: LeaveBalance = { ...vacation, unit: 'hours', remaining: 96 };
/** A Tuesday. */
const today = '2026-12-01';
const locale = 'en-US';

function understood(text: string, in_ = locale): LeaveSpan {
  const found = findDates({ text, locale: in_, today });
  if (!found) throw new Error(`no dates in ${text}`);
  return toSpan(found, { text, locale: in_, today });
}

describe('what is left', () => {
  test.each([
    [[vacation, sick], '12.5 vacation days and 1 sick day'],
    [[hours], '96 hours of vacation'],
    [
      [vacation, { ...vacation, absenceTypeId: 'f', name: 'Floating Holiday', remaining: 2 }],
      '12.5 days of Vacation and 2 days of Floating Holiday',
    ],
    [[{ ...vacation, kind: 'other' as const, name: 'Jury Duty', remaining: 1 }], '1 day of Jury Duty'],
  ])('is told in words', (balances, words) => expect(listOfAmounts(balances, locale)).toBe(words));

  test('numbers are written as the locale writes them', () => {
    expect(amountOf(vacation, 'de-DE')).toContain('12,5');
  });

  test('hours are not counted against days', () => {
    expect(isTooMuch(20, hours)).toBe(false);
    expect(isTooMuch(13, vacation)).toBe(true);
    const details = { balances: [hours], type: 'v', dates: understood('Dec 7') };
    const [note] = leaveNotes('US')(details, { locale, timeZone: 'UTC' });
    expect(note?.text).toBe('That is 1 working day. At the moment you have 96 hours of vacation left.');
  });
});

describe('days in words', () => {
  test.each([
    ['Dec 7', 'Monday, December 7, 2026'],
    ['Dec 7 to Dec 9', 'Monday, December 7 – Wednesday, December 9, 2026'],
    [
      'Dec 3 (half day) to Dec 7 (half day)',
      'Thursday, December 3 – Monday, December 7, 2026 (first and last day half)',
    ],
    ['tomorrow morning', 'Wednesday, December 2, 2026 (half a day)'],
  ])('%s is %s', (text, words) => expect(describeSpan(understood(text), locale)).toBe(words));

  test('are written as the locale writes them, the same in every zone, with spaces that can be typed', () => {
    expect(formatDate('2026-12-07', 'de-DE')).toBe('Montag, 7. Dezember 2026');
    expect(formatDateRange('2026-12-07', '2026-12-09', 'de-DE-x-du')).toBe('Montag, 7. – Mittwoch, 9. Dezember 2026');
    expect(formatDateRangeShort('2026-12-07', '2026-12-09', 'en-US')).toBe('December 7 – 9');
    expect(formatDateRangeShort('2026-12-07', '2026-12-07', 'en-GB')).toBe('7 December');
  });
});

describe('what may have been meant', () => {
  test.each([
    ['next Friday', ['2026-12-11..2026-12-11', '2026-12-04..2026-12-04']],
    ['Tuesday', ['2026-12-01..2026-12-01', '2026-12-08..2026-12-08']],
    ['3/4', ['2027-03-04..2027-03-04', '2027-04-03..2027-04-03']],
    ['12/5 to 12/8', ['2026-12-05..2026-12-08']],
    ['Monday and Thursday', ['2026-12-07+2026-12-10', '2026-12-07..2026-12-10']],
    ['Hi, could I have Monday and Thursday off?', ['2026-12-07+2026-12-10', '2026-12-07..2026-12-10']],
    ['Nov 28', ['2027-11-28..2027-11-28']],
  ])('by "%s" is %j', (text, expected) => {
    const span = understood(text);
    expect(isUnsure(span)).toBe(true);
    expect(meaningsOf(span).map(({ from, to, only }) => only?.join('+') ?? `${from}..${to}`)).toEqual(expected);
  });

  test.each(['Dec 7', 'next Monday', 'yesterday', 'Dec 24 to Dec 20'])('by "%s" is clear', (text) => {
    expect(isUnsure(understood(text))).toBe(false);
  });
});

describe('what collides', () => {
  const request = (
    from: string,
    to: string,
    days: number,
    status: LeaveRequest['status'] = 'submitted',
  ): LeaveRequest => ({
    id: from,
    kind: 'vacation',
    name: 'Vacation',
    status,
    from,
    to,
    days,
  });
  const whole = (date: string) => [{ date, quantity: 1 as const }];

  test('a day that is taken does, unless that was declined or taken back', () => {
    expect(findOverlap(whole('2026-12-08'), [request('2026-12-07', '2026-12-09', 3)])).toBeDefined();
    for (const status of ['denied', 'withdrawn'] as const)
      expect(findOverlap(whole('2026-12-08'), [request('2026-12-07', '2026-12-09', 3, status)])).toBeUndefined();
    expect(findOverlap(whole('2026-12-10'), [request('2026-12-07', '2026-12-09', 3)])).toBeUndefined();
  });

  test('the first free days after it are found', () => {
    const taken = [request('2026-12-07', '2026-12-09', 3), request('2026-12-11', '2026-12-11', 1)];
    expect(daysAfter(taken[0] as LeaveRequest, 2, taken, 'US')).toEqual({ from: '2026-12-14', to: '2026-12-15' });
  });

  test('as many days as are left are found', () => {
    const days = ['2026-12-07', '2026-12-08', '2026-12-09'].flatMap(whole);
    expect(affordable(days, { ...sick, remaining: 2.5 })).toEqual({ from: '2026-12-07', to: '2026-12-08' });
    expect(affordable(days, { ...sick, remaining: 0.5 })).toBeUndefined();
  });
});

test.each([
  ['How does it work? I wonder.', 'How does it work?'],
  ['One thing.', 'One thing'],
  [`${'word '.repeat(30)}end`, `${'word '.repeat(15)}word…`],
])('the title of %j', (description, title) => expect(toSubject(description)).toBe(title));
