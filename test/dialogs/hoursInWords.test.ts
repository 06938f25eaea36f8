import { hoursInWords } from '../../dialogs/people/hoursInWords';
import { businessHours } from '../../services/settingValues';

test.each([
  ['Mon-Fri 09:00-17:30', 'en-US', 'Our team is here Monday to Friday, 9:00 AM to 5:30 PM (GMT+1).'],
  ['Mon-Fri 09:00-17:30', 'de-DE', 'Unser Team ist da: Montag bis Freitag von 9:00 bis 17:30 Uhr (MEZ).'],
  ['Sat-Sat 10:00-14:00', 'en-US', 'Our team is here Saturday, 10:00 AM to 2:00 PM (GMT+1).'],
  ['Sun-Sat 08:00-20:00', 'en-US', 'Our team is here every day, 8:00 AM to 8:00 PM (GMT+1).'],
  ['Sun-Thu 00:00-24:00', 'en-US', 'Our team is here Sunday to Thursday, around the clock.'],
])('%s in %s: %s', (hours, locale, words) => {
  const company = { locale, timeZone: 'Europe/Berlin' };
  const said = hoursInWords(businessHours.parse(hours), company, Date.parse('2026-01-20T12:00:00Z'));
  expect(said.replace(/\u202f/g, ' ')).toBe(words);
});
