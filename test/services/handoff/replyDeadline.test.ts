import { replyDeadline } from '../../../services/handoff/replyDeadline';

const hours = { firstDay: 1, lastDay: 5, opensAtMinute: 9 * 60, closesAtMinute: 17 * 60 + 30 };
const MINUTE = 60_000;
/** Wednesday, 4 March 2026, in Berlin. */
const at = (time: string, day = '04') => Date.parse(`2026-03-${day}T${time}:00+01:00`);
const due = (now: number, minutes = 10) => replyDeadline(hours, 'Europe/Berlin', now, minutes * MINUTE);

test.each([
  ['in the middle of the day', at('10:00'), at('10:10')],
  ['shortly before closing', at('17:25'), at('17:30')],
  ['in the evening, from the next opening', at('20:00'), at('09:10', '05')],
  ['before opening', at('07:00'), at('09:10')],
  ['at the weekend', at('12:00', '07'), at('09:10', '09')],
])('%s', (_name, now, expected) => {
  expect(due(now)).toBe(expected);
});

test.each([
  ['goes on through midnight where they never close', 7, at('23:55', '08'), at('00:05', '09')],
  ['ends at midnight where it is their last day', 5, at('23:55', '06'), at('00:00', '07')],
])('%s', (_name, lastDay, now, expected) => {
  const round = { firstDay: 1, lastDay, opensAtMinute: 0, closesAtMinute: 24 * 60 };
  expect(replyDeadline(round, 'Europe/Berlin', now, 10 * MINUTE)).toBe(expected);
});
