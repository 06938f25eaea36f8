import { workingDaysOf, type WorkingDaysQuestion } from '../../../dialogs/entities/workingDays';

function count(question: Partial<WorkingDaysQuestion>) {
  const { days, total, holidays } = workingDaysOf({
    from: '2026-12-01',
    to: '2026-12-01',
    region: 'US',
    locale: 'en-US',
    ...question,
  });
  return { days: days.map(({ date, quantity }) => `${date.slice(5)}:${quantity}`).join(' '), total, holidays };
}

test('weekends do not count', () => {
  expect(count({ from: '2026-12-03', to: '2026-12-08' })).toEqual({
    days: '12-03:1 12-04:1 12-07:1 12-08:1',
    total: 4,
    holidays: [],
  });
});

test('half days count half', () => {
  expect(count({ to: '2026-12-03', halfDays: ['start', 'end'] }).total).toBe(2);
  expect(count({ halfDays: ['single'] })).toEqual({ days: '12-01:0.5', total: 0.5, holidays: [] });
});

test('a half day on a weekend does not count at all', () => {
  expect(count({ from: '2026-12-05', to: '2026-12-07', halfDays: ['start'] })).toMatchObject({ days: '12-07:1' });
});

test.each([
  [
    'US',
    'en-US',
    [
      { date: '2026-12-25', name: 'Christmas Day' },
      { date: '2027-01-01', name: "New Year's Day" },
    ],
    6,
  ],
  [
    'DE-BY',
    'de-DE',
    [
      { date: '2026-12-25', name: '1. Weihnachtstag' },
      { date: '2027-01-01', name: 'Neujahr' },
    ],
    6,
  ],
  [
    'DE',
    'en-GB',
    [
      { date: '2026-12-25', name: 'Christmas Day' },
      { date: '2027-01-01', name: "New Year's Day" },
    ],
    6,
  ],
  ['XX', 'en-US', [], 8],
  ['', 'en-US', [], 8],
])('public holidays in %j for %s', (region, locale, holidays, total) => {
  const found = count({ from: '2026-12-23', to: '2027-01-01', region, locale });
  expect(found.holidays).toEqual(holidays);
  expect(found.total).toBe(total);
});

test('only some states have Epiphany', () => {
  const range = { from: '2027-01-06', to: '2027-01-06', locale: 'de-DE' };
  expect(count({ ...range, region: 'DE-BY' })).toMatchObject({ total: 0, holidays: [{ name: 'Heilige Drei Könige' }] });
  expect(count({ ...range, region: 'DE-BE' })).toMatchObject({ total: 1, holidays: [] });
});

test('an end before the start has no days', () => {
  expect(count({ from: '2026-12-03', to: '2026-12-01' }).total).toBe(0);
});
