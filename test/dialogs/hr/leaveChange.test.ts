import { changedSpan, type LeaveChange } from '../../../dialogs/hr/leaveChange';
import type { LeaveSpan } from '../../../dialogs/hr/leaveDates';
import { JobChat, sandboxForTests } from '../../helpers/jobChat';
import { nextWeek } from '../../helpers/leaveDays';

/** A Saturday. */
const today = '2026-11-28';

function change(days: string, text: string, locale: string): string | undefined {
  const [from = '', to = from] = days.split('..');
  const known: LeaveSpan = { from, to, halfDays: [], flags: [], saidOn: today };
  return describe_(changedSpan(known, { text, locale, today }));
}

function describe_(changed: LeaveChange): string | undefined {
  if (changed === undefined || changed === 'unclear') return changed;
  const { from, to, halfDays, flags } = changed;
  return [from === to ? from : `${from}..${to}`, ...halfDays, ...flags].join(' ');
}

const CHRISTMAS = '2026-12-21..2027-01-03';
const WEEK = '2026-12-07..2026-12-11';

describe('days that were named before', () => {
  test.each([
    [CHRISTMAS, 'ne doch erst ab 22.', '2026-12-22..2027-01-03'],
    [CHRISTMAS, 'erst ab dem 23. bitte', '2026-12-23..2027-01-03'],
    [CHRISTMAS, 'erst ab 2.', '2027-01-02..2027-01-03'],
    [CHRISTMAS, 'nur bis 30.', '2026-12-21..2026-12-30'],
    [CHRISTMAS, 'ab 18.12.', '2026-12-18..2027-01-03'],
    [WEEK, 'nur bis donnerstag', '2026-12-07..2026-12-10'],
    ['2026-11-30', 'halber tag', '2026-11-30 single'],
    ['2026-11-30', 'nur vormittags', '2026-11-30 single'],
    [WEEK, 'halber tag', '2026-12-07..2026-12-11 halfUnclear'],
    [WEEK, 'der letzte tag halb', '2026-12-07..2026-12-11 end'],
    ['2026-11-30', 'und statt montag der mittwoch', '2026-12-02'],
    ['2026-11-30', 'lieber dienstag statt montag', '2026-12-01'],
    [WEEK, 'statt dem 7.12. ab dem 8.12.', '2026-12-08..2026-12-11'],
    [WEEK, 'statt mittwoch den samstag', 'unclear'],
    [WEEK, 'am mittwoch nur ein halber tag', 'unclear'],
    [WEEK, 'nein, die ganze woche danach', '2026-12-14..2026-12-18'],
  ])('%s: "%s" makes %s', (days, text, expected) => expect(change(days, text, 'de')).toBe(expected));

  test.each([
    ['2026-12-03..2026-12-04', 'half a day on friday', '2026-12-03..2026-12-04 end'],
    ['2026-12-17..2026-12-18', 'half a day on thursday', '2026-12-17..2026-12-18 start'],
    ['2026-12-03..2026-12-07', 'no the whole week after', '2026-12-14..2026-12-18'],
    ['2026-12-03..2026-12-04', 'actually the week after', '2026-12-10..2026-12-11'],
    [WEEK, 'only from the 9th', '2026-12-09..2026-12-11'],
    [WEEK, 'until wednesday', '2026-12-07..2026-12-09'],
    [WEEK, 'tuesday instead of monday', '2026-12-08..2026-12-11'],
    ['2026-12-07', 'the afternoon', '2026-12-07 single'],
  ])('%s: "%s" makes %s', (days, text, expected) => expect(change(days, text, 'en')).toBe(expected));

  test.each([
    ['de', 'guten morgen'],
    ['de', 'ich komme erst ab 14 uhr'],
    ['de', 'ab damit'],
    ['de', 'bis dann'],
    ['de', 'schick es ab'],
    ['de', 'vom 14.12. bis 16.12.'],
    ['de', 'lieber krank statt urlaub'],
    ['en', 'good morning'],
    ['en', 'only friday, half a day'],
    ['en', 'from monday to wednesday'],
    ['en', 'no, december 14 and 15'],
    ['en', 'until 5 pm i am in the office'],
    ['en', 'a week at the sea'],
    ['en', 'yes'],
  ])('%s "%s" changes none of them', (locale, text) => {
    expect(change(locale === 'de' ? CHRISTMAS : '2026-12-03..2026-12-04', text, locale)).toBeUndefined();
  });
});

describe('on the card', () => {
  const sandbox = sandboxForTests();
  let job: JobChat;
  beforeEach(async () => void (job = await JobChat.start(sandbox(), 'employee')));
  afterEach(() => job.close());

  const [monday, wednesday] = [nextWeek(1), nextWeek(3)];
  const english = async (text: string) => (await job.say(text, { locale: 'en' })).join('\n');
  const german = async (text: string) => (await job.say(text, { locale: 'de' })).join('\n');
  const requests = () =>
    sandbox().records<{ days: { date: string; quantity: number; comment: string }[] }>('workday', 'leaveRequest');

  test('half a day of it, another day and why go with the request', async () => {
    await german(`urlaub am ${monday.date}`);
    expect(await german('nachmittag')).toMatch(/halber Tag.*Notiz: nachmittag/s);
    expect(await german(`statt ${monday.date} den ${wednesday.date}`)).toContain('halber Tag');
    expect(await german('für arzttermin')).toMatch(/Art: Vacation.*Notiz: für arzttermin/s);
    await german('absenden');
    const [sent] = await requests();
    expect(sent?.days.map(({ date, quantity }) => [date, quantity])).toEqual([[wednesday.date, 0.5]]);
    expect(sent?.days[0]?.comment).toContain('für arzttermin');
  });

  test('a kind is still changed by its name', async () => {
    await english(`vacation on ${monday.date}`);
    expect(await english('sick leave actually')).toContain('Kind: Sick Leave');
  });

  test('a yes after a change that was not understood sends nothing yet', async () => {
    await german(`urlaub am ${monday.date}`);
    expect(await german('ne doch erst am übernächsten tag danach')).toContain('nicht verstanden');
    expect(await german('passt')).toMatch(/letzte Änderung.*nicht verstanden.*\(card\) Ihr Urlaubsantrag/s);
    expect(await requests()).toEqual([]);
    expect(await german('passt')).toContain('Beantragt');
  });

  test('what understood the change, or was none, is sent by one yes', async () => {
    await english(`vacation on ${monday.date}`);
    await english('actually the one in room four');
    await english(`no, ${wednesday.date}`);
    expect(await english('ok')).toContain("I've asked for it");
    await english(`vacation on ${monday.date}`);
    await english('lovely weather');
    expect(await english('ok')).toContain("I've asked for it");
  });
});
