import { loadConfig } from '../../../services/config';
import { quietUntil } from '../../../services/notifications/quietHours';

const NIGHT = loadConfig({}).QUIET_HOURS;
const at = (iso: string) => Date.parse(iso);

test.each([
  ['at noon', 'UTC', '2026-03-04T12:00:00Z', undefined],
  ['right before', 'UTC', '2026-03-04T20:59:59Z', undefined],
  ['from nine in the evening', 'UTC', '2026-03-04T21:00:00Z', '2026-03-05T08:00:00Z'],
  ['after midnight', 'UTC', '2026-03-05T02:30:00Z', '2026-03-05T08:00:00Z'],
  ['right after', 'UTC', '2026-03-05T08:00:00Z', undefined],
  ['where the user lives it is night already', 'Asia/Tokyo', '2026-03-04T12:00:00Z', '2026-03-04T23:00:00Z'],
  ['where the user lives it is day still', 'America/New_York', '2026-03-04T23:00:00Z', undefined],
  ['in the night in which the clocks go forward', 'Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29T06:00:00Z'],
])('%s (%s)', (_name, zone, now, until) => {
  expect(quietUntil(NIGHT, zone, at(now))).toBe(until && at(until));
});

test('hours within a day', () => {
  const { QUIET_HOURS } = loadConfig({ QUIET_HOURS: '12:00-13:30' });
  expect(quietUntil(QUIET_HOURS, 'UTC', at('2026-03-04T12:10:00Z'))).toBe(at('2026-03-04T13:30:00Z'));
  expect(quietUntil(QUIET_HOURS, 'UTC', at('2026-03-04T23:10:00Z'))).toBeUndefined();
});

test('off is never', () => {
  expect(loadConfig({ QUIET_HOURS: 'off' }).QUIET_HOURS).toBeUndefined();
  expect(quietUntil(undefined, 'UTC', at('2026-03-04T23:10:00Z'))).toBeUndefined();
});

test.each(['9-17', '21:00', '25:00-08:00', 'none'])('%s is a fault', (text) => {
  expect(() => loadConfig({ QUIET_HOURS: text })).toThrow('QUIET_HOURS must look like "21:00-08:00"');
});
