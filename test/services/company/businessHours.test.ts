import { isOpen, nextOpening } from '../../../services/company/businessHours';
import { loadConfig, type BusinessHours } from '../../../services/config';

const hours = (text: string): BusinessHours => loadConfig({ BUSINESS_HOURS: text }).BUSINESS_HOURS;
const at = (instant: string) => Date.parse(instant);

test.each([
  ['Mon-Fri 09:00-17:30', { firstDay: 1, lastDay: 5, opensAtMinute: 540, closesAtMinute: 1050 }],
  ['Sun-Thu 00:00-23:59', { firstDay: 7, lastDay: 4, opensAtMinute: 0, closesAtMinute: 1439 }],
  ['Mon-Sun 00:00-24:00', { firstDay: 1, lastDay: 7, opensAtMinute: 0, closesAtMinute: 1440 }],
  ['Sat-Sat 10:15-10:16', { firstDay: 6, lastDay: 6, opensAtMinute: 615, closesAtMinute: 616 }],
])('%s are read', (text, read) => {
  expect(hours(text)).toEqual(read);
});

describe('people answer', () => {
  // 2026-03-04 is a Wednesday; Berlin is one hour ahead of UTC in winter, two in summer.
  test.each([
    ['Mon-Fri 09:00-17:30', 'UTC', '2026-03-04T08:59:59Z', false],
    ['Mon-Fri 09:00-17:30', 'UTC', '2026-03-04T09:00:00Z', true],
    ['Mon-Fri 09:00-17:30', 'UTC', '2026-03-04T17:29:59Z', true],
    ['Mon-Fri 09:00-17:30', 'UTC', '2026-03-04T17:30:00Z', false],
    ['Mon-Fri 09:00-17:30', 'UTC', '2026-03-07T12:00:00Z', false],
    ['Mon-Fri 09:00-17:30', 'Europe/Berlin', '2026-03-04T08:00:00Z', true],
    ['Mon-Fri 09:00-17:30', 'Europe/Berlin', '2026-03-04T16:30:00Z', false],
    ['Mon-Fri 09:00-17:30', 'Europe/Berlin', '2026-07-01T07:00:00Z', true],
    ['Mon-Fri 09:00-17:30', 'America/New_York', '2026-03-04T13:59:00Z', false],
    ['Mon-Fri 09:00-17:30', 'America/New_York', '2026-03-04T14:00:00Z', true],
    ['Mon-Fri 09:00-17:30', 'Pacific/Auckland', '2026-03-08T20:00:00Z', true],
    ['Mon-Fri 09:00-17:30', 'Pacific/Auckland', '2026-03-06T20:00:00Z', false],
    ['Mon-Fri 09:00-17:30', 'Asia/Kolkata', '2026-03-04T03:29:00Z', false],
    ['Mon-Fri 09:00-17:30', 'Asia/Kolkata', '2026-03-04T03:30:00Z', true],
    ['Sun-Thu 08:00-16:00', 'Asia/Jerusalem', '2026-03-08T10:00:00Z', true],
    ['Sun-Thu 08:00-16:00', 'Asia/Jerusalem', '2026-03-05T10:00:00Z', true],
    ['Sun-Thu 08:00-16:00', 'Asia/Jerusalem', '2026-03-06T10:00:00Z', false],
    ['Sun-Thu 08:00-16:00', 'Asia/Jerusalem', '2026-03-07T10:00:00Z', false],
    ['Sat-Sat 10:00-12:00', 'UTC', '2026-03-07T11:00:00Z', true],
    ['Sat-Sat 10:00-12:00', 'UTC', '2026-03-08T11:00:00Z', false],
    ['Mon-Sun 00:00-24:00', 'UTC', '2026-03-08T23:59:59Z', true],
    ['Mon-Fri 00:00-24:00', 'UTC', '2026-03-06T23:59:59Z', true],
    ['Mon-Fri 00:00-24:00', 'UTC', '2026-03-07T00:00:00Z', false],
  ])('%s in %s at %s: %s', (text, zone, instant, expected) => {
    expect(isOpen(hours(text), zone, at(instant))).toBe(expected);
  });
});

describe('people are back', () => {
  test.each([
    ['the same day', 'Mon-Fri 09:00-17:30', 'UTC', '2026-03-04T06:00:00Z', '2026-03-04T09:00:00Z'],
    ['the next day', 'Mon-Fri 09:00-17:30', 'UTC', '2026-03-04T17:30:00Z', '2026-03-05T09:00:00Z'],
    ['after the weekend', 'Mon-Fri 09:00-17:30', 'UTC', '2026-03-06T18:00:00Z', '2026-03-09T09:00:00Z'],
    ['after another weekend', 'Sun-Thu 08:00-16:00', 'Asia/Jerusalem', '2026-03-05T15:00:00Z', '2026-03-08T06:00:00Z'],
    ['a week later', 'Sat-Sat 10:00-12:00', 'UTC', '2026-03-07T12:00:00Z', '2026-03-14T10:00:00Z'],
    ['now, when they are there', 'Mon-Fri 09:00-17:30', 'UTC', '2026-03-04T10:11:12Z', '2026-03-04T10:11:12Z'],
    [
      'on their day, not on that of UTC',
      'Mon-Fri 09:00-17:30',
      'Pacific/Auckland',
      '2026-03-07T23:00:00Z',
      '2026-03-08T20:00:00Z',
    ],
    // Berlin puts its clocks forward on Sunday 29 March 2026 at 02:00 and back on 25 October at 03:00.
    [
      'after the clocks went forward',
      'Mon-Fri 09:00-17:30',
      'Europe/Berlin',
      '2026-03-27T17:00:00Z',
      '2026-03-30T07:00:00Z',
    ],
    [
      'after the clocks went back',
      'Mon-Fri 09:00-17:30',
      'Europe/Berlin',
      '2026-10-23T17:00:00Z',
      '2026-10-26T08:00:00Z',
    ],
    [
      'on the day of the change',
      'Sun-Sun 09:00-17:30',
      'Europe/Berlin',
      '2026-03-29T00:30:00Z',
      '2026-03-29T07:00:00Z',
    ],
    [
      'at an hour that does not exist',
      'Sun-Sun 02:30-05:00',
      'Europe/Berlin',
      '2026-03-29T00:30:00Z',
      '2026-03-29T01:30:00Z',
    ],
  ])('%s', (_name, text, zone, instant, expected) => {
    const opening = nextOpening(hours(text), zone, at(instant));
    expect(new Date(opening)).toEqual(new Date(expected));
    expect(isOpen(hours(text), zone, opening)).toBe(true);
  });

  test('at every hour of a year at a moment when they are there, and not sooner', () => {
    const berlin = hours('Mon-Fri 09:00-17:30');
    for (let now = at('2026-01-01T00:00:00Z'); now < at('2027-01-01T00:00:00Z'); now += 3 * 3_600_000) {
      const opening = nextOpening(berlin, 'Europe/Berlin', now);
      expect(isOpen(berlin, 'Europe/Berlin', opening)).toBe(true);
      if (opening > now) expect(isOpen(berlin, 'Europe/Berlin', opening - 1)).toBe(false);
    }
  });
});
